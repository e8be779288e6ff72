import { RetentionPage } from '@/features/staff-privacy/retention-page'

export default function StaffRetentionPage() {
  return <RetentionPage />
}
