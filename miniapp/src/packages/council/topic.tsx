import { hasTopicBar, TopicBar } from '@/features/council/topic-bar'
import { TopicDetail } from '@/features/council/topic-detail'
import { useTopic } from '@/features/council/queries'
import { SignInFirst } from '@/features/session/sign-in-first'
import { usePageId } from '@/platform/page-params'
import { Page } from '@/ui/page'
import { QueryView } from '@/ui/query-view'

function Topic() {
  const topic = useTopic(usePageId())
  return (
    <Page
      title="议题"
      heading={topic.data === undefined}
      backTo="/packages/council/topics"
      bar={topic.data && hasTopicBar(topic.data) ? <TopicBar topic={topic.data} /> : undefined}
    >
      <QueryView query={topic}>{(data) => <TopicDetail topic={data} />}</QueryView>
    </Page>
  )
}

export default function TopicPage() {
  return (
    <SignInFirst title="议题" lead="登录后看这个议题">
      <Topic />
    </SignInFirst>
  )
}
