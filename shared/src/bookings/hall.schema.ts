import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { changeErrors, staffErrors } from '../door-errors'
import { file } from '../files/files.schema'
import { id, idParams, isoDay, isoTime, text, version } from '../scalars.schema'
import { serviceCode } from '../services/services.schema'
import { bookingOutcomes, MOST_DOCUMENTS } from './bookings.machine'
import { groupLimits } from './rooms.rules'
import type { hallRoutes } from './hall.routes'
import {
  answered,
  answersInput,
  bookingItem,
  bookingItemExample,
  bookingLimits,
  group,
  groupInput,
  moreSlotIds,
  moveInput,
  proposal,
  room,
  seatErrors,
  series,
} from './bookings.parts.schema'

export const deskBooking = z
  .object({
    ...bookingItem.shape,
    queueNumber: z.nullable(z.string()),
    elder: z.boolean(),
    calledAt: z.nullable(isoTime),
    answers: z.array(answered),
    proposal: z.nullable(proposal),
    series: z.nullable(series),
    group: z.nullable(group),
    refusal: z.string(),
    outcome: z.nullable(z.enum(bookingOutcomes)),
    missing: z.string(),
    /** What the person got with the result. */
    documents: z.array(file),
    abilities: z.object({
      /** A wish for a room waits for an answer. */
      decide: z.boolean(),
      cancel: z.boolean(),
      move: z.boolean(),
      admit: z.boolean(),
      recall: z.boolean(),
      skip: z.boolean(),
      finish: z.boolean(),
      transfer: z.boolean(),
      miss: z.boolean(),
      pardon: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'DeskBooking' })
export type DeskBookingView = z.infer<typeof deskBooking>

const deskDay = z
  .object({
    deskId: id,
    deskName: z.string(),
    day: isoDay,
    /** Hangs in the hall today; a resident checks in with it. */
    hallCode: z.string(),
    /** The same as a QR code, for a sheet on the wall. */
    hallQr: z.object({ size: z.number(), path: z.string() }),
    waiting: z.number(),
    items: z.array(deskBooking),
  })
  .register(z.globalRegistry, { id: 'DeskDayBoard' })
export type DeskDayBoardView = z.infer<typeof deskDay>

const deskMonth = z
  .object({
    ...{ deskId: id, from: isoDay, to: isoDay },
    /** Where the rooms of the desk have names. */
    rooms: z.array(room),
    items: z.array(deskBooking),
  })
  .register(z.globalRegistry, { id: 'DeskMonth' })
export type DeskMonthView = z.infer<typeof deskMonth>

const screen = z
  .object({
    deskName: z.string(),
    waiting: z.number(),
    called: z.array(z.object({ queueNumber: z.string(), calledAt: isoTime })),
  })
  .register(z.globalRegistry, { id: 'HallScreen' })
export type HallScreenView = z.infer<typeof screen>

const deskId = 'dsk_1BoxkVZLBjFjeN8D7rQ2wX'
const slotId = 'slt_1BoxkVZLBjFjeN8D7rQ2wX'
export const deskBookingExample = {
  ...bookingItemExample,
  queueNumber: null,
  elder: false,
  calledAt: null,
  answers: [],
  proposal: null,
  series: null,
  group: null,
  refusal: '',
  outcome: null,
  missing: '',
  documents: [],
  abilities: {
    ...{ decide: false, cancel: true, move: true, admit: true, recall: false, skip: false, finish: false },
    ...{ transfer: false, miss: false, pardon: false },
  },
} as const
const versionBody = z.strictObject({ version })

export const hallSchemas = {
  screen: {
    params: idParams,
    response: screen,
    errors: ['not_found'],
    examples: {
      response: {
        deskName: '1 号窗口',
        waiting: 4,
        called: [{ queueNumber: 'A012', calledAt: '2026-11-27T01:10:00.000Z' }],
      },
    },
  },
  requests: {
    params: idParams,
    response: z.object({ items: z.array(deskBooking) }),
    errors: staffErrors,
    examples: { response: { items: [deskBookingExample] } },
  },
  approve: {
    params: idParams,
    body: versionBody,
    response: deskBooking,
    errors: changeErrors,
    examples: { body: { version: 1 }, response: deskBookingExample },
  },
  refuse: {
    params: idParams,
    body: z.strictObject({ version, reason: text(groupLimits.reason, 2) }),
    response: deskBooking,
    errors: changeErrors,
    examples: { body: { version: 1, reason: '当晚要开居民会议' }, response: deskBookingExample },
  },
  bookFor: {
    body: z.strictObject({
      ...{ slotId: id, serviceCode, personId: id, answers: z.optional(answersInput) },
      /** Demanded for a room, which is then had at once: the office has said yes by booking it. */
      group: z.optional(groupInput),
      moreSlotIds,
    }),
    response: deskBooking,
    errors: [...staffErrors, ...seatErrors, 'version_conflict'],
    examples: {
      body: { slotId, serviceCode: 'elder-card', personId: 'per_1BoxkVZLBjFjeN8D7rQ2wX' },
      response: deskBookingExample,
    },
  },
  cancelFor: {
    params: idParams,
    body: z.strictObject({
      version,
      /** All later visits of the same series with it. */
      rest: z.optional(z.boolean()),
    }),
    response: deskBooking,
    errors: changeErrors,
    examples: {
      body: { version: 1 },
      response: { ...deskBookingExample, status: 'cancelled', statusLabel: '已取消' },
    },
  },
  moveFor: {
    params: idParams,
    body: moveInput,
    response: deskBooking,
    errors: [...changeErrors, ...seatErrors],
    examples: { body: { version: 1, slotId }, response: deskBookingExample },
  },
  transfer: {
    params: idParams,
    body: z.strictObject({ version, deskId: id }),
    response: deskBooking,
    errors: changeErrors,
    examples: { body: { version: 2, deskId }, response: deskBookingExample },
  },
  day: {
    params: idParams,
    query: z.strictObject({ day: z.optional(isoDay) }),
    response: deskDay,
    errors: staffErrors,
    examples: {
      response: {
        deskId,
        deskName: '1 号窗口',
        day: '2026-11-27',
        hallCode: '4827',
        hallQr: { size: 29, path: 'M4 4h7v1h-7z' },
        waiting: 1,
        items: [deskBookingExample],
      },
    },
  },
  month: {
    params: idParams,
    query: z.strictObject({ from: z.optional(isoDay) }),
    response: deskMonth,
    errors: staffErrors,
    examples: {
      response: {
        ...{ deskId, from: '2026-11-27', to: '2026-12-27', rooms: [] },
        items: [deskBookingExample],
      },
    },
  },
  walkIn: {
    params: idParams,
    body: z.strictObject({ serviceCode, elder: z.boolean() }),
    response: deskBooking,
    errors: [...staffErrors, 'no_hall_queue'],
    examples: { body: { serviceCode: 'elder-card', elder: true }, response: deskBookingExample },
  },
  callNext: {
    params: idParams,
    body: z.strictObject({}),
    response: z.object({ called: z.nullable(deskBooking) }),
    errors: [...staffErrors, 'no_hall_queue'],
    examples: { body: {}, response: { called: deskBookingExample } },
  },
  admit: {
    params: idParams,
    body: versionBody,
    response: deskBooking,
    errors: [...changeErrors, 'no_hall_queue'],
    examples: { body: { version: 1 }, response: deskBookingExample },
  },
  recall: {
    params: idParams,
    body: versionBody,
    response: deskBooking,
    errors: changeErrors,
    examples: { body: { version: 3 }, response: deskBookingExample },
  },
  skip: {
    params: idParams,
    body: versionBody,
    response: deskBooking,
    errors: changeErrors,
    examples: { body: { version: 3 }, response: deskBookingExample },
  },
  finish: {
    params: idParams,
    body: z.strictObject({
      version,
      outcome: z.enum(bookingOutcomes, { error: '请选择办得怎样' }),
      missing: text(bookingLimits.missing, 0),
      /** Files for the person, uploaded before: a receipt, a certificate. */
      documentIds: z.optional(
        z.array(id).check(z.maxLength(MOST_DOCUMENTS, `最多 ${MOST_DOCUMENTS} 份材料`)),
      ),
    }),
    response: deskBooking,
    errors: changeErrors,
    examples: { body: { version: 3, outcome: 'done', missing: '' }, response: deskBookingExample },
  },
  miss: {
    params: idParams,
    body: versionBody,
    response: deskBooking,
    errors: changeErrors,
    examples: { body: { version: 1 }, response: deskBookingExample },
  },
  pardon: {
    params: idParams,
    body: versionBody,
    response: deskBooking,
    errors: changeErrors,
    examples: { body: { version: 2 }, response: deskBookingExample },
  },
} satisfies SchemaTable<typeof hallRoutes>
