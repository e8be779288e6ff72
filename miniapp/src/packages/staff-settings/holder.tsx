import { HolderPage } from '@/features/grants/holder-page'
import { usePageId } from '@/platform/page-params'

export default function StaffHolderPage() {
  return <HolderPage id={usePageId()} />
}
