import { bookingOutcomeLabel, type BookingStatus } from '@linli/shared/bookings/bookings.machine'
import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { WaitView } from '@linli/shared/bookings/waits.schema'
import { momentText } from '@linli/shared/time'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import type { Tone } from '@/ui/status-pill'
import { timeText } from './availability'

const tones: Record<BookingStatus, Tone> = {
  requested: 'wait',
  refused: 'off',
  booked: 'run',
  waiting: 'wait',
  called: 'you',
  skipped: 'late',
  missed: 'late',
  excused: 'off',
  unrecorded: 'off',
  cancelled: 'off',
  done: 'done',
}

/** Shape and colour of a status; the word comes from the server. */
export const bookingTone = (status: BookingStatus): Tone => tones[status]

/** Names what is written for one person about one item: what was typed for oneself is not put into a parent's form. */
export const formKey = (code: string, forPersonId: string | undefined): string =>
  forPersonId === undefined ? code : `${code}:${forPersonId}`

/** Why it was not booked. What is gone while the form was open is not the time: the item, or the consent of the other. */
export function notBookedText(error: Error, forPersonId: string | undefined): string {
  if (!(error instanceof ApiError) || error.status !== 404) return sentenceOf(error)
  return forPersonId === undefined
    ? '社区刚停办这件事，现在约不了，请打电话问社区'
    : '现在约不了：社区停办了这件事，或者家人不再同意您代办'
}

/** In the queue: the ticket is what counts. */
export const inQueue = (status: BookingStatus): boolean =>
  status === 'waiting' || status === 'called' || status === 'skipped'

/** `到 1 号窗口`, `到综合窗口`: a space only before a digit or a letter. */
export const toDesk = (deskName: string): string => `到${/^[\da-z]/i.test(deskName) ? ' ' : ''}${deskName}`

type Ticket = NonNullable<BookingView['ticket']>

/** `大约等 10 至 20 分钟`; nothing while nothing honest can be said. */
export function estimateText(estimate: Ticket['estimate']): string {
  if (estimate === null) return ''
  const { fromMinutes, toMinutes } = estimate
  if (toMinutes === 0) return '马上就到'
  return fromMinutes === toMinutes || fromMinutes === 0
    ? `大约等 ${toMinutes} 分钟以内`
    : `大约等 ${fromMinutes} 至 ${toMinutes} 分钟`
}

/** Where the ticket stands, in one sentence (design §5: 19, 20). */
export function ticketSentence(
  status: BookingStatus,
  ticket: Pick<Ticket, 'ahead' | 'estimate'>,
  deskName: string,
): string {
  if (status === 'called') return `轮到您了，请${toDesk(deskName)}`
  if (status === 'skipped') return `刚才叫到您没在，请${toDesk(deskName)}说一声`
  if (ticket.ahead === 0) return `您是下一位，请${toDesk(deskName)}旁等候`
  return [`前面还有 ${ticket.ahead} 位`, estimateText(ticket.estimate)].filter(Boolean).join('，')
}

/** What stands at the head of a booking: who does what when. */
export function bookingSentence(booking: BookingView, now: Date): string {
  const { status, ticket, deskName, startsAt, endsAt, outcome, atHome, group } = booking
  if (ticket !== null && inQueue(status)) return ticketSentence(status, ticket, deskName)
  const when = startsAt === null ? '' : timeText(startsAt, endsAt, now)
  switch (status) {
    case 'requested':
      return `${when}，先给您留着，等社区答复`
    case 'refused':
      return `${when} 没有同意：${booking.refusal}`
    case 'done':
      if (group !== null) return `${when} 用过了`.trim()
      return outcome === null ? '已经办完' : bookingOutcomeLabel[outcome]
    case 'cancelled':
      return `${when} 的预约已取消`.trim()
    case 'missed':
      return booking.notice === '' ? `${when} 没有来`.trim() : booking.notice
    case 'unrecorded':
      return `${when === '' ? '那天取的号' : `${when} 的预约`}，窗口没有登记结果，不算没来`
    case 'excused':
      return '这次没有来，社区已谅解，不计入次数'
    default:
      return `${when}，${atHome ? '工作人员到您家里来' : toDesk(deskName)}`
  }
}

/** Until when time and seat can be changed, or that it is over. */
export function changeText(booking: Pick<BookingView, 'changeUntil' | 'abilities'>, now: Date): string {
  if (booking.changeUntil === null) return ''
  return booking.abilities.cancel
    ? `${momentText(new Date(booking.changeUntil), now)} 前可以改时间或取消`
    : '已过可以改的时间，来不了请打电话说一声'
}

/** The four digits of the hall in what a scanner or a person gives; undefined when there are none. */
export const hallCodeIn = (text: string | undefined): string | undefined =>
  /(?:^|\D)(\d{4})$/.exec(text?.trim() ?? '')?.[1]

/** Where one stands on a waiting list, and until when an offered seat is kept (design §5: 17). */
export function waitSentence({ status, position, offerUntil }: WaitView, now: Date): string {
  if (status === 'offered' && offerUntil !== null)
    return `有名额了，${momentText(new Date(offerUntil), now)} 前回复有效，过时给下一位`
  return position === null ? '' : `您排在候补第 ${position} 位。有空位会按顺序通知您`
}

const MISSES_COUNT = '几次约了没来，会有一段时间只能现场取号'

/** What to do when it does not suit after all; once it cannot be given back here any more, nobody is asked to. */
export function footOf({
  atHome,
  group,
  abilities,
}: Pick<BookingView, 'atHome' | 'group' | 'abilities'>): string {
  if (!abilities.cancel) return atHome || group !== null ? '' : MISSES_COUNT
  if (atHome) return '那天不方便请提前取消，工作人员好去别人家'
  if (group !== null) return '用不上了请提前取消，别人好借'
  return `来不了请提前取消，名额好让给别人。${MISSES_COUNT}`
}
