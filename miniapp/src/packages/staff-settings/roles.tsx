import { RolesPage } from '@/features/grants/roles-page'

export default function StaffRolesPage() {
  return <RolesPage />
}
