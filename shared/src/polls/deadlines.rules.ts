import { addDays, daysBetween, instantOf, type IsoDay } from '../time'
import { type CityPack, citySourceOf } from './city-packs'
import { rulePacks } from './packs'
import type { PackId } from './polls.kinds'

/**
 * Days of notice, counted as 民法典 art. 201 and 203 say: the day it was given does not count.
 * - `literal`: the 15th day after is enough ("提前 15 日").
 * - `whole`: 15 whole days lie between; the default, because no court has to be asked about it (domain-facts §1.8).
 */
export type NoticeCounting = 'literal' | 'whole'

/** The first day on which voting may begin. Notice of 2026-03-01, 15 days: 03-16 literally, 03-17 with whole days. */
export const earliestDay = (noticeDay: IsoDay, noticeDays: number, counting: NoticeCounting): IsoDay =>
  addDays(noticeDay, noticeDays + (counting === 'whole' && noticeDays > 0 ? 1 : 0))

/**
 * The last day of a time limit of days that runs from an event: the event's day does not count, and a last day that
 * is a statutory day of rest moves to the next that is none (art. 203).
 */
export function lastDayOf(eventDay: IsoDay, days: number, isRestDay: (day: IsoDay) => boolean): IsoDay {
  let day = addDays(eventDay, days)
  while (isRestDay(day)) day = addDays(day, 1)
  return day
}

/** The last day on which a roll published on `publishedOn` can be objected to. */
export function objectionsEnd(
  publishedOn: IsoDay,
  packId: PackId,
  isRestDay: (day: IsoDay) => boolean,
): IsoDay {
  const { objectionDays, objectionsEndOnWorkday } = rulePacks[packId]
  return objectionsEndOnWorkday
    ? lastDayOf(publishedOn, objectionDays, isRestDay)
    : addDays(publishedOn, objectionDays)
}

/**
 * The last day on which a result may still be published that was decided on `decidedOn`. Where the city's regulation sets
 * the days it is a term like any other (art. 203); where it is silent the days are the product's own and stay as they are.
 */
export function resultDueOn(decidedOn: IsoDay, city: CityPack, isRestDay: (day: IsoDay) => boolean): IsoDay {
  return citySourceOf(city, 'resultWithinDays') === null
    ? addDays(decidedOn, city.resultWithinDays)
    : lastDayOf(decidedOn, city.resultWithinDays, isRestDay)
}

/**
 * The last day on which an owner can ask a court to undo a decision: a year from the day it was or should have been
 * known (法释〔2020〕区分所有权解释 art. 12). 29 February answers on 28 February.
 */
export function lastDayToChallenge(knownDay: IsoDay, isRestDay: (day: IsoDay) => boolean): IsoDay {
  const year = Number(knownDay.slice(0, 4)) + 1
  const monthDay = knownDay.slice(5)
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  let day = `${year}-${monthDay === '02-29' && !isLeap ? '02-28' : monthDay}`
  while (isRestDay(day)) day = addDays(day, 1)
  return day
}

/** Whether a publication that began on `from` and ended on `until` stood for at least `days` whole days. */
export const stoodLongEnough = (from: IsoDay, until: IsoDay, days: number): boolean =>
  daysBetween(from, until) >= days

/** The instant from which ballots are refused: `closesAt` itself is too late. */
export const isOver = (closesAt: Date, now: Date): boolean => now.getTime() >= closesAt.getTime()

/** 20:00 on the last day of `days` days of voting that begin on `day`. */
export const usualClosing = (day: IsoDay, days: number): Date => instantOf(addDays(day, days - 1), 20 * 60)
