import { GridDesk } from '@/features/staff-space/grid-desk'

export default function GridsPage() {
  return <GridDesk />
}
