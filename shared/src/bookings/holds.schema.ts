import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { empty, id, idParams, isoTime } from '../scalars.schema'
import { serviceCode } from '../services/services.schema'
import { deskKinds } from './rooms.rules'
import { moreSlotIds, room } from './bookings.parts.schema'
import type { holdRoutes } from './holds.routes'

const hold = z
  .object({
    /** Named when booking, so that this very seat is taken. */
    id,
    slotId: id,
    /** Times of a room right behind the first one, kept with it. */
    moreSlotIds: z.array(id),
    startsAt: isoTime,
    /** The end of the last of them. */
    endsAt: isoTime,
    deskId: id,
    deskName: z.string(),
    /** Which of the rooms is kept, where they have names. */
    room: z.nullable(room),
    place: z.string(),
    kind: z.enum(deskKinds),
    mostHeads: z.nullable(z.number()),
    /** Kept free behind each time, minutes: what a longer use of a room goes on after. */
    bufferMinutes: z.number(),
    until: isoTime,
    /** Until then by the server's clock; a phone's may be wrong. */
    secondsLeft: z.number(),
  })
  .register(z.globalRegistry, { id: 'SeatHold' })
export type SeatHoldView = z.infer<typeof hold>

export const holdSchemas = {
  take: {
    params: idParams,
    body: z.strictObject({
      serviceCode,
      /** Somebody who agreed to it; absent for oneself. */
      forPersonId: z.optional(id),
      /** For a room: what is kept with the first time from now on; those kept before and not named go back. */
      moreSlotIds,
    }),
    response: hold,
    errors: [
      'unauthenticated',
      'consent_required',
      'not_found',
      'validation_failed',
      'slot_full',
      'slot_closed',
      'booking_limited',
      'version_conflict',
    ],
    examples: {
      body: { serviceCode: 'elder-card' },
      response: {
        id: 'scl_1BoxkVZLBjFjeN8D7rQ2wX',
        slotId: 'slt_1BoxkVZLBjFjeN8D7rQ2wX',
        moreSlotIds: [],
        startsAt: '2026-11-27T01:00:00.000Z',
        endsAt: '2026-11-27T01:30:00.000Z',
        deskId: 'dsk_1BoxkVZLBjFjeN8D7rQ2wX',
        deskName: '1 号窗口',
        room: null,
        place: '社区服务站一楼',
        kind: 'counter',
        mostHeads: null,
        bufferMinutes: 0,
        until: '2026-11-26T02:05:00.000Z',
        secondsLeft: 300,
      },
    },
  },
  release: {
    body: z.strictObject({}),
    response: empty,
    errors: ['unauthenticated', 'consent_required'],
    examples: { body: {}, response: {} },
  },
} as const satisfies SchemaTable<typeof holdRoutes>
