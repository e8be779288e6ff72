import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useRoomPeople } from './queries'
import { RoomPeople } from './room-people'

/** One room's people as a page, where a person's card leads. */
export function OccupantsPage({ roomId }: { readonly roomId: string }) {
  const label = useRoomPeople(roomId).data?.roomLabel
  return (
    <StaffConsole title={label ?? '房屋'} inside current="people" backTo="/packages/staff-space/people">
      <RoomPeople roomId={roomId} />
    </StaffConsole>
  )
}
