import { RecoveryPage } from '@/features/staff-homes/recovery-page'

export default function StaffRecoveryPage() {
  return <RecoveryPage />
}
