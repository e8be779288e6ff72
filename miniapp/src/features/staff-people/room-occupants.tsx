import { communityRoles, type Role } from '@linli/shared/roles'
import { useActor } from '@/platform/session'
import { RoomPeople } from './room-people'

interface RoomOccupantsProps {
  readonly roomId: string
  readonly communityId: string | null
  /** The grid the room lies in. */
  readonly gridId: string | null
}

/** Who belongs to a room, in its card: for the community's office and for the grid worker whose grid it lies in. */
export function RoomOccupants({ roomId, communityId, gridId }: RoomOccupantsProps) {
  const actor = useActor()
  const isOpen = (actor?.roles ?? []).some(({ role, nodeId, communityIds }) =>
    role === 'grid_worker'
      ? nodeId === gridId
      : (communityRoles as readonly Role[]).includes(role) &&
        communityId !== null &&
        communityIds.includes(communityId),
  )
  return isOpen ? <RoomPeople roomId={roomId} /> : null
}
