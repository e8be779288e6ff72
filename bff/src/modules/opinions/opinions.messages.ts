import type { Calendar } from '@linli/shared/calendar/workdays'
import { rejectReasons } from '@linli/shared/opinions/opinions.catalogue'
import { clockMessage, opinionTitle } from '@linli/shared/opinions/opinions.rules'
import { dateAndTime, dayOf, dayText } from '@linli/shared/time'
import type { OpinionRow } from './opinion.model'
import { asksAuthor, currentStatus } from './opinions.effects'

export interface Message {
  readonly title: string
  readonly text: string
  readonly needsAct: boolean
  /**
   * Worth one of the few messages WeChat grants: one permission is one message (WeChat subscribe messages), and
   * the answer must not find it used up by "accepted".
   */
  readonly wechat: boolean
}

/** Events of which the author is told. Own acts need no message. */
export const toldEvents = [
  'opinion.accepted',
  'opinion.rejected',
  'opinion.info_requested',
  'opinion.started',
  'opinion.dispatched',
  'opinion.held',
  'opinion.extended',
  'opinion.replied',
  'opinion.responded',
  'opinion.lapsed',
  'opinion.made_public',
] as const
export type ToldEvent = (typeof toldEvents)[number]

/** Acts of the author, of time or of those who handle it after which an earlier request is no longer open. */
export const settlingEvents = [
  'opinion.supplemented',
  'opinion.rated',
  'opinion.reopened',
  'opinion.withdrawn',
  'opinion.resumed',
  'opinion.taken',
  'opinion.signed',
  'opinion.handed_back',
  'opinion.referred',
] as const

/**
 * What the author reads, said from the case as it is now: an event that is handled late neither asks for what
 * has been done since nor promises what has been overtaken.
 */
export function authorMessage(
  event: ToldEvent,
  row: OpinionRow,
  { now, calendar, whose = '您的意见' }: { now: Date; calendar: Calendar; whose?: string },
): Message {
  const about = `“${opinionTitle(row.text)}”`
  const status = currentStatus(row, now)
  switch (event) {
    case 'opinion.accepted':
      return told(`社区受理了${whose}`, `${about}，${clockMessage(calendar, row.clock, now, 'resident')}`)
    case 'opinion.rejected': {
      const reason = row.rejection ? rejectReasons[row.rejection.reason] : null
      return {
        ...told(`${whose}没有受理`, `${about}，${reason ? `${reason.label}。${reason.advice}` : '请看原因'}`),
        wechat: true,
      }
    }
    case 'opinion.info_requested': {
      const waits = status !== 'answered' && asksAuthor(row, now)
      return { title: '请您补充', text: `${about}，社区有一点要问您`, needsAct: waits, wechat: true }
    }
    case 'opinion.started':
      return told(`${whose}在办了`, `${about}，${clockMessage(calendar, row.clock, now, 'resident')}`)
    case 'opinion.dispatched':
      return told(
        `${whose}交给${row.handling?.lead.label ?? '办理单位'}办理了`,
        `${about}，${clockMessage(calendar, row.clock, now, 'resident')}`,
      )
    case 'opinion.held':
      return told(`${whose}要等一等`, row.hold ? `${about}，${row.hold.note}` : `${about}，已经接着办了`)
    case 'opinion.extended':
      return told('办理期限延长了', `${about}，${clockMessage(calendar, row.clock, now, 'resident')}`)
    case 'opinion.responded':
      return { ...told('社区答复了您的追问', `${about}，请看答复`), wechat: true }
    case 'opinion.replied': {
      const until = row.nextActionAt ? `，${dayText(dayOf(row.nextActionAt), dayOf(now))}前有效` : ''
      return {
        title: `社区答复了${whose}`,
        text: `${about}，请您看看解决了没有${status === 'answered' ? until : ''}`,
        needsAct: status === 'answered',
        wechat: true,
      }
    }
    case 'opinion.lapsed':
      return told(`${whose}办结了`, `${about}，一直没有收到评价。没有解决的话，可以再办一次`)
    case 'opinion.made_public':
      return told(`${whose}放上了公开栏`, `${about}，公开的内容由社区核对过，不显示您是谁`)
  }
}

/**
 * What those who handle the place read at once about an urgent opinion. Null when it is not urgent, or somebody
 * has reacted by now.
 */
export function staffAlert(row: OpinionRow, { now }: { now: Date }): Message | null {
  if (!row.category.urgent || row.status !== 'submitted') return null
  const due = dateAndTime(row.clock.dueAt, now)
  const until = row.clock.dueAt > now ? `请在 ${due} 前联系居民` : '已过了联系居民的时间，请马上联系'
  return {
    title: `紧急：${row.category.label}`,
    text: `${row.place.label}，“${opinionTitle(row.text)}”。${until}`,
    needsAct: true,
    wechat: true,
  }
}

const told = (title: string, text: string): Message => ({ title, text, needsAct: false, wechat: false })
