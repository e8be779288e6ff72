import { NodePage } from '@/features/staff-space/node-page'
import { usePageId, usePageParam } from '@/platform/page-params'

export default function NodeDetailPage() {
  return <NodePage id={usePageId()} at={usePageParam('at')} />
}
