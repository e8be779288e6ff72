import type { TopicItemView, TopicView } from '@linli/shared/council/council.schema'
import { useDeskTopics } from './queries'

/** Topics that can be shown beside this one: what looks for supporters or is talked over. */
export function useSimilarDeskTopics(topic: TopicView): readonly TopicItemView[] {
  const gathering = useDeskTopics(topic.communityId, 'gathering')
  const deliberating = useDeskTopics(topic.communityId, 'deliberating')
  const items = [gathering, deliberating].flatMap(({ data }) => data?.pages[0]?.items ?? [])
  const linked = topic.similar.map(({ id }) => id)
  return items.filter(({ id }) => id !== topic.id && !linked.includes(id))
}
