import { useState } from 'react'
import { asLongAs, roomRow, type OwnTime } from './availability'
import type { SlotChoice } from './use-slot-choice'

/**
 * How long a room is had from the chosen time on: as long as it is had now (`own`), or one time, until something else is
 * chosen. Nothing to choose at a counter.
 */
export function useRoomLength(choice: SlotChoice, isRoom: boolean, own?: OwnTime) {
  const [chosen, setChosen] = useState<number>()
  const { ofDay, slot, slots } = choice
  const row = isRoom ? roomRow(ofDay?.slots ?? [], slot?.id, slots.data?.bufferMinutes ?? 0) : []
  const count = Math.min(chosen ?? (own === undefined ? 1 : asLongAs(row, own)), row.length)
  return {
    ...{ row, count },
    choose: setChosen,
    moreSlotIds: row.slice(1, count).map(({ id }) => id),
    endsAt: row[count - 1]?.endsAt.toISOString(),
  }
}
