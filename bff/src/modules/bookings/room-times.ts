import { faultsOfGroup, isInARow, type GroupWish } from '@linli/shared/bookings/rooms.rules'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { DeskRow } from './desk.model'
import type { Seat, Seats } from './seats'

/** Times of a room that go on where the first one ends; `validation_failed` when they do not. */
export async function timesBehind(
  seats: Pick<Seats, 'find'>,
  first: Seat,
  slotIds: readonly string[],
  now: Date,
): Promise<Seat[]> {
  const more: Seat[] = []
  for (const slotId of slotIds) more.push(await seats.find(slotId, now))
  const { desk } = first
  const fits =
    desk.kind === 'room' &&
    more.every((seat) => seat.desk._id === desk._id && seat.slot.day === first.slot.day) &&
    isInARow(
      [first, ...more].map(({ slot }) => slot),
      desk.pattern.bufferMinutes,
    )
  if (more.length > 0 && !fits) throw wrongField('body.moreSlotIds', '只有活动室能连着借，时间要一段接一段')
  return more
}

/** `validation_failed` naming what is not said of a wish for a room; nothing is asked at a counter. */
export function refuseGroup({ kind, mostHeads = null }: DeskRow, group: GroupWish | undefined): void {
  const faults = kind === 'room' ? faultsOfGroup(group, mostHeads) : []
  if (faults.length > 0) {
    throw new AppError('validation_failed', {
      errors: faults.map(({ field, message }) => ({ path: `body.group.${field}`, message })),
    })
  }
}
