import { GuidePage } from '@/features/staff-bookings/guide-page'
import { usePageParam } from '@/platform/page-params'

export default function StaffBookingsGuidePage() {
  return <GuidePage code={usePageParam('code')} />
}
