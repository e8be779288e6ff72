import { TrailPage } from '@/features/audit/trail-page'

export default function StaffTrailPage() {
  return <TrailPage />
}
