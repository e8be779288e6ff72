import { PaperPage } from '@/features/staff-polls/paper-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffPaperPage() {
  return <PaperPage id={usePageParam('id') ?? ''} />
}
