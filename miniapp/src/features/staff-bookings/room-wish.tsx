import type { DeskView } from '@linli/shared/bookings/desks.schema'
import { faultsOfGroup } from '@linli/shared/bookings/rooms.rules'
import { useState } from 'react'
import { GroupFields, groupOf, noGroup, RoomUntil } from '@/features/bookings/group-fields'
import { useRoomLength } from '@/features/bookings/use-room-length'
import type { SlotChoice } from '@/features/bookings/use-slot-choice'
import { useDraft } from '@/platform/use-draft'

type GroupFaults = Partial<Record<'purpose' | 'heads', string>>

/** What the office is asked of a room it books for a caller: until when, what for, how many. Nothing at another desk. */
export function useRoomWish({ id, kind, mostHeads }: DeskView, choice: SlotChoice) {
  const isRoom = kind === 'room'
  const draft = useDraft(`room-for:${id}`, noGroup)
  const [faults, setFaults] = useState<GroupFaults>({})
  const length = useRoomLength(choice, isRoom)
  const { moreSlotIds } = length
  return {
    ...{ isRoom, draft, faults, length, mostHeads },
    /** Part of the booking that is sent. */
    said: {
      ...(isRoom && { group: groupOf(draft.value) }),
      ...(moreSlotIds.length > 0 && { moreSlotIds }),
    },
    wrong: Object.keys(faults).length,
    forgetFaults: () => setFaults({}),
    /** Whether something is missing; it is shown then. */
    check: (): boolean => {
      const found = isRoom ? faultsOfGroup(groupOf(draft.value), mostHeads) : []
      setFaults(Object.fromEntries(found.map(({ field, message }) => [field, message])))
      return found.length > 0
    },
  }
}

export type RoomWish = ReturnType<typeof useRoomWish>

/** The fields of {@link useRoomWish}; nothing where no room is booked. */
export function RoomWishFields({
  wish,
  onEdit,
}: {
  readonly wish: RoomWish
  /** Something was changed: what was refused before is not about this. */
  readonly onEdit: () => void
}) {
  const { isRoom, draft, faults, length, mostHeads } = wish
  if (!isRoom) return null
  return (
    <>
      <RoomUntil
        row={length.row}
        count={length.count}
        onChange={(count) => {
          onEdit()
          length.choose(count)
        }}
      />
      <GroupFields
        form={draft.value}
        most={mostHeads}
        faults={faults}
        onChange={(part) => {
          onEdit()
          wish.forgetFaults()
          draft.change(part)
        }}
      />
    </>
  )
}
