import { StaffNoticeList } from '@/features/staff-notices/staff-notice-list'

export default function StaffNoticeListPage() {
  return <StaffNoticeList />
}
