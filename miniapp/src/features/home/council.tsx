import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { EmptyState } from '@/ui/empty-state'
import { CouncilMeetings } from '@/features/council/council-meetings'
import { CouncilTopics } from '@/features/council/council-topics'
import { CouncilPolls } from '@/features/polls/council-polls'
import { BoardRow } from '@/features/opinions/board-row'
import { ChooseCommunity } from '@/features/space/choose-community'
import { useCommunityId } from '@/features/space/queries'
import type { useHome } from './queries'

/** 议事: votes, topics, what the committee discloses, and what neighbours raised and how it was answered. */
export function Council({ query }: { readonly query: ReturnType<typeof useHome> }) {
  // Before a visitor has said which community, nothing is claimed of any.
  if (useCommunityId() === undefined)
    return (
      <>
        <CouncilPolls />
        <ChooseCommunity />
      </>
    )
  return (
    <>
      <CouncilPolls />
      <CouncilTopics />
      <CouncilMeetings />
      <SectionTitle title="居务公开" note="公布不少于 15 天" />
      <Surface>
        <ListRow
          icon="document"
          title="看居务公开"
          detail="会议决定、款物收支、设施使用、协商落实"
          to="/packages/notices/disclosure"
        />
      </Surface>
      <SectionTitle title="公开答复" more="全部" to="/packages/opinions/board" />
      <QueryView query={query}>
        {({ board }) => (
          <Surface>
            {board.length === 0 && (
              <EmptyState icon="council" act="提意见" to="/packages/opinions/new">
                还没有公开的意见。提意见时选“公开”，邻居也能看到答复
              </EmptyState>
            )}
            {board.map((item) => (
              <BoardRow key={item.id} item={item} />
            ))}
          </Surface>
        )}
      </QueryView>
    </>
  )
}
