import { rhythmLabel } from '@linli/shared/bookings/series.rules'
import { nameIn } from '@linli/shared/bookings/whom.rules'
import type { BookingSettings } from './bookings.settings'
import { deskNameOf, placeOf } from './named-rooms'
import { dateAndTime, dayOf, dayText, momentText } from '@linli/shared/time'
import type { BookingRow } from './booking.model'

export interface Message {
  readonly title: string
  readonly text: string
  readonly needsAct: boolean
  /** Worth one of the few messages WeChat grants. */
  readonly wechat: boolean
  /** The person stands in the hall: it is told whatever the hour. */
  readonly urgent?: true
}

export const bookingEvents = [
  'booking.requested',
  'booking.refused',
  'booking.booked',
  'booking.moved',
  'booking.cancelled',
  'booking.series',
  'booking.series_cancelled',
  'booking.shut',
  'booking.proposed',
  'booking.called',
  'booking.soon',
  'booking.transferred',
  'booking.finished',
  'booking.missed',
  'booking.room_named',
] as const
export type BookingTold = (typeof bookingEvents)[number]

const told = (title: string, text: string, wechat = false): Message => ({
  title,
  text,
  needsAct: false,
  wechat,
})

const when = ({ startsAt }: BookingRow, now: Date): string => (startsAt ? momentText(startsAt, now) : '')
const what = ({ service, forSelf, forLabel }: BookingRow): string =>
  forSelf ? service.label : `${nameIn(forLabel)}的${service.label}`

/** As a message says it: it is read on any later day. */
const date = ({ startsAt }: BookingRow, now: Date): string => (startsAt ? dateAndTime(startsAt, now) : '')

/** How it ended at the counter: what is missing or where to go instead is told once and in full (一次告知). */
function finished(row: BookingRow): Message {
  const { missing, outcome, documents = [] } = row
  if (missing !== '')
    return outcome === 'elsewhere'
      ? told('这件事要到别处办', `${what(row)}：${missing}`, true)
      : told('还缺这些材料', `${what(row)}：${missing}`, true)
  return documents.length > 0
    ? told(
        '办完了，有材料给您',
        `${what(row)}，${deskNameOf(row)}。点开预约就能看 ${documents.length} 份材料`,
        true,
      )
    : told('办完了', `${what(row)}，${deskNameOf(row)}`)
}

