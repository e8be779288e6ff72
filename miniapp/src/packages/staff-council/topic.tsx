import { DeskTopicPage } from '@/features/staff-council/topic-panel'
import { usePageParam } from '@/platform/page-params'

export default function StaffTopicPage() {
  return <DeskTopicPage id={usePageParam('id') ?? ''} />
}
