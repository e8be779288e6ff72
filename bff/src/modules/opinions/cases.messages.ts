import type { Calendar } from '@linli/shared/calendar/workdays'
import { extensionText } from '@linli/shared/opinions/opinions.catalogue'
import type { ClockFacts } from '@linli/shared/opinions/opinions.clock'
import type { Rung } from '@linli/shared/opinions/opinions.ladder'
import { clockMessage, opinionTitle } from '@linli/shared/opinions/opinions.rules'
import type { Party } from '@linli/shared/opinions/parties'
import type { OpinionRow } from './opinion.model'
import type { Message } from './opinions.messages'

/** Acts on the handling after which whatever staff were asked for before is asked no longer. */
export const movingEvents = [
  'opinion.dispatched',
  'opinion.signed',
  'opinion.taken',
  'opinion.handed_back',
  'opinion.referred',
  'opinion.extension_asked',
  'opinion.extended',
  'opinion.extension_refused',
  'opinion.helped',
  'opinion.replied',
  'opinion.asked',
  'opinion.responded',
] as const
export type MovingEvent = (typeof movingEvents)[number]

/** One message to everybody who answers for a party, or to one account. */
export interface StaffMessage extends Message {
  readonly to: Party | { readonly accountId: string } | 'office' | 'street' | 'deciders'
}

/** The words for an organisation come from the checked copy: what a message says is seen on a locked screen too. */
const aboutFor = (row: OpinionRow, party: Party): string =>
  party.kind === 'organisation'
    ? `${row.place.publicLabel}，“${opinionTitle(row.handling?.copy.text ?? '')}”`
    : `${row.place.label}，“${opinionTitle(row.text)}”`

/** Whom an event concerns beside the author, and what they read; said from the case as it is now. */
export function staffMessages(
  event: MovingEvent,
  row: OpinionRow,
  { now, calendar }: { now: Date; calendar: Calendar },
): StaffMessage[] {
  const { handling, extension } = row
  const about = `${row.place.label}，“${opinionTitle(row.text)}”`
  const asks = { needsAct: true, wechat: true }
  const tells = { needsAct: false, wechat: false }
  switch (event) {
    case 'opinion.dispatched': {
      if (!handling || row.status !== 'dispatched') return []
      const { lead, helpers, signing } = handling
      const sentence = clockMessage(calendar, signing, now, 'staff', lead.label)
      return [
        { ...asks, to: lead, title: '有一件意见请您办理', text: `${aboutFor(row, lead)}。${sentence}` },
        ...helpers.map(({ party, task, clock }) => ({
          ...{ ...asks, to: party, title: '有一件意见请您协办' },
          text: `${aboutFor(row, party)}。${task}，${clockMessage(calendar, clock, now, 'staff', party.label)}`,
        })),
      ]
    }
    case 'opinion.handed_back':
      return row.status === 'returned'
        ? [
            {
              ...asks,
              ...returned(row),
              title: '派出的意见被退回了',
              text: `${about}。请重新安排，期限照常计算`,
            },
          ]
        : []
    case 'opinion.referred':
      return row.status === 'adjudicating'
        ? [
            {
              ...asks,
              to: 'street',
              title: '有一件意见请街道裁定',
              text: `${about}。请确定由谁办，期限照常计算`,
            },
          ]
        : []
    case 'opinion.extension_asked':
      return extension?.state === 'asked'
        ? [
            {
              ...{ ...asks, to: 'deciders', title: '有一个延期申请' },
              text: `${about}，${extension.byName}申请延长 ${extensionText({ days: extension.days, unit: row.category.unit })}：${extension.reason}`,
            },
          ]
        : []
    case 'opinion.extended':
    case 'opinion.extension_refused':
      return extension
        ? [
            {
              ...{ ...tells, to: { accountId: extension.byAccountId } },
              title: event === 'opinion.extended' ? '同意延期' : '没有同意延期',
              text: [row.number, extension.answer].filter(Boolean).join('，'),
            },
          ]
        : []
    case 'opinion.helped':
      return row.ownerAccountId === null
        ? []
        : [{ ...tells, to: { accountId: row.ownerAccountId }, title: '协办情况有了', text: row.number }]
    case 'opinion.asked': {
      const lead = handling?.lead
      const matter = lead ? aboutFor(row, lead) : `${row.place.label}，“${opinionTitle(row.text)}”`
      return [{ ...asks, ...returned(row), title: '居民追问了一句', text: matter }]
    }
    case 'opinion.responded':
    case 'opinion.signed':
    case 'opinion.taken':
    case 'opinion.replied':
      return []
  }
}

/** What the ladder says, to whoever works on it and above; in the words of the copy while an organisation leads. */
export function warningMessage(
  rung: Rung,
  row: OpinionRow,
  clock: ClockFacts,
  { now, calendar }: { now: Date; calendar: Calendar },
): Message {
  const lead = row.handling?.lead
  const about = lead ? aboutFor(row, lead) : `${row.place.label}，“${opinionTitle(row.text)}”`
  const sentence = clockMessage(calendar, clock, now, 'staff', lead?.label)
  return {
    title: warningTitle[rung],
    text: `${about}。${sentence}`,
    needsAct: rung !== 'street',
    wechat: true,
  }
}

const warningTitle: Record<Rung, string> = {
  near: '快到期了',
  overdue: '一件意见逾期了',
  supervisor: '一件意见逾期了',
  street: '一件意见逾期多日',
}

/** Back to the person who gave it away; to the office when that person is not known any more. */
const returned = ({ ownerAccountId }: OpinionRow): Pick<StaffMessage, 'to'> =>
  ownerAccountId === null ? { to: 'office' } : { to: { accountId: ownerAccountId } }
