import { DeskPage } from '@/features/staff-polls/desk-page'
import { usePageId } from '@/platform/page-params'

export default function StaffDeskPage() {
  return <DeskPage id={usePageId()} />
}
