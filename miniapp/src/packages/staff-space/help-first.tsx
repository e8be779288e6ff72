import { HelpFirst } from '@/features/staff-people/help-first'

export default function StaffHelpFirstPage() {
  return <HelpFirst />
}
