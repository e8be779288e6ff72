import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, idParams, isoDay, isoTime, page, pageQuery, text, version } from '../scalars.schema'
import { materialNeeds } from '../services/services.catalogue'
import { file } from '../files/files.schema'
import { questionKinds, questionLimits } from '../services/questions.rules'
import { questionId, serviceCode } from '../services/services.schema'
import { bookingOutcomes, bookingStatuses } from './bookings.machine'
import { deskKinds, groupLimits, MOST_IN_A_ROW } from './rooms.rules'
import { seriesLimits } from './series.rules'
import type { bookingRoutes } from './bookings.routes'
import { faultsOf } from './opening.rules'

export const bookingLimits = {
  missing: 500,
  comment: 200,
  daysShown: 31,
  slotsOfDay: 288,
  touched: 500,
} as const

const status = z.enum(bookingStatuses)

const minutes = z.number().check(z.int('时间要是整分钟'), z.gte(0, '时间不对'), z.lte(1440, '时间不对'))
const intervals = z.array(z.strictObject({ from: minutes, to: minutes })).check(
  z.maxLength(6, '一天最多 6 段'),
  z.refine((value) => faultsOf(value).length === 0, '时间段要先后相接，不能重叠'),
)

const plan = z.strictObject({
  weekly: z.array(intervals).check(z.length(7, '要写满一周七天')),
  closedOnHolidays: z.boolean(),
  makeupAs: z.nullable(z.number().check(z.int(), z.gte(0, '星期不对'), z.lte(6, '星期不对'))),
  exceptions: z
    .array(z.strictObject({ day: isoDay, intervals, reason: text(40) }))
    .check(z.maxLength(120, '最多 120 个特别的日子')),
})

const figure = (least: number, most: number, what: string) =>
  z
    .number()
    .check(z.int(`${what}要是整数`), z.gte(least, `${what}至少 ${least}`), z.lte(most, `${what}最多 ${most}`))

/** Minutes before the slot; null keeps the share to the end. */
const releaseMinutes = z.nullable(figure(0, 20_160, '放出的提前分钟数'))

const deskFacts = {
  name: text(20),
  place: text(60),
  serviceCodes: z
    .array(serviceCode)
    .check(z.minLength(1, '至少选一个事项'), z.maxLength(60, '最多 60 个事项')),
  plan,
  pattern: z.strictObject({
    lengthMinutes: figure(5, 480, '每段时长'),
    bufferMinutes: figure(0, 240, '间隔'),
  }),
  shares: z.strictObject({
    capacity: figure(1, 500, '名额'),
    walkIn: figure(0, 500, '现场名额'),
    elder: figure(0, 500, '老人名额'),
  }),
  window: z.strictObject({
    leadMinutes: figure(0, 20_160, '提前分钟数'),
    horizonDays: figure(1, 60, '可约天数'),
    horizonUnit: z.enum(['days', 'workdays']),
  }),
  /** Minutes before the slot until which a booking can be moved or cancelled. */
  changeMinutes: figure(0, 20_160, '可改的提前分钟数'),
  /** Absent from an older client: a counter. */
  kind: z.optional(z.enum(deskKinds)),
  /** How many people a room holds; null when nobody said. */
  mostHeads: z.optional(z.nullable(figure(1, groupLimits.heads, '能坐的人数'))),
  /** When shares that nobody used are given to everybody; absent from an older client: as before. */
  release: z.optional(z.strictObject({ walkIn: releaseMinutes, elder: releaseMinutes })),
  /** How many visits of one matter may be booked at once, one a week; null when none. */
  mostVisits: z.optional(z.nullable(figure(seriesLimits.fewest, seriesLimits.most, '连约的次数'))),
}

