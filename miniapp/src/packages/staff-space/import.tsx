import { ListsDesk } from '@/features/staff-lists/lists-desk'

export default function ImportPage() {
  return <ListsDesk />
}
