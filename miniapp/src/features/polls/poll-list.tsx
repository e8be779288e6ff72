import { isPublished } from '@linli/shared/polls/polls.machine'
import type { PollListedView } from '@linli/shared/polls/polls.schema'
import { EmptyState } from '@/ui/empty-state'
import { PagedList } from '@/ui/paged-list'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { PollCard, PollRow } from './poll-row'
import { awaitsOfficial } from './poll-words'
import { usePolls } from './queries'

/** A ballot of this person is awaited. */
export const waitsForMe = ({ phase, voted }: PollListedView): boolean => phase === 'open' && voted === false

const parts: readonly { readonly title: string; readonly holds: (item: PollListedView) => boolean }[] = [
  { title: '正在投票', holds: (item) => item.phase === 'open' && !waitsForMe(item) },
  {
    title: '准备中',
    holds: (item) =>
      (item.phase === 'roll_published' && !awaitsOfficial(item, new Date())) || item.phase === 'waiting',
  },
  {
    title: '等结果',
    holds: (item) =>
      ['closed', 'sealing', 'counted'].includes(item.phase) || awaitsOfficial(item, new Date()),
  },
  { title: '有结果', holds: ({ phase }) => isPublished(phase) },
  { title: '不再进行', holds: ({ phase }) => phase === 'cancelled' },
]

/** Every poll of the community: what waits for this person first, then open ones, then the rest by how far they are. */
export function PollList() {
  const polls = usePolls()
  return (
    <PagedList
      query={polls}
      empty={
        <Surface>
          <EmptyState icon="ballot">还没有表决。社区发起投票时，这里会出现，也会发消息告诉您</EmptyState>
        </Surface>
      }
    >
      {(items) => (
        <>
          {items.some(waitsForMe) && <SectionTitle title="等您投票" />}
          {items.filter(waitsForMe).map((item) => (
            <PollCard key={item.id} item={item} />
          ))}
          {parts.map(({ title, holds }) => {
            const held = items.filter(holds)
            if (held.length === 0) return null
            return (
              <PollPart key={title} title={title}>
                {held}
              </PollPart>
            )
          })}
        </>
      )}
    </PagedList>
  )
}

function PollPart({
  title,
  children,
}: {
  readonly title: string
  readonly children: readonly PollListedView[]
}) {
  return (
    <>
      <SectionTitle title={title} />
      <Surface>
        {children.map((item) => (
          <PollRow key={item.id} item={item} />
        ))}
      </Surface>
    </>
  )
}
