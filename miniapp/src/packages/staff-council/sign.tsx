import { SignPage } from '@/features/staff-polls/sign-page'
import { usePageId } from '@/platform/page-params'

export default function StaffSignPage() {
  return <SignPage id={usePageId()} />
}
