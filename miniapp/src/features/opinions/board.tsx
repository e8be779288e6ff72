import { useState } from 'react'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId } from '@/features/space/queries'
import { EmptyState } from '@/ui/empty-state'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { Surface } from '@/ui/surface'
import { BoardRow } from './board-row'
import { useBoard } from './queries'

/** Public cases with their answers; names and doors were taken out before. */
export function Board() {
  const communityId = useCommunityId()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const board = useBoard(q)
  if (communityId === undefined) return <ChooseCommunity />
  return (
    <>
      <SearchField
        id="board-search"
        placeholder="地点或内容"
        value={typed}
        onChange={(value) => {
          setTyped(value)
          if (value === '') setQ(undefined)
        }}
        onSubmit={() => setQ(typed.trim() === '' ? undefined : typed.trim())}
      />
      <PagedList
        query={board}
        empty={
          <Surface>
            <EmptyState icon="council" act="提意见" to="/packages/opinions/new">
              {q === undefined
                ? '还没有公开的意见。提意见时选“可以公开”，邻居也能看到答复'
                : `没有找到“${q}”，换个词试试`}
            </EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((item) => (
              <BoardRow key={item.id} item={item} />
            ))}
          </Surface>
        )}
      </PagedList>
    </>
  )
}
