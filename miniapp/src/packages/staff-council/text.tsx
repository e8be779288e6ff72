import { TextPage } from '@/features/staff-polls/text-page'
import { usePageId } from '@/platform/page-params'

export default function StaffTextPage() {
  return <TextPage id={usePageId()} />
}
