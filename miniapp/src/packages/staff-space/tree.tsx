import { SpaceDesk } from '@/features/staff-space/space-desk'

export default function TreePage() {
  return <SpaceDesk />
}
