import { BindingsPage } from '@/features/staff-homes/bindings-page'

export default function StaffBindingsPage() {
  return <BindingsPage />
}
