import { FiguresPage } from '@/features/staff-council/figures-page'

export default function StaffFiguresPage() {
  return <FiguresPage />
}
