import { useState } from 'react'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { Surface } from '@/ui/surface'
import { BookingRow } from './booking-row'
import { CalendarFeed } from './calendar-feed'
import { useMyBookings, type BookingFilter } from './queries'
import { Waits } from './waits'

const filters: readonly { readonly value: BookingFilter; readonly label: string; readonly empty: string }[] =
  [
    {
      value: 'coming',
      label: '要去办的',
      empty: '您没有要去办的预约。医保、老年证、居住证，都可以先约好再去',
    },
    { value: 'past', label: '以前的', empty: '您以前没有预约过' },
  ]

/** The own bookings, those made for others among them. */
export function MyBookings() {
  const [filter, setFilter] = useState<BookingFilter>('coming')
  const bookings = useMyBookings(filter)
  return (
    <>
      <FilterChips
        label="看哪些预约"
        chips={filters}
        chosen={[filter]}
        onChange={([value]) => setFilter(value === 'past' ? 'past' : 'coming')}
      />
      {filter === 'coming' && <Waits />}
      <PagedList
        query={bookings}
        empty={
          <Surface>
            <EmptyState icon="calendar" act="去预约" to="/pages/services">
              {filters.find(({ value }) => value === filter)?.empty ?? ''}
            </EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((item) => (
              <BookingRow key={item.id} item={item} />
            ))}
          </Surface>
        )}
      </PagedList>
      {filter === 'coming' && <CalendarFeed />}
    </>
  )
}
