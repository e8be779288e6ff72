import { faultsOfGroup, isInARow, type GroupFault, type GroupWish } from '@linli/shared/bookings/rooms.rules'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { BookingRow } from './booking.model'
import type { DeskRow } from './desk.model'
import type { Seat } from './seat-finder'
import type { Seats } from './seats'

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

/** What is not said, or too much, in a wish for a room; nothing is asked at a counter. */
export const faultsOfRoom = (
  { kind, mostHeads = null }: DeskRow,
  group: GroupWish | undefined,
): GroupFault[] => (kind === 'room' ? faultsOfGroup(group, mostHeads) : [])

/** Whether a booking may go to a desk: one of its community that takes its matter, and a room for a room. */
export const takes = (desk: DeskRow, { communityId, service, group }: BookingRow): boolean =>
  desk.communityId === communityId &&
  desk.serviceCodes.includes(service.code) &&
  (desk.kind === 'room') === (group !== undefined)

/** `validation_failed` naming what {@link faultsOfRoom} finds. */
export function refuseGroup(desk: DeskRow, group: GroupWish | undefined): void {
  const faults = faultsOfRoom(desk, group)
  if (faults.length > 0) {
    throw new AppError('validation_failed', {
      errors: faults.map(({ field, message }) => ({ path: `body.group.${field}`, message })),
    })
  }
}
