import { DeskTopicPage } from '@/features/staff-council/topic-panel'
import { usePageId } from '@/platform/page-params'

export default function StaffTopicPage() {
  return <DeskTopicPage id={usePageId()} />
}
