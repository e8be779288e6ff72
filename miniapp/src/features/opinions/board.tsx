import type { BoardOverviewView } from '@linli/shared/opinions/board.schema'
import { useState } from 'react'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId, useGridMap } from '@/features/space/queries'
import { AreaMap } from '@/ui/area-map'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { ListRow } from '@/ui/list-row'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { Surface } from '@/ui/surface'
import { BoardRow } from './board-row'
import { useBoard, useBoardOverview, type BoardFilter } from './queries'
import './opinions.scss'

/** Results made visible; nothing is said where nothing was solved yet. */
function Month({ overview }: { readonly overview: BoardOverviewView | undefined }) {
  if (overview === undefined || overview.answeredThisMonth === 0) return null
  const { answeredThisMonth, solvedThisMonth } = overview
  return (
    <Surface padded>
      <Box as="p" className="board-month">{`本月解决 ${solvedThisMonth} 件`}</Box>
      <Box as="p" className="board-month-note">
        {`答复了 ${answeredThisMonth} 件，其中 ${solvedThisMonth} 件居民说解决了`}
      </Box>
      <Button kind="plain" small to="/packages/opinions/figures">
        看看办得怎么样
      </Button>
    </Surface>
  )
}

const ALL = ''

interface FilterProps {
  readonly overview: BoardOverviewView | undefined
  readonly filter: BoardFilter
  readonly onChange: (part: Partial<BoardFilter>) => void
}

/** By first level, only those that have something to show. */
function GroupChips({ overview, filter, onChange }: FilterProps) {
  const groups = (overview?.groups ?? []).filter(({ cases }) => cases > 0)
  if (groups.length < 2) return null
  return (
    <FilterChips
      label="按类别看"
      chips={[
        { value: ALL, label: '全部' },
        ...groups.map(({ code, label, cases }) => ({ value: code, label, count: cases })),
      ]}
      chosen={[filter.group ?? ALL]}
      onChange={([group]) => onChange({ group: group === ALL ? undefined : group })}
    />
  )
}

/** Where: the grids of the community with the number of their public cases, as a map and as words. */
function GridFilter({ overview, filter, onChange }: FilterProps) {
  const { data } = useGridMap()
  const grids = overview?.grids ?? []
  if (grids.length < 2) return null
  const casesOf = (id: string) => grids.find((grid) => grid.id === id)?.cases ?? 0
  const drawn = (data?.items ?? []).flatMap(({ id, name, boundary }) =>
    boundary === null ? [] : [{ id, name: `${name}\n${casesOf(id)} 件`, boundary }],
  )
  const choose = (gridId: string | undefined) =>
    onChange({ gridId: gridId === filter.gridId ? undefined : gridId })
  return (
    <>
      {drawn.length > 1 && (
        <Surface padded>
          <AreaMap areas={drawn} selected={filter.gridId} onSelect={choose} label="各网格公开的意见" />
        </Surface>
      )}
      <FilterChips
        label="按网格看"
        chips={[
          { value: ALL, label: '全社区' },
          ...grids.map(({ id, name, cases }) => ({ value: id, label: name, count: cases })),
        ]}
        chosen={[filter.gridId ?? ALL]}
        onChange={([gridId]) => onChange({ gridId: gridId === ALL ? undefined : gridId })}
      />
    </>
  )
}

const emptyWords = ({ q, group, gridId }: BoardFilter): string => {
  if (q !== undefined) return `没有找到“${q}”，换个词试试`
  if (group !== undefined || gridId !== undefined) return '这里还没有公开的意见，换个范围看看'
  return '还没有公开的意见。提意见时选“可以公开”，邻居也能看到答复'
}

/** Public cases with their answers; names and doors were taken out before. */
export function Board() {
  const communityId = useCommunityId()
  const [typed, setTyped] = useState('')
  const [filter, setFilter] = useState<BoardFilter>({})
  const change = (part: Partial<BoardFilter>) => setFilter({ ...filter, ...part })
  const board = useBoard(filter)
  const overview = useBoardOverview().data
  if (communityId === undefined) return <ChooseCommunity />
  return (
    <>
      <Month overview={overview} />
      <SearchField
        id="board-search"
        placeholder="地点或内容"
        value={typed}
        onChange={(value) => {
          setTyped(value)
          if (value === '') change({ q: undefined })
        }}
        onSubmit={() => change({ q: typed.trim() === '' ? undefined : typed.trim() })}
      />
      <GroupChips overview={overview} filter={filter} onChange={change} />
      <GridFilter overview={overview} filter={filter} onChange={change} />
      <PagedList
        query={board}
        empty={
          <Surface>
            <EmptyState icon="council" act="提意见" to="/packages/opinions/new">
              {emptyWords(filter)}
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
      <Surface>
        <ListRow
          icon="search"
          title="用编号查进展"
          detail="打电话或在窗口提的意见，凭编号和查询码查"
          to="/packages/opinions/track"
        />
      </Surface>
    </>
  )
}
