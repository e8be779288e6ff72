import { useState } from 'react'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { Surface } from '@/ui/surface'
import { FollowedList } from './followed-list'
import { OpinionRow } from './opinion-row'
import { useMyOpinions, type MineFilter } from './queries'

const filters: readonly { readonly value: MineFilter; readonly label: string }[] = [
  { value: 'all', label: '全部' },
  { value: 'open', label: '办理中' },
  { value: 'waits-for-me', label: '等我' },
  { value: 'closed', label: '已办结' },
]
const FOLLOWED = 'followed'

const emptyWords: Record<MineFilter, string> = {
  all: '您还没有提过意见。楼道灯坏了、路不平，都可以说',
  open: '没有正在办理的意见',
  'waits-for-me': '没有等您处理的意见',
  closed: '还没有办结的意见',
}

/** The own opinions by state. */
export function MyOpinions() {
  const [chosen, setChosen] = useState('all')
  return (
    <>
      <FilterChips
        label="看哪些意见"
        chips={[...filters, { value: FOLLOWED, label: '我支持的' }]}
        chosen={[chosen]}
        onChange={([value]) => setChosen(value ?? 'all')}
      />
      {chosen === FOLLOWED ? (
        <FollowedList />
      ) : (
        <OwnList filter={filters.find(({ value }) => value === chosen)?.value ?? 'all'} />
      )}
    </>
  )
}

function OwnList({ filter }: { readonly filter: MineFilter }) {
  const opinions = useMyOpinions(filter)
  return (
    <PagedList
      query={opinions}
      empty={
        <Surface>
          <EmptyState icon="opinion-box" act="提意见" to="/packages/opinions/new">
            {emptyWords[filter]}
          </EmptyState>
        </Surface>
      }
    >
      {(items) => (
        <Surface>
          {items.map((item) => (
            <OpinionRow key={item.id} item={item} />
          ))}
        </Surface>
      )}
    </PagedList>
  )
}
