import type { Calendar } from '../calendar/workdays'
import { addDays, dateAndTime, dayOf, dayText, momentText, weekdayOf, type IsoDay } from '../time'
import {
  clockState,
  countedDays,
  countsFirstDay,
  countsFor,
  isPausedDay,
  minutesLeft,
  openPause,
  promisedUnits,
  runsByTheHour,
  timeUsed,
  workdaysLeft,
  type ClockFacts,
} from './opinions.clock'
import type { OpinionStatus } from './opinions.machine'

/** Who reads: the one who wrote the opinion, or those who owe the answer. */
export type Reader = 'resident' | 'staff'

type StripKind = 'start' | 'counted' | 'today' | 'rest' | 'due'

/** A deadline in words and cells, ready for the screen. */
export interface Explanation {
  readonly kind: ClockFacts['kind']
  readonly state: ReturnType<typeof clockState>
  readonly sentence: string
  readonly short: string
  readonly rule: string
  readonly unit: ClockFacts['unit']
  readonly workdaysLeft: number
  readonly workdaysTotal: number
  readonly minutesLeft: number
  /** 0 to 1. */
  readonly used: number
  readonly provisional: boolean
  readonly strip: { day: IsoDay; label: string; kind: StripKind }[]
}

/** A pause may last for months; a strip longer than this tells nobody anything. */
const MOST_CELLS = 45
const HOUR_MS = 3_600_000
/** Who owes a promise as long as nobody else leads the case. */
const OFFICE = '社区'

const startWord = { submit: '提交', accept: '受理', reopen: '重新办理', dispatch: '派单' } as const

/** Says a clock in one sentence, one rule line and one strip; everything from the server's own `now`. */
export function explainClock(
  calendar: Calendar,
  clock: ClockFacts,
  now: Date,
  reader: Reader,
  who = OFFICE,
): Explanation {
  const days = daysOfClock(clock, now)
  return {
    kind: clock.kind,
    state: clockState(clock, now),
    sentence: clockSentence(calendar, clock, now, reader, who),
    short: clockShort(calendar, clock, now),
    rule: clockRule(calendar, clock, now),
    unit: clock.unit,
    workdaysLeft: workdaysLeft(calendar, clock, now),
    workdaysTotal: runsByTheHour(clock) ? 0 : promisedUnits(clock),
    minutesLeft: minutesLeft(calendar, clock, now),
    used: timeUsed(calendar, clock, now),
    provisional: days.some((day) => calendar.isProvisional(day)),
    strip: clockStrip(calendar, clock, now, days),
  }
}

/** `社区最晚 11月30日 18:00 前答复您`: who does what by when, or what became of it. `who` owes it. */
export function clockSentence(
  calendar: Calendar,
  clock: ClockFacts,
  now: Date,
  reader: Reader,
  who = OFFICE,
): string {
  const whom = reader === 'resident' ? '您' : '居民'
  const { act, did, waits } = clockWords(clock.kind, whom)
  switch (clockState(clock, now)) {
    case 'done': {
      const used = usedText(calendar, clock)
      const late = clock.doneAt !== null && clock.doneAt > clock.dueAt ? '，超过了期限' : ''
      return `${who}已${did}，${used}${late}`
    }
    case 'paused':
      return waits
    case 'overdue':
      return `${who}没有按时${act}，已${overdueText(calendar, clock, now)}`
    case 'due-today':
    case 'running':
      return `${who}最晚${spaced(momentText(clock.dueAt, now))} 前${act}`
  }
}

/** The same for a stored message, which is read on any later day: dates, and no hours that would have grown. */
export function clockMessage(
  calendar: Calendar,
  clock: ClockFacts,
  now: Date,
  reader: Reader,
  who = OFFICE,
): string {
  const { act } = clockWords(clock.kind, reader === 'resident' ? '您' : '居民')
  const due = dateAndTime(clock.dueAt, now)
  switch (clockState(clock, now)) {
    case 'done':
    case 'paused':
      return clockSentence(calendar, clock, now, reader, who)
    case 'overdue':
      return `${who}没有按时${act}，期限是 ${due}`
    case 'due-today':
    case 'running':
      return `${who}最晚 ${due} 前${act}`
  }
}

function clockWords(kind: ClockFacts['kind'], whom: string): { act: string; did: string; waits: string } {
  switch (kind) {
    case 'acceptance':
      return { act: `告诉${whom}是否受理`, did: '受理', waits: `正在等${whom}补充，期间不计时` }
    case 'answer':
      return { act: `答复${whom}`, did: '答复', waits: `正在等${whom}补充，期间不计时` }
    case 'signing':
      return { act: '签收', did: '签收', waits: '暂停计时' }
    case 'task':
      return { act: '办完', did: '办完', waits: '暂停计时' }
  }
}

