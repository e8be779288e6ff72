import { CorrectionsPage } from '@/features/staff-privacy/corrections-page'

export default function StaffCorrectionsPage() {
  return <CorrectionsPage />
}
