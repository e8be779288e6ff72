import type { SlotView } from '@linli/shared/bookings/desks.schema'
import type { IsoDay } from '@linli/shared/time'
import { useState } from 'react'
import { firstOpenDay, withOwn, type OwnTime } from './availability'
import { useSlots } from './queries'

/**
 * Day and time at one desk as a person picks them. The first day with seats is open at once; a slot that is gone
 * from the newest answer is chosen no longer.
 */
export function useSlotChoice(
  deskId: string | undefined,
  onPick: () => void,
  /** What is had already. Of a room it may be chosen again, to have it longer or shorter; a seat at a counter may not. */
  had?: OwnTime,
  mayHaveLonger = false,
) {
  const [from, setFrom] = useState<IsoDay>()
  const [chosenDay, setDay] = useState<IsoDay>()
  const [slotId, setSlot] = useState<string>()
  const slots = useSlots(deskId, from)
  const known = slots.data?.days ?? []
  const days = mayHaveLonger ? withOwn(known, had) : known
  const day = chosenDay ?? firstOpenDay(days)
  const ofDay = days.find((one) => one.day === day)
  const slot: SlotView | undefined = ofDay?.slots.find(({ id }) => id === slotId)
  const pick = (id: string | undefined, on: IsoDay | undefined) => {
    onPick()
    setSlot(id)
    setDay(on)
  }
  return {
    ...{ slots, days, day, ofDay, slot, from, had, mayHaveLonger },
    chooseDay: (next: IsoDay) => pick(undefined, next),
    chooseSlot: (id: string) => pick(id, day),
    /** A time that was named elsewhere: its day is opened with it. */
    follow: (id: string, on: IsoDay) => pick(id, on),
    /** Another stretch of the calendar; undefined for the nearest. */
    showFrom: (first: IsoDay | undefined) => {
      pick(undefined, undefined)
      setFrom(first)
    },
  }
}

export type SlotChoice = ReturnType<typeof useSlotChoice>
