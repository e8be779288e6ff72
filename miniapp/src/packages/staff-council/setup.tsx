import { SetupPage } from '@/features/staff-polls/setup-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffSetupPage() {
  return <SetupPage id={usePageParam('id')} />
}
