import type { TopicFilter } from '@linli/shared/council/topics.kinds'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { FilterChips } from '@/ui/filter-chips'
import { PagedList } from '@/ui/paged-list'
import { SearchField } from '@/ui/search-field'
import { Surface } from '@/ui/surface'
import { gatheringTitle, useCouncilStanding } from './takes-part'
import { TopicRow } from './topic-row'
import { useMyTopics, useTopics } from './queries'

type Part = TopicFilter | 'mine'
const laterParts: readonly { readonly value: Part; readonly label: string }[] = [
  { value: 'deliberating', label: '正在协商' },
  { value: 'decided', label: '决议与落实' },
  { value: 'over', label: '没有成的' },
  { value: 'mine', label: '我提的' },
]
const emptyWords: Readonly<Record<Part, string>> = {
  gathering: '现在没有征集支持的议题。有想请大家商量的事，可以提一个',
  deliberating: '现在没有正在协商的议题',
  decided: '还没有定下来的事',
  over: '还没有议题落空',
  mine: '您还没有提过议题',
}
const emptyAct = {
  neighbour: { act: '提一个议题', to: '/packages/council/propose' },
  unbound: { act: '去绑定房屋', to: '/packages/space/bind' },
  staff: {},
} as const

/** 议题: what neighbours want decided, by where it stands, and searched by words. */
export function TopicsList() {
  const [part, setPart] = useState<Part>('gathering')
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState<string>()
  const standing = useCouncilStanding()
  const takesPart = standing === 'neighbour'
  const parts = [{ value: 'gathering' as const, label: gatheringTitle[standing] }, ...laterParts]
  const filter: TopicFilter = part === 'mine' ? 'gathering' : part
  const found = useTopics(filter, q)
  const mine = useMyTopics()
  const query = part === 'mine' && q === undefined ? mine : found
  return (
    <>
      <SearchField
        id="topic-search"
        placeholder="搜议题，比如车棚"
        value={typed}
        onChange={(value) => {
          setTyped(value)
          if (value === '') setQ(undefined)
        }}
        onSubmit={() => setQ(typed.trim() === '' ? undefined : typed.trim())}
      />
      {q === undefined && (
        <FilterChips
          label="看哪些议题"
          chips={parts}
          chosen={[part]}
          onChange={([value]) => setPart(parts.find((known) => known.value === value)?.value ?? 'gathering')}
        />
      )}
      <PagedList
        query={query}
        empty={
          <Surface>
            <EmptyState icon="council" {...emptyAct[standing]}>
              {q === undefined ? emptyWords[part] : `没有找到“${q}”，换个词试试`}
            </EmptyState>
          </Surface>
        }
      >
        {(items) => (
          <Surface>
            {items.map((item) => (
              <TopicRow key={item.id} item={item} supports={takesPart} />
            ))}
          </Surface>
        )}
      </PagedList>
      {takesPart && (
        <Box className="topic-more">
          <Button kind="tint" icon="plus" to="/packages/council/propose">
            提一个议题
          </Button>
        </Box>
      )}
    </>
  )
}
