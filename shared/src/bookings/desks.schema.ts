import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoDay, isoTime, text, version } from '../scalars.schema'
import { serviceCode } from '../services/services.schema'
import { needLimits } from './means.rules'
import { deskKinds, groupLimits, roomLimits } from './rooms.rules'
import { seriesLimits } from './series.rules'
import { faultsOf } from './opening.rules'
import type { desksRoutes } from './desks.routes'
import { bookingLimits, figure } from './bookings.parts.schema'
import { deskBooking, deskBookingExample } from './hall.schema'

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

/** Minutes before the slot; null keeps the share to the end. */
const releaseMinutes = z.nullable(figure(0, 20_160, '放出的提前分钟数'))

const deskFacts = {
  name: text(20),
  place: text(60),
  /** Empty only for means. */
  serviceCodes: z.array(serviceCode).check(z.maxLength(60, '最多 60 个事项')),
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
  /**
   * The rooms by name, as many as there are seats; none where nobody needs to tell them apart. A new one has no id yet.
   * Absent from an older client: what is set stays.
   */
  rooms: z.optional(
    z
      .array(z.strictObject({ id: z.optional(id), name: text(roomLimits.name) }))
      .check(z.maxLength(roomLimits.rooms, `最多 ${roomLimits.rooms} 间`)),
  ),
  /** People and equipment that one booking takes beside its seat; absent from an older client: what is set stays. */
  needs: z.optional(
    z
      .array(z.strictObject({ deskId: id, count: figure(1, needLimits.count, '要用几个') }))
      .check(z.maxLength(needLimits.kinds, `最多 ${needLimits.kinds} 种人手和设备`)),
  ),
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
    rooms: z.array(z.object({ id, name: z.string() })),
    needs: z.array(z.object({ deskId: id, count: z.number() })),
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
  /** Ids of the rooms that are free, where they have names: a longer use needs one that is free all the while. */
  rooms: z.optional(z.array(id)),
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

const load = z
  .object({
    from: isoDay,
    to: isoDay,
    days: z.array(
      z.object({
        ...{ day: isoDay, booked: z.number(), walkIn: z.number(), done: z.number(), missed: z.number() },
        cancelled: z.number(),
        /** The counter has not said whether they came. */
        unrecorded: z.number(),
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

const deskId = 'dsk_1BoxkVZLBjFjeN8D7rQ2wX'
const slotId = 'slt_1BoxkVZLBjFjeN8D7rQ2wX'
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
  rooms: [],
  needs: [],
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

export const desksSchemas = {
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
    response: z.object({
      ...{ deskId: id, deskName: z.string(), place: z.string() },
      /** Between two times; a room is had for several only where nothing longer lies between them. */
      bufferMinutes: z.number(),
      days: z.array(day),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        deskId,
        deskName: '1 号窗口',
        place: '社区服务站一楼',
        bufferMinutes: 0,
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
  desks: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({ items: z.array(desk) }),
    errors: staffErrors,
    examples: { response: { items: [deskExample] } },
  },
  openDesk: {
    body: z.extend(deskInput, { communityId: id }),
    response: desk,
    errors: staffErrors,
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
          {
            day: '2026-11-26',
            booked: 20,
            walkIn: 8,
            done: 25,
            missed: 1,
            cancelled: 2,
            unrecorded: 0,
            waitMinutes: 9,
          },
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
} satisfies SchemaTable<typeof desksRoutes>
