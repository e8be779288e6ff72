import { SignPage } from '@/features/staff-polls/sign-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffSignPage() {
  return <SignPage id={usePageParam('id') ?? ''} />
}
