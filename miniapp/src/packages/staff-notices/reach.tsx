import { ReachPage } from '@/features/staff-notices/reach-page'
import { usePageParam } from '@/platform/page-params'

export default function NoticeReachPage() {
  return <ReachPage id={usePageParam('id') ?? ''} />
}
