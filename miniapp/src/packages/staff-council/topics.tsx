import { TopicsPage } from '@/features/staff-council/topics-page'

export default function StaffTopicsPage() {
  return <TopicsPage />
}
