import { openWaits, waitMachine, type WaitEvent } from '@linli/shared/bookings/waits.machine'
import { sourcesOf } from '@linli/shared/machine'
import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { inScope, type Scope } from '../../platform/scope'
import { waitModel, type WaitRow } from './wait.model'

/** More than stand on lists at one time in a district. */
const MOST_DUE = 2_000
const MOST_OF_SLOT = 500
const MOST_OWN = 50

export interface WaitsRepository {
  /** The unique index refuses a second place of one person on one list. */
  insert(row: WaitRow): Promise<void>
  /** The place somebody has on a list already. */
  openOf(scope: Scope, slotId: string, personKey: string): Promise<WaitRow | null>
  find(scope: Scope, id: string): Promise<WaitRow | null>
  /** By id alone, because the address carries no community: only the account's own. */
  findOwn(id: string, accountId: string): Promise<WaitRow | null>
  /** The own ones that still stand, wherever they were made. */
  listOwn(accountId: string): Promise<WaitRow[]>
  /** Those who wait for one of these times, in order. */
  waitingFor(scope: Scope, slotIds: readonly string[]): Promise<WaitRow[]>
  /** Everybody who waits in the whole deployment, the soonest time first and in order. */
  allWaiting(): Promise<WaitRow[]>
  /** Offers that were not taken in their time. */
  expired(now: Date): Promise<WaitRow[]>
  /** Whether a seat is kept for an offer under this id. */
  isOffered(scope: Scope, slotId: string, bookingId: string): Promise<boolean>
  /** The guarded write of every event: null when status or version are no longer what was read. */
  change(
    scope: Scope,
    row: Pick<WaitRow, '_id' | 'version'>,
    event: WaitEvent,
    offer?: Pick<WaitRow, 'offerUntil' | 'moreSlotIds'>,
  ): Promise<WaitRow | null>
  removeOwn(accountId: string): Promise<void>
  readonly byAge: DatedRows
}

export function createWaitsRepository(connection: Connection): WaitsRepository {
  const waits = waitModel(connection)
  return {
    async insert(row) {
      await waits.create([row])
    },
    openOf: (scope, slotId, personKey) =>
      waits.findOne({ ...inScope(scope), slotId, personKey, open: true }).lean<WaitRow>(),
    find: (scope, id) => waits.findOne({ _id: id, ...inScope(scope) }).lean<WaitRow>(),
    findOwn: (id, accountId) => waits.findOne({ _id: id, accountId }).lean<WaitRow>(),
    listOwn: (accountId) =>
      waits
        .find({ accountId, status: { $in: openWaits } })
        .sort({ at: 1, _id: 1 })
        .limit(MOST_OWN)
        .lean<WaitRow[]>(),
    waitingFor: (scope, slotIds) =>
      waits
        .find({ ...inScope(scope), slotId: { $in: slotIds }, status: 'waiting' })
        .sort({ slotId: 1, status: 1, at: 1, _id: 1 })
        .limit(MOST_OF_SLOT)
        .lean<WaitRow[]>(),
    allWaiting: () =>
      waits
        .find({ open: true, status: 'waiting' })
        .sort({ startsAt: 1, at: 1, _id: 1 })
        .limit(MOST_DUE)
        .lean<WaitRow[]>(),
    expired: (now) =>
      waits
        .find({ open: true, status: 'offered', offerUntil: { $lte: now } })
        .sort({ startsAt: 1 })
        .limit(MOST_DUE)
        .lean<WaitRow[]>(),
    async isOffered(scope, slotId, bookingId) {
      const offer = await waits
        .findOne({ ...inScope(scope), bookingId, status: 'offered' }, { slotId: 1, moreSlotIds: 1 })
        .lean<Pick<WaitRow, 'slotId' | 'moreSlotIds'>>()
      return offer !== null && [offer.slotId, ...(offer.moreSlotIds ?? [])].includes(slotId)
    },
    change: (scope, { _id, version }, event, offer = {}) => {
      const status = targetOf[event]
      return waits
        .findOneAndUpdate(
          { _id, ...inScope(scope), status: { $in: sourcesOf(waitMachine, event) }, version },
          {
            $set: { status, ...offer },
            $inc: { version: 1 },
            ...(status === 'offered' ? {} : { $unset: { open: 1 } }),
          },
          { returnDocument: 'after' },
        )
        .lean<WaitRow>()
    },
    async removeOwn(accountId) {
      await waits.deleteMany({ accountId })
    },
    byAge: datedRows(waits, 'at'),
  }
}

/** Every event leads to one status, wherever it comes from. */
const targetOf = {
  offer: 'offered',
  accept: 'booked',
  leave: 'ended',
  lapse: 'ended',
} as const satisfies Record<WaitEvent, WaitRow['status']>
