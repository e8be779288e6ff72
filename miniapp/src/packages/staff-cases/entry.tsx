import { CallerEntryDesk } from '@/features/staff-cases/caller-entry'

export default function CallerEntryPage() {
  return <CallerEntryDesk />
}
