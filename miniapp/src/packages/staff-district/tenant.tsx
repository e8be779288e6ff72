import { TenantPage } from '@/features/tenants/tenant-page'
import { usePageId } from '@/platform/page-params'

export default function StaffTenantPage() {
  return <TenantPage id={usePageId()} />
}
