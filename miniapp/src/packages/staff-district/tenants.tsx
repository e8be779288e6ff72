import { TenantsPage } from '@/features/tenants/tenants-page'

export default function StaffTenantsPage() {
  return <TenantsPage />
}
