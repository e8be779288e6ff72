import { NodePage } from '@/features/staff-space/node-page'
import { usePageParam } from '@/platform/page-params'

export default function NodeDetailPage() {
  return <NodePage id={usePageParam('id') ?? ''} at={usePageParam('at')} />
}