/** What is told of an event, said from the booking as it is now; null when it has been overtaken. */
export function bookingMessage(
  event: BookingTold,
  row: BookingRow,
  now: Date,
  /** Read by the person for whom somebody of the family has made it. */
  byFamily = false,
): Message | null {
  switch (event) {
    case 'booking.requested':
      return row.status === 'requested'
        ? told(
            byFamily ? '家人替您申请了' : '申请已收到',
            `${what(row)}，${date(row, now)}，${placeOf(row)}。这个时间先给您留着，等社区答复`,
          )
        : null
    case 'booking.refused':
      return row.status === 'refused'
        ? told('这次没有同意', `${what(row)}，${date(row, now)}：${row.refusal ?? ''}`, true)
        : null
    case 'booking.booked':
      return row.status === 'booked'
        ? told(byFamily ? '家人替您约好了' : '约好了', `${what(row)}，${date(row, now)}，${placeOf(row)}`)
        : null
    case 'booking.moved':
      return row.status === 'booked' || row.status === 'requested'
        ? told(
            '改好时间了',
            `${what(row)}，改到 ${date(row, now)}，${placeOf(row)}${row.status === 'requested' ? '，等社区答复' : ''}`,
          )
        : null
    case 'booking.cancelled':
      return row.status === 'cancelled' ? told('预约已取消', `${what(row)}，${date(row, now)}`) : null
    case 'booking.series':
      return row.status === 'booked' && row.series
        ? told(
            byFamily ? '家人替您连着约了几次' : '连着的几次都约好了',
            `${what(row)}，${rhythmLabel(row.series.weeks)}，一共 ${row.series.of} 次，第一次是 ${date(row, now)}，${placeOf(row)}。每次之前再提醒您`,
          )
        : null
    case 'booking.series_cancelled':
      return row.status === 'cancelled'
        ? told('后面的几次都取消了', `${what(row)}，从 ${date(row, now)} 起的都取消了`)
        : null
    case 'booking.shut':
      return row.status === 'booked'
        ? told(
            '您约的时间不开放了',
            `${what(row)}，${date(row, now)}。请改个时间；来不及的话，请给社区打电话`,
            true,
          )
        : null
    case 'booking.proposed':
      return row.status === 'booked' && row.proposal && row.proposal.until > now
        ? told(
            '您约的时间不开放了，请看看新的时间',
            `${what(row)}，原来是 ${date(row, now)}。给您留了 ${dateAndTime(row.proposal.startsAt, now)}，${row.proposal.place}，请在 ${dateAndTime(row.proposal.until, now)} 前回答`,
            true,
          )
        : null
    case 'booking.called':
      return row.status === 'called'
        ? {
            ...told(`请到${deskNameOf(row)}`, `${row.queueNumber ?? ''} 号，${what(row)}`, true),
            urgent: true,
          }
        : null
    case 'booking.soon':
      return row.status === 'waiting'
        ? {
            ...told(
              '快轮到您了',
              `${row.queueNumber ?? ''} 号，${what(row)}，请到${deskNameOf(row)}旁等候，${placeOf(row)}`,
              true,
            ),
            urgent: true,
          }
        : null
    case 'booking.transferred':
      return row.status === 'waiting'
        ? {
            ...told(
              `请到${deskNameOf(row)}等`,
              `您的新号码是 ${row.queueNumber ?? ''}，${what(row)}，${placeOf(row)}`,
              true,
            ),
            urgent: true,
          }
        : null
    case 'booking.finished':
      if (row.group)
        return told('活动室用完了', `${date(row, now)}，${deskNameOf(row)}。用得怎么样，可以在预约里说一声`)
      return finished(row)
    case 'booking.room_named':
      return row.room && (row.status === 'booked' || row.status === 'requested')
        ? told(
            `您借的是 ${row.room.name}`,
            `${what(row)}，${date(row, now)}，${placeOf(row)}${row.status === 'requested' ? '，等社区答复' : ''}`,
          )
        : null
    case 'booking.missed':
      return row.status === 'missed'
        ? told('您约了没有来', `${what(row)}，${date(row, now)}。来不了时请提前取消`)
        : null
  }
}

/** What a booking is for on the first page: `替吴**约的老年优待证` where it is somebody else's, by name alone. */
export function nearTitle({
  service,
  forSelf,
  forLabel,
}: Pick<BookingRow, 'forSelf' | 'forLabel'> & {
  readonly service: Pick<BookingRow['service'], 'label'>
}): string {
  return forSelf ? service.label : `替${nameIn(forLabel)}约的${service.label}`
}

/** Where a booking stands, in one sentence for the first page. */
export function nearSentence(row: BookingRow, now: Date): string {
  const number = `${row.queueNumber ?? ''} 号`
  if (row.status === 'requested') return `${when(row, now)}，${deskNameOf(row)}，等社区答复`
  if (row.status === 'called') return `请到${deskNameOf(row)}，${number}`
  if (row.status === 'waiting') return `${deskNameOf(row)}，${number}，正在排队`
  if (row.status === 'skipped') return `${number}已过号，请到${deskNameOf(row)}说一声`
  return `${when(row, now)}，${deskNameOf(row)}，${row.place}`
}

/** The reminder; null when the booking no longer stands. */
export function reminderMessage(row: BookingRow, now: Date): Message | null {
  if (row.status !== 'booked' || !row.startsAt || row.startsAt <= now) return null
  const bring = row.service.materials.filter(({ need }) => need === 'required').map(({ name }) => name)
  const papers = bring.length === 0 ? '' : `。请带：${bring.join('、')}`
  return told('别忘了预约', `${what(row)}，${date(row, now)}，${placeOf(row)}${papers}`, true)
}

/** Said to the person after a missed booking: a warning, or until when booking online rests. */
export function missedNotice(
  count: number,
  until: Date | null,
  settings: Pick<BookingSettings, 'missedDays' | 'missedWarnAt' | 'missedLimitAt' | 'restDays'>,
  now: Date,
): string {
  const missed = `近 ${settings.missedDays} 天有 ${count} 次约了没来`
  if (until !== null) return `${missed}，网上预约停到 ${dayText(dayOf(until), dayOf(now))}`
  const left = settings.missedLimitAt - count
  return count >= settings.missedWarnAt && left > 0
    ? `${missed}，再有 ${left} 次，网上预约要停 ${settings.restDays} 天`
    : ''
}
