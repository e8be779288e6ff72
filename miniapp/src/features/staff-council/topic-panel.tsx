import { StaffConsole } from '@/features/staff-shell/staff-console'
import { PageTitle } from '@/ui/page-title'
import { QueryView } from '@/ui/query-view'
import { SidePanel } from '@/ui/side-panel'
import { DeskTopicPill } from './topic-line'
import { TopicActs } from './topic-acts'
import { TopicBody } from './topic-body'
import { useDeskTopic } from './queries'

/** One topic beside the list. */
export function TopicPanel({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const query = useDeskTopic(id)
  return (
    <SidePanel
      title={query.data?.title ?? '议题'}
      above={query.data && <DeskTopicPill item={query.data} />}
      onClose={onClose}
      bar={query.data?.abilities.link === true ? <TopicActs topic={query.data} /> : undefined}
    >
      <QueryView query={query}>{(topic) => <TopicBody topic={topic} />}</QueryView>
    </SidePanel>
  )
}

/** The same on a phone, as a page. */
export function DeskTopicPage({ id }: { readonly id: string }) {
  const query = useDeskTopic(id)
  return (
    <StaffConsole
      title="议题"
      heading={query.data === undefined}
      inside
      current="topics"
      backTo="/packages/staff-council/topics"
      bar={query.data?.abilities.link === true ? <TopicActs topic={query.data} /> : undefined}
    >
      <QueryView query={query}>
        {(topic) => (
          <>
            <PageTitle above={<DeskTopicPill item={topic} />}>{topic.title}</PageTitle>
            <TopicBody topic={topic} />
          </>
        )}
      </QueryView>
    </StaffConsole>
  )
}
