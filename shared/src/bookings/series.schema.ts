import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { signedInErrors } from '../door-errors'
import { id, idParams, isoDay, isoTime } from '../scalars.schema'
import { serviceCode } from '../services/services.schema'
import { answersInput, bookingItem, bookingItemExample, seatErrors } from './bookings.parts.schema'
import type { seriesRoutes } from './series.routes'
import { seriesLimits, seriesWeeks, visitStates } from './series.rules'

const time = z.object({ slotId: id, startsAt: isoTime, endsAt: isoTime })

const plan = z
  .object({
    deskName: z.string(),
    place: z.string(),
    /** Most visits the desk takes in one series. */
    most: z.number(),
    visits: z.array(
      z.object({
        day: isoDay,
        /** The time that was wished for. */
        startsAt: isoTime,
        state: z.enum(visitStates),
        /** Why, in words: `法定节假日`, `已约满`; empty when the time can be had. */
        reason: z.string(),
        /** What is booked when it is confirmed as it stands: the wished time, or null. */
        time: z.nullable(time),
        /** The nearest free time of the same week; null when there is none. */
        other: z.nullable(time),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'SeriesPlan' })
export type SeriesPlanView = z.infer<typeof plan>

const wish = {
  serviceCode,
  weeks: z.coerce.number().check(z.refine((value) => value === 1 || value === 2, '请选每周或每两周')),
  visits: z.coerce
    .number()
    .check(
      z.int('次数要是整数'),
      z.gte(seriesLimits.fewest, `至少 ${seriesLimits.fewest} 次`),
      z.lte(seriesLimits.most, `最多 ${seriesLimits.most} 次`),
    ),
}
const times = {
  serviceCode,
  weeks: z.union([z.literal(seriesWeeks[0]), z.literal(seriesWeeks[1])], { error: '请选每周或每两周' }),
  slotIds: z.array(id).check(
    z.minLength(seriesLimits.fewest, `至少 ${seriesLimits.fewest} 次`),
    z.maxLength(seriesLimits.most, `最多 ${seriesLimits.most} 次`),
    z.refine((all) => new Set(all).size === all.length, '同一个时间只能约一次'),
  ),
  answers: z.optional(answersInput),
}
const made = z.object({ items: z.array(bookingItem) })

const slotIds = ['slt_1BoxkVZLBjFjeN8D7rQ2wX', 'slt_2BoxkVZLBjFjeN8D7rQ2wX']
const planExample = {
  deskName: '上门护理',
  place: '到家里',
  most: 8,
  visits: [
    {
      ...{ day: '2026-11-27', startsAt: '2026-11-27T01:00:00.000Z', state: 'free' as const, reason: '' },
      time: {
        ...{ slotId: slotIds[0] ?? '', startsAt: '2026-11-27T01:00:00.000Z' },
        endsAt: '2026-11-27T01:30:00.000Z',
      },
      other: null,
    },
    {
      ...{ day: '2026-12-04', startsAt: '2026-12-04T01:00:00.000Z', state: 'full' as const },
      ...{ reason: '已约满', time: null },
      other: {
        ...{ slotId: slotIds[1] ?? '', startsAt: '2026-12-04T02:00:00.000Z' },
        endsAt: '2026-12-04T02:30:00.000Z',
      },
    },
  ],
}
const planErrors = ['not_found', 'slot_closed', 'series_refused', 'booking_limited'] as const
const staff = [...signedInErrors, 'forbidden'] as const
const askErrors = [...seatErrors, 'series_refused', 'version_conflict'] as const

export const seriesSchemas = {
  plan: {
    params: idParams,
    query: z.strictObject({ ...wish, forPersonId: z.optional(id) }),
    response: plan,
    errors: [...signedInErrors, ...planErrors],
    examples: { response: planExample },
  },
  ask: {
    body: z.strictObject({ ...times, forPersonId: z.optional(id) }),
    response: made,
    errors: [...signedInErrors, 'not_found', ...askErrors],
    examples: {
      body: { serviceCode: 'home-care', weeks: 1 as const, slotIds },
      response: { items: [bookingItemExample] },
    },
  },
  planFor: {
    params: idParams,
    query: z.strictObject({ ...wish, personId: id }),
    response: plan,
    errors: [...staff, ...planErrors],
    examples: { response: planExample },
  },
  askFor: {
    body: z.strictObject({ ...times, personId: id }),
    response: made,
    errors: [...staff, 'not_found', ...askErrors],
    examples: {
      body: {
        ...{ serviceCode: 'home-care', weeks: 1 as const, slotIds },
        personId: 'per_1BoxkVZLBjFjeN8D7rQ2wX',
      },
      response: { items: [bookingItemExample] },
    },
  },
} satisfies SchemaTable<typeof seriesRoutes>
