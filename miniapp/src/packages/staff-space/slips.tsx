import { SlipsPage } from '@/features/staff-homes/slips-page'

export default function StaffSlipsPage() {
  return <SlipsPage />
}
