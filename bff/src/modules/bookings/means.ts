import { timesWithin } from '@linli/shared/bookings/means.rules'
import { seatsLeft, type SlotTime } from '@linli/shared/bookings/slots.rules'
import { deskScope } from './bookings.policy'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'
import type { SlotRow } from './slot.model'
import { openPools, poolsAt } from './slot-seats'
import type { SlotsRepository } from './slots.repository'

/** A time of shared people or equipment that a booking takes `count` of. */
export interface MeansSeat {
  readonly slot: SlotRow
  readonly desk: DeskRow
  readonly count: number
}

/** What bookings of a desk need beside their own seat, for every time in a stretch; null where it is not there. */
export type MeansFor = (time: SlotTime) => readonly MeansSeat[] | null

export interface Means {
  /** Reads what a desk needs from one instant to another; asks nothing where it needs nothing. */
  of(desk: DeskRow, from: Date, to: Date): Promise<MeansFor>
}

/** People and equipment that several desks share: they are seats too, counted down where they are kept. */
export function createMeans(deps: {
  desks: Pick<DesksRepository, 'findPublic'>
  slots: Pick<SlotsRepository, 'offered'>
}): Means {
  const { desks, slots } = deps
  return {
    async of({ communityId, needs = [] }, from, to) {
      const scope = deskScope(communityId)
      const kinds = await Promise.all(
        needs.map(async ({ deskId, count }) => {
          const desk = await desks.findPublic(deskId)
          // A day further on both sides: a time that began before still reaches in.
          const rows = desk ? await slots.offered(scope, deskId, dayBefore(from), to) : []
          return { desk, rows, count }
        }),
      )
      return (time) => {
        const needed: MeansSeat[] = []
        for (const { desk, rows, count } of kinds) {
          const times = desk && timesWithin(rows, time, desk.pattern.bufferMinutes)
          if (!desk || !times) return null
          needed.push(...times.map((slot) => ({ slot, desk, count })))
        }
        return needed
      }
    },
  }
}

/** How many bookings the means allow at once; null (not there) allows none. Everything that is not needed allows any. */
export const meansLeft = (means: readonly MeansSeat[] | null, now: Date): number =>
  means === null
    ? 0
    : means.reduce((least, { slot, desk, count }) => {
        const left = seatsLeft(poolsAt(slot, now), openPools(desk, slot, { elder: false }, now))
        return Math.min(least, Math.floor(left / count))
      }, Number.POSITIVE_INFINITY)

const DAY_MS = 86_400_000
const dayBefore = (at: Date): Date => new Date(at.getTime() - DAY_MS)
