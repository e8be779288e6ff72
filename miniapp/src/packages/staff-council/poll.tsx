import { DeskPage } from '@/features/staff-polls/desk-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffDeskPage() {
  return <DeskPage id={usePageParam('id') ?? ''} />
}
