import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, idParams, isoTime, version } from '../scalars.schema'
import { serviceCode } from '../services/services.schema'
import { group, groupInput } from './bookings.parts.schema'
import { bookingExample, bookingView } from './bookings.schema'
import { waitStatuses } from './waits.machine'
import type { waitRoutes } from './waits.routes'

const wait = z
  .object({
    id,
    version: z.number(),
    status: z.enum(waitStatuses),
    statusLabel: z.string(),
    /** 1 is the next; null when it is not waiting. */
    position: z.nullable(z.number()),
    /** Until when the seat is kept; null while none is offered. */
    offerUntil: z.nullable(isoTime),
    slotId: id,
    startsAt: isoTime,
    endsAt: isoTime,
    service: z.object({ code: z.string(), label: z.string() }),
    deskId: id,
    deskName: z.string(),
    place: z.string(),
    forSelf: z.boolean(),
    /** `周**`; for whom it is. */
    forLabel: z.string(),
    /** Who would come to a room, and what for; null at a counter. */
    group: z.nullable(group),
  })
  .register(z.globalRegistry, { id: 'Wait' })
export type WaitView = z.infer<typeof wait>

const readErrors = ['unauthenticated', 'consent_required', 'not_found'] as const
const createErrors = [
  'idempotency_key_required',
  'idempotency_key_reused',
  'idempotency_in_progress',
] as const
const changeErrors = [...readErrors, 'invalid_status', 'version_conflict'] as const

const example = {
  id: 'wts_1BoxkVZLBjFjeN8D7rQ2wX',
  version: 1,
  status: 'waiting',
  statusLabel: '候补中',
  position: 2,
  offerUntil: null,
  slotId: 'slt_1BoxkVZLBjFjeN8D7rQ2wX',
  startsAt: '2026-11-27T01:00:00.000Z',
  endsAt: '2026-11-27T01:30:00.000Z',
  service: { code: 'elder-card', label: '老年优待证' },
  deskId: 'dsk_1BoxkVZLBjFjeN8D7rQ2wX',
  deskName: '1 号窗口',
  place: '社区服务站一楼',
  forSelf: true,
  forLabel: '周**',
  group: null,
} as const

export const waitSchemas = {
  join: {
    params: idParams,
    body: z.strictObject({
      serviceCode,
      /** Somebody who agreed to it; absent for oneself. */
      forPersonId: z.optional(id),
      /** For a room, where it has to be there. */
      group: z.optional(groupInput),
    }),
    response: wait,
    errors: [
      ...readErrors,
      ...createErrors,
      'slot_closed',
      'seats_left',
      'booked_already',
      'booking_limited',
    ],
    examples: { body: { serviceCode: 'elder-card' }, response: example },
  },
  mine: {
    response: z.object({ items: z.array(wait) }),
    errors: ['unauthenticated', 'consent_required'],
    examples: { response: { items: [example] } },
  },
  accept: {
    params: idParams,
    body: z.strictObject({ version }),
    response: bookingView,
    errors: [
      ...changeErrors,
      ...createErrors,
      'booked_already',
      'person_limit',
      'home_limit',
      'home_day_limit',
    ],
    examples: { body: { version: 2 }, response: bookingExample },
  },
  leave: {
    params: idParams,
    body: z.strictObject({ version }),
    response: wait,
    errors: changeErrors,
    examples: {
      body: { version: 1 },
      response: { ...example, status: 'ended', statusLabel: '候补已结束', position: null },
    },
  },
} satisfies SchemaTable<typeof waitRoutes>
