import { useActor } from '@/platform/session'
import { Box } from '@/ui/box'
import { EmptyState } from '@/ui/empty-state'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Skeleton } from '@/ui/skeleton'
import { Surface } from '@/ui/surface'
import { TopicRow } from './topic-row'
import { gatheringTitle, useCouncilStanding } from './takes-part'
import { useTopics } from './queries'

const MOST_SHOWN = 3

function Part({
  filter,
  title,
  empty,
}: {
  filter: 'gathering' | 'deliberating'
  title: string
  empty: string
}) {
  const topics = useTopics(filter)
  const takesPart = useCouncilStanding() === 'neighbour'
  return (
    <>
      <SectionTitle title={title} more="全部" to="/packages/council/topics" />
      <QueryView query={topics} skeleton={<Skeleton rows={2} />}>
        {({ pages }) => {
          const items = (pages[0]?.items ?? []).slice(0, MOST_SHOWN)
          return (
            <Surface>
              {items.length === 0 && (
                <EmptyState
                  icon="council"
                  {...(takesPart &&
                    filter === 'gathering' && { act: '提一个议题', to: '/packages/council/propose' })}
                >
                  {empty}
                </EmptyState>
              )}
              {items.map((item) => (
                <TopicRow key={item.id} item={item} supports={takesPart} />
              ))}
            </Surface>
          )
        }}
      </QueryView>
    </>
  )
}

/** Topics on the tab page, for who is signed in. */
export function CouncilTopics() {
  const actor = useActor()
  const standing = useCouncilStanding()
  if (actor?.consentCurrent !== true) return null
  return (
    <>
      <Part filter="gathering" title={`${gatheringTitle[standing]}的议题`} empty="现在没有征集支持的议题" />
      {standing === 'unbound' && <Box className="topic-foot">绑定了本社区的房屋，就可以支持议题和说看法</Box>}
      <Part filter="deliberating" title="正在协商" empty="现在没有正在协商的议题" />
    </>
  )
}
