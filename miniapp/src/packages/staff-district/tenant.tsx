import { TenantPage } from '@/features/tenants/tenant-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffTenantPage() {
  return <TenantPage id={usePageParam('id') ?? ''} />
}