/** The few words a row of a list has room for: `还剩 3 个工作日`, `今天 18:00 前`, `逾期 1 小时`, `已暂停`. */
export function clockShort(calendar: Calendar, clock: ClockFacts, now: Date): string {
  switch (clockState(clock, now)) {
    case 'done':
      return usedText(calendar, clock)
    case 'paused':
      return '已暂停'
    case 'overdue':
      return overdueText(calendar, clock, now)
    case 'due-today':
      return `${momentText(clock.dueAt, now)} 前`
    case 'running': {
      const left = workdaysLeft(calendar, clock, now)
      return left === 0 ? `${momentText(clock.dueAt, now)} 前` : `还剩 ${left} ${dayWord(clock)}`
    }
  }
}

/** `逾期 2 小时` on the first day, `逾期 3 个工作日` later; empty while nothing is overdue. */
export function overdueText(calendar: Calendar, clock: ClockFacts, now: Date): string {
  if (clockState(clock, now) !== 'overdue') return ''
  const days = countedDays(calendar, clock, dayOf(clock.dueAt), dayOf(now))
  if (days > 0 && now.getTime() - clock.dueAt.getTime() >= 24 * HOUR_MS)
    return `逾期 ${days} ${dayWord(clock)}`
  const hours = Math.floor((now.getTime() - clock.dueAt.getTime()) / HOUR_MS)
  return hours === 0 ? '逾期不到 1 小时' : `逾期 ${hours} 小时`
}

/** `从 11月23日受理的次日起，5 个工作日，周末不计`. */
export function clockRule(calendar: Calendar, clock: ClockFacts, now: Date): string {
  const today = dayOf(now)
  const start = dayOf(clock.startedAt)
  const verb = startWord[clock.startedBy]
  if (clock.unit === 'minutes') return `从${verb}时起 ${clock.amount} 分钟内，夜里和周末也一样`
  if (clock.unit === 'workhours')
    return `从${verb}时起 ${promisedUnits(clock)} 个工作小时，只计上班时间：${officeText(clock)}`
  const days = daysBetweenExclusive(start, dayOf(clock.dueAt))
  const weekend = (day: IsoDay) => weekdayOf(day) === 0 || weekdayOf(day) === 6
  const natural = clock.unit === 'days'
  const rest = natural ? [] : days.filter((day) => !calendar.isWorkday(day))
  const off = [
    ...(rest.some(weekend) ? ['周末'] : []),
    ...(rest.some((day) => !weekend(day)) ? ['节假日'] : []),
  ].join('和')
  const worked = natural ? [] : days.filter((day) => weekend(day) && calendar.isWorkday(day))
  const stood = days.filter((day) => calendar.isWorkday(day) && isPausedDay(clock, day)).length
  return [
    `从 ${dayText(start, today)}${verb}的${countsFirstDay(calendar, clock) ? '当天' : '次日'}起`,
    `${clock.amount} ${dayWord(clock)}`,
    ...(clock.extra === undefined ? [] : [`延期 ${clock.extra} ${dayWord(clock)}`]),
    ...(off === '' ? [] : [`${off}不计`]),
    ...(worked.length === 0 ? [] : [`${worked.map((day) => dayText(day, today)).join('、')}上班，计入`]),
    ...(stood === 0 || openPause(clock) ? [] : [`等居民补充的 ${stood} 个工作日不计`]),
  ].join('，')
}

function clockStrip(
  calendar: Calendar,
  clock: ClockFacts,
  now: Date,
  days: readonly IsoDay[],
): Explanation['strip'] {
  if (runsByTheHour(clock)) return []
  const today = dayOf(now)
  const start = dayOf(clock.startedAt)
  const due = dayOf(clock.dueAt)
  const standing = openPause(clock) !== undefined
  let counted = countsFirstDay(calendar, clock) ? 1 : 0
  return days.map((day) => {
    const counts = day > start && countsFor(calendar, clock, day)
    if (counts) counted += 1
    const label = cellLabel(calendar, clock, day, counted)
    if (day === due && !standing)
      return { day, label: day === today ? '今天到期' : `${counted} 到期`, kind: 'due' }
    if (day === today) return { day, label: day === start ? label : `今天${spaced(label)}`, kind: 'today' }
    if (day === start) return { day, label, kind: 'start' }
    return { day, label, kind: counts ? 'counted' : 'rest' }
  })
}