const desk = z
  .object({
    id,
    communityId: id,
    version: z.number(),
    active: z.boolean(),
    ...deskFacts,
    kind: z.enum(deskKinds),
    mostHeads: z.nullable(z.number()),
    mostVisits: z.nullable(z.number()),
    release: z.object({ walkIn: z.nullable(z.number()), elder: z.nullable(z.number()) }),
    /** Bookings that the present hours would not offer any more; they keep their seats. */
    outside: z.number(),
    /** Times whose seats and bookings did not agree when they were counted at night; null when all do. */
    check: z.nullable(
      z.object({
        at: isoTime,
        times: z.array(
          z.object({
            startsAt: isoTime,
            /** Seats without a booking, bookings without a seat, and by how much the count is off. */
            ...{ noBooking: z.number(), noSeat: z.number(), countOff: z.number() },
          }),
        ),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Desk' })
export type DeskView = z.infer<typeof desk>

const deskInput = z.strictObject(deskFacts)
export type DeskInput = z.output<typeof deskInput>

const slot = z.object({
  id,
  startsAt: isoTime,
  endsAt: isoTime,
  /** Seats for anybody; elders may have more. */
  left: z.number(),
  leftForElders: z.number(),
})
export type SlotView = z.infer<typeof slot>

const day = z
  .object({
    day: isoDay,
    /** Why there is nothing, or why it is open out of the ordinary: `法定节假日`, `调休上班`, `消防演练`. */
    reason: z.string(),
    left: z.number(),
    slots: z.array(slot),
  })
  .register(z.globalRegistry, { id: 'DeskDay' })
export type DeskDayView = z.infer<typeof day>

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

export const bookingItem = z
  .object({
    id,
    number: z.string(),
    version: z.number(),
    status,
    statusLabel: z.string(),
    service: z.object({ code: z.string(), label: z.string() }),
    deskId: id,
    deskName: z.string(),
    place: z.string(),
    startsAt: z.nullable(isoTime),
    endsAt: z.nullable(isoTime),
    forSelf: z.boolean(),
    /** `周**`; for whom it is. */
    forLabel: z.string(),
    /** Staff come to the person: there is no hall to check in at. */
    atHome: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'BookingItem' })
export type BookingItemView = z.infer<typeof bookingItem>

/** Who comes to a room, and what for; null at a counter. */
const group = z
  .object({ purpose: z.string(), heads: z.number(), organisation: z.string() })
  .register(z.globalRegistry, { id: 'RoomGroup' })

const groupInput = z.strictObject({
  purpose: text(groupLimits.purpose, 2),
  heads: figure(1, groupLimits.heads, '人数'),
  organisation: text(groupLimits.organisation, 0),
})

/** Which visit of how many it is; null when it is booked alone. */
const series = z
  .object({ weeks: z.number(), place: z.number(), of: z.number() })
  .register(z.globalRegistry, { id: 'BookingSeries' })

/** Another time that is kept for the person instead of one that is not open any more; the person decides. */
const proposal = z
  .object({ startsAt: isoTime, endsAt: isoTime, deskName: z.string(), place: z.string(), until: isoTime })
  .register(z.globalRegistry, { id: 'OtherTime' })

/** A question of the item as it was booked, with what was answered; no text and no photos when nothing was. */
const answered = z
  .object({
    questionId: z.string(),
    kind: z.enum(questionKinds),
    label: z.string(),
    required: z.boolean(),
    options: z.array(z.string()),
    text: z.string(),
    photos: z.array(file),
  })
  .register(z.globalRegistry, { id: 'BookingAnswer' })
export type BookingAnswerView = z.infer<typeof answered>

export const answersInput = z
  .array(
    z.strictObject({
      questionId,
      /** Words, or the option that was chosen. */
      text: z.optional(text(questionLimits.answer, 0)),
      photoIds: z.optional(
        z.array(id).check(z.maxLength(questionLimits.photos, `最多 ${questionLimits.photos} 张照片`)),
      ),
    }),
  )
  .check(
    z.maxLength(questionLimits.questions, `最多 ${questionLimits.questions} 个回答`),
    z.refine((all) => new Set(all.map((one) => one.questionId)).size === all.length, '一个问题只回答一次'),
  )
export type AnswersInput = z.output<typeof answersInput>

export const bookingView = z
  .object({
    ...bookingItem.shape,
    /** The guide it was made under. */
    serviceVersion: z.number(),
    materials: z.array(z.object({ name: z.string(), need: z.enum(materialNeeds) })),
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

const deskBooking = z
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
    abilities: z.object({
      /** A wish for a room waits for an answer. */
      decide: z.boolean(),
      cancel: z.boolean(),
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

const feed = z.object({
  /** The secret address a calendar reads all own bookings from; null until it was made. */
  url: z.nullable(z.string()),
})
const feedExample = { url: '/api/v1/calendars/fed_1BoxkVZLBjFjeN8D7rQ2wX/secret/bookings.ics' }

const load = z
  .object({
    from: isoDay,
    to: isoDay,
    days: z.array(
      z.object({
        ...{ day: isoDay, booked: z.number(), walkIn: z.number(), done: z.number(), missed: z.number() },
        cancelled: z.number(),
        /** The middle of the waiting times; null when nobody was called. */
        waitMinutes: z.nullable(z.number()),
      }),
    ),
    hours: z.array(z.object({ hour: z.number(), arrivals: z.number() })),
    /** What people said afterwards, without who; null while fewer than five have. */
    ratings: z.nullable(
      z.object({
        count: z.number(),
        /** How many gave 1, 2, 3, 4 and 5. */
        scores: z.array(z.number()),
        comments: z.array(z.string()),
      }),
    ),
    /** The list behind the figures, good for some minutes. */
    files: z.object({ csv: z.string(), xlsx: z.string() }),
  })
  .register(z.globalRegistry, { id: 'DeskLoad' })
export type DeskLoadView = z.infer<typeof load>

const screen = z
  .object({
    deskName: z.string(),
    waiting: z.number(),
    called: z.array(z.object({ queueNumber: z.string(), calledAt: isoTime })),
  })
  .register(z.globalRegistry, { id: 'HallScreen' })
export type HallScreenView = z.infer<typeof screen>

const readErrors = ['unauthenticated', 'consent_required', 'not_found'] as const
const ownErrors = [...readErrors, 'invalid_status', 'version_conflict'] as const
const staffErrors = ['unauthenticated', 'consent_required', 'forbidden', 'not_found'] as const
const changeErrors = [...staffErrors, 'invalid_status', 'version_conflict'] as const
const createErrors = [
  'idempotency_key_required',
  'idempotency_key_reused',
  'idempotency_in_progress',
] as const
const seatErrors = [
  'person_limit',
  'home_limit',
  'home_day_limit',
  'slot_full',
  'slot_closed',
  'booked_already',
  'booking_limited',
] as const

/** What every way of taking a seat may be refused with. */
export const bookingErrors = { create: createErrors, seat: seatErrors } as const

const deskId = 'dsk_1BoxkVZLBjFjeN8D7rQ2wX'
const slotId = 'slt_1BoxkVZLBjFjeN8D7rQ2wX'
export const bookingItemExample = {
  id: 'bkg_1BoxkVZLBjFjeN8D7rQ2wX',
  number: 'QH-Y-20261126-0012',
  version: 1,
  status: 'booked',
  statusLabel: '已约好',
  service: { code: 'elder-card', label: '老年优待证' },
  deskId,
  deskName: '1 号窗口',
  place: '社区服务站一楼',
  startsAt: '2026-11-27T01:00:00.000Z',
  endsAt: '2026-11-27T01:30:00.000Z',
  forSelf: true,
  forLabel: '周**',
  atHome: false,
} as const
export const bookingExample = {
  ...bookingItemExample,
  serviceVersion: 0,
  materials: [{ name: '身份证', need: 'required' }],
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
  notice: '',
  abilities: { move: true, answer: false, cancel: true, checkIn: false, leave: false, rate: false },
} as const
const deskBookingExample = {
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
  abilities: {
    ...{ decide: false, cancel: true, admit: true, recall: false, skip: false, finish: false },
    ...{ transfer: false, miss: false, pardon: false },
  },
} as const
const office = [
  { from: 540, to: 720 },
  { from: 810, to: 1020 },
]
const deskInputExample = {
  name: '1 号窗口',
  place: '社区服务站一楼',
  serviceCodes: ['elder-card'],
  plan: {
    weekly: [[], office, office, office, office, office, []],
    closedOnHolidays: true,
    makeupAs: 1,
    exceptions: [],
  },
  pattern: { lengthMinutes: 30, bufferMinutes: 0 },
  shares: { capacity: 4, walkIn: 1, elder: 1 },
  window: { leadMinutes: 60, horizonDays: 5, horizonUnit: 'workdays' as const },
  changeMinutes: 120,
}
const deskExample = {
  id: deskId,
  communityId: 'nod_1BoxkVZLBjFjeN8D7rQ2wX',
  version: 1,
  active: true,
  outside: 0,
  kind: 'counter',
  mostHeads: null,
  mostVisits: null,
  release: { walkIn: null, elder: null },
  check: null,
  ...deskInputExample,
}
const deskChange = z.extend(deskInput, {
  version,
  active: z.boolean(),
  /** Bookings outside the new hours for which another time is kept and offered; the others are told that theirs is shut. */
  propose: z.optional(z.array(id).check(z.maxLength(bookingLimits.touched, '一次最多处理 500 个预约'))),
})
export type DeskChange = z.output<typeof deskChange>
const versionBody = z.strictObject({ version })

export const bookingSchemas = {
  slots: {
    query: z.strictObject({
      deskId: id,
      from: z.optional(isoDay),
      days: z.optional(
        z.coerce
          .number()
          .check(
            z.int('天数要是整数'),
            z.gte(1, '至少 1 天'),
            z.lte(bookingLimits.daysShown, `最多 ${bookingLimits.daysShown} 天`),
          ),
      ),
    }),
    response: z.object({ deskId: id, deskName: z.string(), place: z.string(), days: z.array(day) }),
    errors: ['not_found'],
    examples: {
      response: {
        deskId,
        deskName: '1 号窗口',
        place: '社区服务站一楼',
        days: [
          {
            day: '2026-11-27',
            reason: '',
            left: 3,
            slots: [
              {
                id: slotId,
                startsAt: '2026-11-27T01:00:00.000Z',
                endsAt: '2026-11-27T01:30:00.000Z',
                left: 2,
                leftForElders: 3,
              },
            ],
          },
        ],
      },
    },
  },
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
  mine: {
    query: z.strictObject({ ...pageQuery, filter: z.optional(z.enum(['coming', 'past'])) }),
    response: page(bookingItem),
    errors: readErrors,
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
      /** For a room: the times right behind the first one, all of them or none. */
      moreSlotIds: z.optional(
        z.array(id).check(z.maxLength(MOST_IN_A_ROW - 1, `一次最多连着借 ${MOST_IN_A_ROW} 段`)),
      ),
    }),
    response: bookingView,
    errors: [...readErrors, ...createErrors, ...seatErrors, 'version_conflict'],
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
    errors: readErrors,
    examples: { response: bookingExample },
  },
  move: {
    params: idParams,
    body: z.strictObject({ version, slotId: id }),
    response: bookingView,
    errors: [...ownErrors, ...seatErrors],
    examples: { body: { version: 1, slotId }, response: bookingExample },
  },
  otherTime: {
    params: idParams,
    body: z.strictObject({ version, agrees: z.boolean() }),
    response: bookingView,
    errors: [...ownErrors, ...seatErrors],
    examples: { body: { version: 2, agrees: true }, response: bookingExample },
  },
  answer: {
    params: idParams,
    body: z.strictObject({ version, answers: answersInput }),
    response: bookingView,
    errors: [...ownErrors, 'slot_closed'],
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
    errors: ownErrors,
    examples: { body: { version: 1 }, response: bookingExample },
  },
  checkIn: {
    params: idParams,
    body: z.strictObject({ version, hallCode: text(12) }),
    response: bookingView,
    errors: [...ownErrors, 'hall_code_wrong'],
    examples: { body: { version: 1, hallCode: '4827' }, response: bookingExample },
  },
  leave: {
    params: idParams,
    body: versionBody,
    response: bookingView,
    errors: ownErrors,
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
    errors: ownErrors,
    examples: {
      body: { version: 5, score: 5, comment: '' },
      response: { ...bookingExample, status: 'done', statusLabel: '已办完', outcome: 'done', qr: null },
    },
  },
  desks: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({ items: z.array(desk) }),
    errors: staffErrors,
    examples: { response: { items: [deskExample] } },
  },
  openDesk: {
    body: z.extend(deskInput, { communityId: id }),
    response: desk,
    errors: [...staffErrors, ...createErrors],
    examples: {
      body: { communityId: 'nod_1BoxkVZLBjFjeN8D7rQ2wX', ...deskInputExample },
      response: deskExample,
    },
  },
  changeDesk: {
    params: idParams,
    body: deskChange,
    response: desk,
    errors: [...staffErrors, 'version_conflict'],
    examples: { body: { version: 1, active: true, ...deskInputExample }, response: deskExample },
  },
  previewDesk: {
    params: idParams,
    body: deskChange,
    response: z.object({ items: z.array(deskBooking) }),
    errors: staffErrors,
    examples: {
      body: { version: 1, active: true, ...deskInputExample },
      response: { items: [deskBookingExample] },
    },
  },
  offerTimes: {
    params: idParams,
    body: z.strictObject({
      bookingIds: z
        .array(id)
        .check(
          z.minLength(1, '请选至少一个预约'),
          z.maxLength(bookingLimits.touched, '一次最多处理 500 个预约'),
        ),
    }),
    response: z.object({ asked: z.number() }),
    errors: staffErrors,
    examples: { body: { bookingIds: ['bkg_1BoxkVZLBjFjeN8D7rQ2wX'] }, response: { asked: 1 } },
  },
  load: {
    params: idParams,
    query: z.strictObject({ from: z.optional(isoDay), to: z.optional(isoDay) }),
    response: load,
    errors: staffErrors,
    examples: {
      response: {
        ...{ from: '2026-11-26', to: '2026-11-26', hours: [{ hour: 9, arrivals: 12 }] },
        days: [
          { day: '2026-11-26', booked: 20, walkIn: 8, done: 25, missed: 1, cancelled: 2, waitMinutes: 9 },
        ],
        ratings: { count: 6, scores: [0, 0, 1, 2, 3], comments: ['叫号很清楚'] },
        files: { csv: '/api/v1/desks/x/csv', xlsx: '/api/v1/desks/x/xlsx' },
      },
    },
  },
  outside: {
    params: idParams,
    response: z.object({ items: z.array(deskBooking) }),
    errors: staffErrors,
    examples: { response: { items: [deskBookingExample] } },
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
    body: z.strictObject({ slotId: id, serviceCode, personId: id, answers: z.optional(answersInput) }),
    response: deskBooking,
    errors: [...staffErrors, ...createErrors, ...seatErrors, 'version_conflict'],
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
  walkIn: {
    params: idParams,
    body: z.strictObject({ serviceCode, elder: z.boolean() }),
    response: deskBooking,
    errors: [...staffErrors, ...createErrors],
    examples: { body: { serviceCode: 'elder-card', elder: true }, response: deskBookingExample },
  },
  callNext: {
    params: idParams,
    body: z.strictObject({}),
    response: z.object({ called: z.nullable(deskBooking) }),
    errors: [...staffErrors, ...createErrors],
    examples: { body: {}, response: { called: deskBookingExample } },
  },
  admit: {
    params: idParams,
    body: versionBody,
    response: deskBooking,
    errors: changeErrors,
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
} satisfies SchemaTable<typeof bookingRoutes>
