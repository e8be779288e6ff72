import { CalendarPage } from '@/features/calendar/calendar-page'

export default function StaffCalendarPage() {
  return <CalendarPage />
}