function cellLabel(calendar: Calendar, clock: ClockFacts, day: IsoDay, counted: number): string {
  if (day === dayOf(clock.startedAt)) return startWord[clock.startedBy]
  if (clock.unit !== 'days' && !calendar.isWorkday(day)) return '休'
  if (isPausedDay(clock, day)) return '停'
  const weekend = weekdayOf(day) === 0 || weekdayOf(day) === 6
  return weekend && clock.unit !== 'days' ? `班 ${counted}` : String(counted)
}

/** From the start to the due day; a standing clock has no due day yet and shows the days until today. */
function daysOfClock(clock: ClockFacts, now: Date): IsoDay[] {
  const start = dayOf(clock.startedAt)
  const last = openPause(clock) ? dayOf(now) : dayOf(clock.dueAt)
  const days = [start]
  for (let day = addDays(start, 1); day <= last; day = addDays(day, 1)) days.push(day)
  return days.slice(-MOST_CELLS)
}

function daysBetweenExclusive(from: IsoDay, to: IsoDay): IsoDay[] {
  const days: IsoDay[] = []
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

const dayWord = ({ unit }: ClockFacts): string => (unit === 'days' ? '天' : '个工作日')

const timeText = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

const officeText = ({ hours = [] }: ClockFacts): string =>
  hours.map(([from, to]) => `${timeText(from)} 至 ${timeText(to)}`).join('、')

function usedText(calendar: Calendar, clock: ClockFacts): string {
  const done = clock.doneAt ?? clock.startedAt
  if (dayOf(done) === dayOf(clock.startedAt)) return '当天完成'
  const days = countedDays(calendar, clock, dayOf(clock.startedAt), dayOf(done))
  return days === 0 ? '没有用到工作日' : `用时 ${days} ${dayWord(clock)}`
}

/** Chinese and digits are set apart by a blank, Chinese and Chinese are not. */
const spaced = (text: string): string => (/^\d/.test(text) ? ` ${text}` : text)

/** `接下来：…`, in words the writer of the opinion understands. */
export function nextStep(
  status: OpinionStatus,
  facts: {
    closedAs: 'rated' | 'lapsed' | null
    canReopen: boolean
    /** Who leads the case now; absent while the office does. */
    lead?: string | undefined
    /** `等业主表决`: what it waits for when that is not the resident. */
    waitsFor?: string | undefined
  },
): string {
  const who = facts.lead ?? OFFICE
  switch (status) {
    case 'submitted':
      return '社区看过后告诉您是否受理'
    case 'waiting':
      if (facts.waitsFor !== undefined) return `现在${facts.waitsFor}，之后${who}接着办`
      return '请您补充，补充后接着办'
    case 'needs_info':
      return '请您补充，补充后接着办'
    case 'accepted':
      return '社区安排处理，办好后答复您'
    case 'dispatched':
      return `${who}接收后开始办理，办好后答复您`
    case 'returned':
      return '社区重新安排由谁办，期限照常计算'
    case 'adjudicating':
      return '街道确定由谁办，期限照常计算'
    case 'signed':
    case 'in_progress':
      return `${who}处理后答复您，答复后请您评价`
    case 'answered':
      return '请您评价解决了没有，没解决可以再办一次'
    case 'closed':
      if (facts.canReopen) return '没有解决，可以再办一次'
      return facts.closedAs === 'lapsed' ? '没有收到评价，已经办结' : '已经办结，谢谢您的评价'
    case 'rejected':
      return '社区不办这件事，原因和去处写在下面'
    case 'withdrawn':
      return '您已经撤回，想好了可以再提'
    case 'merged':
      return '和另一件同样的意见一起办，有结果会告诉您'
  }
}

const TITLE_LENGTH = 30

/** First line of the text; a long one ends at its first sentence or is cut. */
export function opinionTitle(text: string): string {
  const line = text.trim().split('\n', 1)[0]?.trim() ?? ''
  const sentence = /^[^。！？!?；;]+/.exec(line)?.[0] ?? line
  const letters = [...sentence]
  return letters.length <= TITLE_LENGTH ? sentence : `${letters.slice(0, TITLE_LENGTH - 1).join('')}…`
}

/**
 * The status as of `now`: an answered opinion whose time to rate is over is closed, whether or not the
 * sweep has come by (product §2.8).
 */
export function statusAt(
  opinion: { status: OpinionStatus; lapsesAt: Date | null },
  now: Date,
): OpinionStatus {
  const lapsed = opinion.status === 'answered' && opinion.lapsesAt !== null && opinion.lapsesAt <= now
  return lapsed ? 'closed' : opinion.status
}
