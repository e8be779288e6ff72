import { ReachPage } from '@/features/staff-notices/reach-page'
import { usePageId } from '@/platform/page-params'

export default function NoticeReachPage() {
  return <ReachPage id={usePageId()} />
}
