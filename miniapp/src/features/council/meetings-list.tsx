import { meetingFilters, type MeetingFilter } from '@linli/shared/council/meetings.kinds'
import { useState } from 'react'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { Surface } from '@/ui/surface'
import { MeetingRow } from './meeting-row'
import { useMeetings } from './meeting-queries'

const labels: Readonly<Record<MeetingFilter, string>> = { coming: '要开的会', past: '开过的会' }
const emptyWords: Readonly<Record<MeetingFilter, string>> = {
  coming: '现在没有要开的会。请您参加时会发消息告诉您',
  past: '还没有开过会',
}

/** 议事会会议: those to come, and those whose minutes can be read. */
export function MeetingsList() {
  const [filter, setFilter] = useState<MeetingFilter>('coming')
  const meetings = useMeetings(filter)
  return (
    <>
      <FilterChips
        label="看哪些会议"
        chips={meetingFilters.map((value) => ({ value, label: labels[value] }))}
        chosen={[filter]}
        onChange={([value]) => setFilter(meetingFilters.find((known) => known === value) ?? 'coming')}
      />
      <PagedList
        query={meetings}
        empty={
          <Surface>
            <EmptyState icon="people">{emptyWords[filter]}</EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((item) => (
              <MeetingRow key={item.id} item={item} />
            ))}
          </Surface>
        )}
      </PagedList>
    </>
  )
}
