import { PaperPage } from '@/features/staff-polls/paper-page'
import { usePageId } from '@/platform/page-params'

export default function StaffPaperPage() {
  return <PaperPage id={usePageId()} />
}
