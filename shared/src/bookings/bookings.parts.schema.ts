import * as z from 'zod/mini'
import { id, isoTime, text, version } from '../scalars.schema'
import { file } from '../files/files.schema'
import { questionKinds, questionLimits } from '../services/questions.rules'
import { questionId } from '../services/services.schema'
import { bookingStatuses } from './bookings.machine'
import { groupLimits, MOST_IN_A_ROW } from './rooms.rules'

export const bookingLimits = {
  missing: 500,
  comment: 200,
  daysShown: 31,
  slotsOfDay: 288,
  touched: 500,
} as const

const status = z.enum(bookingStatuses)

/** The room a booking got, of several that are asked for at one desk. */
export const room = z.object({ id, name: z.string() }).register(z.globalRegistry, { id: 'BookedRoom' })

export const figure = (least: number, most: number, what: string) =>
  z
    .number()
    .check(z.int(`${what}要是整数`), z.gte(least, `${what}至少 ${least}`), z.lte(most, `${what}最多 ${most}`))

export const bookingItem = z
  .object({
    id,
    number: z.string(),
    version: z.number(),
    status,
    statusLabel: z.string(),
    service: z.object({ code: z.string(), label: z.string() }),
    deskId: id,
    /** With the room it got, where the rooms of the desk have names. */
    deskName: z.string(),
    place: z.string(),
    room: z.nullable(room),
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
export const group = z
  .object({ purpose: z.string(), heads: z.number(), organisation: z.string() })
  .register(z.globalRegistry, { id: 'RoomGroup' })

export const groupInput = z.strictObject({
  purpose: text(groupLimits.purpose, 2),
  heads: figure(1, groupLimits.heads, '人数'),
  organisation: text(groupLimits.organisation, 0),
})

/** For a room: the times right behind the first one, all of them or none. */
export const moreSlotIds = z.optional(
  z.array(id).check(z.maxLength(MOST_IN_A_ROW - 1, `一次最多连着借 ${MOST_IN_A_ROW} 段`)),
)

/** Another time for a booking. */
export const moveInput = z.strictObject({ version, slotId: id, moreSlotIds })

/** Which visit of how many it is; null when it is booked alone. */
export const series = z
  .object({ weeks: z.number(), place: z.number(), of: z.number() })
  .register(z.globalRegistry, { id: 'BookingSeries' })

/** Another time that is kept for the person instead of one that is not open any more; the person decides. */
export const proposal = z
  .object({ startsAt: isoTime, endsAt: isoTime, deskName: z.string(), place: z.string(), until: isoTime })
  .register(z.globalRegistry, { id: 'OtherTime' })

/** A question of the item as it was booked, with what was answered; no text and no photos when nothing was. */
export const answered = z
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
export const seatErrors = [
  'person_limit',
  'home_limit',
  'home_day_limit',
  'slot_full',
  'slot_closed',
  'booked_already',
  'booking_limited',
] as const

/** What every way of taking a seat may be refused with. */

const deskId = 'dsk_1BoxkVZLBjFjeN8D7rQ2wX'
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
  room: null,
  startsAt: '2026-11-27T01:00:00.000Z',
  endsAt: '2026-11-27T01:30:00.000Z',
  forSelf: true,
  forLabel: '周**',
  atHome: false,
} as const
