import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { ownChangeErrors, ownErrors } from '../door-errors'
import { file } from '../files/files.schema'
import { id, idParams, isoTime, page, pageQuery, text, version } from '../scalars.schema'
import { materialNeeds } from '../services/services.catalogue'
import { serviceCode } from '../services/services.schema'
import { bookingOutcomes } from './bookings.machine'
import type { bookingRoutes } from './bookings.routes'
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
  seatErrors,
  series,
} from './bookings.parts.schema'
import { desksSchemas } from './desks.schema'
import { hallSchemas } from './hall.schema'

const ticketLine = z.object({
  queueNumber: z.string(),
  state: z.enum(['now', 'waiting', 'you']),
  elder: z.boolean(),
})
export type TicketLine = z.infer<typeof ticketLine>

const ticket = z.object({
  queueNumber: z.string(),
  ahead: z.number(),
  /** Those called now, the first who wait, and the person; empty when nobody waits any more. */
  line: z.array(ticketLine),
  /** Null while nothing honest can be said. */
  estimate: z.nullable(z.object({ fromMinutes: z.number(), toMinutes: z.number() })),
  calledAt: z.nullable(isoTime),
})

export const bookingView = z
  .object({
    ...bookingItem.shape,
    /** The guide it was made under. */
    serviceVersion: z.number(),
    materials: z.array(z.object({ name: z.string(), need: z.enum(materialNeeds) })),
    /** Forms of that guide, to be printed and filled in at home. */
    forms: z.array(file),
    /** What the item asks, each with its answer. */
    answers: z.array(answered),
    proposal: z.nullable(proposal),
    series: z.nullable(series),
    group: z.nullable(group),
    /** Why a room was refused. */
    refusal: z.string(),
    changeUntil: z.nullable(isoTime),
    ticket: z.nullable(ticket),
    /** Opens it as a calendar file (.ics), good for some minutes; null unless it is booked. */
    icsUrl: z.nullable(z.string()),
    /** The number as a QR code, for the counter to scan: one SVG path over a square of `size`. Null once it is over. */
    qr: z.nullable(z.object({ size: z.number(), path: z.string() })),
    outcome: z.nullable(z.enum(bookingOutcomes)),
    rating: z.nullable(z.object({ score: z.number(), comment: z.string() })),
    /** What is missing, told once and in full (一次告知). */
    missing: z.string(),
    /** What the counter gave with the result. */
    documents: z.array(file),
    /** Said after a missed booking: a warning, or until when booking online rests. */
    notice: z.string(),
    abilities: z.object({
      move: z.boolean(),
      /** Something is asked, and answers can still be given or changed. */
      answer: z.boolean(),
      cancel: z.boolean(),
      checkIn: z.boolean(),
      leave: z.boolean(),
      rate: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'Booking' })
export type BookingView = z.infer<typeof bookingView>

const feed = z.object({
  /** The secret address a calendar reads all own bookings from; null until it was made. */
  url: z.nullable(z.string()),
})
const feedExample = { url: '/api/v1/calendars/fed_1BoxkVZLBjFjeN8D7rQ2wX/secret/bookings.ics' }

const slotId = 'slt_1BoxkVZLBjFjeN8D7rQ2wX'
export const bookingExample = {
  ...bookingItemExample,
  serviceVersion: 0,
  materials: [{ name: '身份证', need: 'required' }],
  forms: [],
  answers: [],
  proposal: null,
  series: null,
  group: null,
  refusal: '',
  changeUntil: '2026-11-26T23:00:00.000Z',
  ticket: null,
  icsUrl: '/api/v1/bookings/bkg_1BoxkVZLBjFjeN8D7rQ2wX/calendar.ics?e=1795568400&s=x',
  qr: { size: 29, path: 'M4 4h7v1h-7z' },
  outcome: null,
  rating: null,
  missing: '',
  documents: [],
  notice: '',
  abilities: { move: true, answer: false, cancel: true, checkIn: false, leave: false, rate: false },
} as const
const versionBody = z.strictObject({ version })

export const bookingSchemas = {
  ...desksSchemas,
  ...hallSchemas,
  mine: {
    query: z.strictObject({ ...pageQuery, filter: z.optional(z.enum(['coming', 'past'])) }),
    response: page(bookingItem),
    errors: ownErrors,
    examples: { response: { items: [bookingItemExample], nextCursor: null } },
  },
  book: {
    body: z.strictObject({
      slotId: id,
      serviceCode,
      /** Somebody who agreed to it; absent for oneself. */
      forPersonId: z.optional(id),
      /** The seat kept while the form was filled in; without it, or when its time is over, another is taken. */
      holdId: z.optional(id),
      answers: z.optional(answersInput),
      /** For a room, where it has to be there. */
      group: z.optional(groupInput),
      moreSlotIds,
    }),
    response: bookingView,
    errors: [...ownErrors, ...seatErrors, 'version_conflict'],
    examples: { body: { slotId, serviceCode: 'elder-card' }, response: bookingExample },
  },
  feed: {
    response: feed,
    errors: ['unauthenticated', 'consent_required'],
    examples: { response: feedExample },
  },
  renewFeed: {
    response: feed,
    errors: ['unauthenticated', 'consent_required'],
    examples: { response: feedExample },
  },
  get: {
    params: idParams,
    response: bookingView,
    errors: ownErrors,
    examples: { response: bookingExample },
  },
  move: {
    params: idParams,
    body: moveInput,
    response: bookingView,
    errors: [...ownChangeErrors, ...seatErrors],
    examples: { body: { version: 1, slotId }, response: bookingExample },
  },
  otherTime: {
    params: idParams,
    body: z.strictObject({ version, agrees: z.boolean() }),
    response: bookingView,
    errors: [...ownChangeErrors, ...seatErrors],
    examples: { body: { version: 2, agrees: true }, response: bookingExample },
  },
  answer: {
    params: idParams,
    body: z.strictObject({ version, answers: answersInput }),
    response: bookingView,
    errors: [...ownChangeErrors, 'slot_closed'],
    examples: {
      body: { version: 1, answers: [{ questionId: 'q1', text: '补办' }] },
      response: bookingExample,
    },
  },
  cancel: {
    params: idParams,
    body: z.strictObject({
      version,
      /** All later visits of the same series with it. */
      rest: z.optional(z.boolean()),
    }),
    response: bookingView,
    errors: ownChangeErrors,
    examples: { body: { version: 1 }, response: bookingExample },
  },
  checkIn: {
    params: idParams,
    body: z.strictObject({ version, hallCode: text(12) }),
    response: bookingView,
    errors: [...ownChangeErrors, 'hall_code_wrong', 'no_hall_queue'],
    examples: { body: { version: 1, hallCode: '4827' }, response: bookingExample },
  },
  leave: {
    params: idParams,
    body: versionBody,
    response: bookingView,
    errors: ownChangeErrors,
    examples: { body: { version: 2 }, response: bookingExample },
  },
  rate: {
    params: idParams,
    body: z.strictObject({
      version,
      score: z
        .number()
        .check(z.int('请选择 1 到 5 分'), z.gte(1, '请选择 1 到 5 分'), z.lte(5, '请选择 1 到 5 分')),
      comment: text(bookingLimits.comment, 0),
    }),
    response: bookingView,
    errors: ownChangeErrors,
    examples: {
      body: { version: 5, score: 5, comment: '' },
      response: { ...bookingExample, status: 'done', statusLabel: '已办完', outcome: 'done', qr: null },
    },
  },
} satisfies SchemaTable<typeof bookingRoutes>
