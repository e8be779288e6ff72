import { addDays, type IsoDay } from '../time'
import { isDayOf } from './year.rules'

const two = (part: number): string => String(part).padStart(2, '0')
const monthDay = (day: IsoDay): [number, number] => [Number(day.slice(5, 7)), Number(day.slice(8, 10))]
/** Nobody is off longer at a stretch; a longer range is a slip. */
const LONGEST_RANGE = 31

/** Days as a notice writes them: `1月1日至3日、2月28日至3月1日、5月9日`. */
export function dayListText(days: readonly IsoDay[]): string {
  const ranges: { from: IsoDay; to: IsoDay }[] = []
  for (const day of days.toSorted()) {
    const last = ranges.at(-1)
    if (last && addDays(last.to, 1) === day) last.to = day
    else ranges.push({ from: day, to: day })
  }
  return ranges
    .map(({ from, to }) => {
      const [month, day] = monthDay(from)
      const [lastMonth, lastDay] = monthDay(to)
      if (from === to) return `${month}月${day}日`
      return `${month}月${day}日至${lastMonth === month ? '' : `${lastMonth}月`}${lastDay}日`
    })
    .join('、')
}

export interface DayList {
  readonly days: readonly IsoDay[]
  /** What could not be read, as it was typed. */
  readonly unread: readonly string[]
}

/**
 * Reads days as somebody copies them from the notice: `10月1日（周四）至7日（周三）放假调休，共7天`. Weekdays in
 * brackets and the words around are passed over; what is no date is answered back.
 */
export function readDayList(year: number, text: string): DayList {
  const days = new Set<IsoDay>()
  const unread: string[] = []
  const parts = text
    .replace(/[（(][^）)]*[）)]/g, '')
    .split(/[\n,，、;；。]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && !/^共\s*\d+\s*天$/.test(part))
  for (const part of parts) {
    const range = rangeOf(year, part)
    if (range === null) unread.push(part)
    else for (let day = range.from; day <= range.to; day = addDays(day, 1)) days.add(day)
  }
  return { days: [...days].toSorted(), unread }
}

const PART =
  /^(?:.*[:：])?\s*(\d{1,2})月(\d{1,2})日(?:\s*(?:至|到|[-—~～])\s*(?:(\d{1,2})月)?(\d{1,2})日)?\s*(?:放假调休|放假|上班|调休)?$/

function rangeOf(year: number, part: string): { from: IsoDay; to: IsoDay } | null {
  const [, month, day, lastMonth = month, lastDay = day] = PART.exec(part) ?? []
  const from = dayIn(year, Number(month), Number(day))
  const to = dayIn(year, Number(lastMonth), Number(lastDay))
  if (from === null || to === null || to < from || to > addDays(from, LONGEST_RANGE)) return null
  return { from, to }
}

/** Null for a day that is none: 2月30日. */
function dayIn(year: number, month: number, day: number): IsoDay | null {
  const iso = `${year}-${two(month)}-${two(day)}`
  return isDayOf(year, iso) ? iso : null
}
