import { HolderPage } from '@/features/grants/holder-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffHolderPage() {
  return <HolderPage id={usePageParam('id') ?? ''} />
}
