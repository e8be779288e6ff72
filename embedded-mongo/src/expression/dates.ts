import { ObjectId, Timestamp } from 'bson'
import { failedToParse, location, notImplemented } from '../errors'
import type { Doc } from '../value/document'
import { toInteger } from '../value/number'
import { print } from '../value/print'
import { type Evaluate, isNullish, nameOf, namedArguments, type Operator, type Scope } from './operator'

const MINUTE = 60_000
const DAY = 86_400_000

/** Milliseconds to add to UTC for the local time at an instant. */
type Zone = (instant: number) => number

const utcZone: Zone = () => 0
const zones = new Map(['UTC', 'GMT', 'Z'].map((name) => [name, utcZone]))

const offsetOf = ([, sign, hours, minutes = '0', seconds = '0']: RegExpExecArray): number =>
  (sign === '-' ? -1 : 1) * (Number(hours) * 60 * MINUTE + Number(minutes) * MINUTE + Number(seconds) * 1000)

/** `Asia/Shanghai`, `UTC`, `+08:00`, `+0800` or `+08`. @throws ServerError 40485 for an unknown zone */
function zoneOf(name: string): Zone {
  const known = zones.get(name)
  if (known) return known
  const fixed = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(name)
  const zone = fixed ? () => offsetOf(fixed) : namedZone(name)
  zones.set(name, zone)
  return zone
}

function namedZone(name: string): Zone {
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  } catch {
    throw location(40485, `unrecognized time zone identifier: "${name}"`)
  }
  return (instant) => {
    const text = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const offset = /([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(text)
    return offset ? offsetOf(offset) : 0
  }
}

/** UTC milliseconds of the first moment of a calendar day; months and days carry over. */
const utc = (year: number, month: number, day: number): number => new Date(0).setUTCFullYear(year, month, day)

/** The instant at which a zone's clock shows `local` (given as if it were UTC). */
const instantOf = (local: number, zone: Zone): number => local - zone(local - zone(local))

function instantFrom(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  if (value instanceof ObjectId) return value.getTimestamp().getTime()
  if (value instanceof Timestamp) return value.t * 1000
  throw location(16006, `can't convert from BSON type ${nameOf(value)} to Date`)
}

/** The zone of an operator; null when the time zone evaluates to null. */
function zoneReader(fields: Doc, scope: Scope): (root: Doc) => Zone | null {
  const evaluate = optional(fields, 'timezone', scope)
  return (root) => {
    const name = evaluate ? evaluate(root) : 'UTC'
    if (isNullish(name)) return null
    if (typeof name !== 'string')
      throw location(40517, `timezone must evaluate to a string, found ${nameOf(name)}`)
    return zoneOf(name)
  }
}

const optional = (fields: Doc, name: string, scope: Scope): Evaluate | undefined =>
  name in fields ? scope.compile(fields[name]) : undefined

/** Year and number of the ISO week that holds a local day: the week belongs to the year of its Thursday. */
function isoWeekOf(local: Date): { year: number; week: number } {
  const thursday = new Date(local.getTime() + (4 - (local.getUTCDay() || 7)) * DAY)
  const year = thursday.getUTCFullYear()
  return { year, week: Math.floor((thursday.getTime() - utc(year, 0, 1)) / DAY / 7) + 1 }
}

const padded = (value: number, digits: number) => String(value).padStart(digits, '0')

/** What stands for each letter of a format. */
const LETTERS: Record<string, (local: Date, offset: number) => string> = {
  Y: (local) => padded(local.getUTCFullYear(), 4),
  m: (local) => padded(local.getUTCMonth() + 1, 2),
  d: (local) => padded(local.getUTCDate(), 2),
  H: (local) => padded(local.getUTCHours(), 2),
  M: (local) => padded(local.getUTCMinutes(), 2),
  S: (local) => padded(local.getUTCSeconds(), 2),
  L: (local) => padded(local.getUTCMilliseconds(), 3),
  G: (local) => padded(isoWeekOf(local).year, 4),
  V: (local) => padded(isoWeekOf(local).week, 2),
  u: (local) => String(local.getUTCDay() || 7),
  z: (_local, offset) =>
    `${offset < 0 ? '-' : '+'}${padded(Math.floor(Math.abs(offset) / 60), 2)}${padded(Math.abs(offset) % 60, 2)}`,
  Z: (_local, offset) => String(offset),
  '%': () => '%',
}

function formatted(format: string, instant: number, zone: Zone): string {
  const offset = zone(instant)
  const local = new Date(instant + offset)
  return format.replace(/%(.?)/gs, (_all, letter: string) => {
    const write = LETTERS[letter]
    if (write) return write(local, Math.round(offset / MINUTE))
    if ('bBjUw'.includes(letter) && letter !== '') throw notImplemented(`%${letter} in $dateToString`)
    throw location(18536, `Invalid format character '%${letter}' in format string`)
  })
}

const dateToString: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 18534, ['date'], ['format', 'timezone', 'onNull'])
  const date = scope.compile(fields.date)
  const zone = zoneReader(fields, scope)
  const format = optional(fields, 'format', scope)
  const onNull = optional(fields, 'onNull', scope)
  const isUtc = !('timezone' in fields) || ['UTC', 'GMT', 'Z'].includes(String(fields.timezone))
  const standard = `%Y-%m-%dT%H:%M:%S.%L${isUtc ? 'Z' : ''}`
  return (root) => {
    const value = date(root)
    if (isNullish(value)) return onNull ? onNull(root) : null
    const where = zone(root)
    const pattern = format ? format(root) : standard
    if (!where || isNullish(pattern)) return null
    if (typeof pattern !== 'string')
      throw location(
        18533,
        `$dateToString requires that 'format' be a string, found: ${nameOf(pattern)} with value ${print(pattern)}`,
      )
    return formatted(pattern, instantFrom(value), where)
  }
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** The first day of the week, 0 = Sunday. */
function weekdayOf(value: unknown, name: string): number {
  if (value === undefined) return 0
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  const day = WEEKDAYS.findIndex((known) => known === text || known.slice(0, 3) === text)
  if (day >= 0) return day
  throw failedToParse(
    `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${print(value)}`,
  )
}

/** Lengths of the units that pass at the same pace everywhere. */
const CLOCK: Record<string, number> = { hour: 60 * MINUTE, minute: MINUTE, second: 1000, millisecond: 1 }
const MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 }

/** The start of the unit that holds an instant. */
function startOf(instant: number, unit: unknown, zone: Zone, firstDay: number, name: string): number {
  const local = new Date(instant + zone(instant))
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()]
  const key = typeof unit === 'string' ? unit : ''
  const length = CLOCK[key]
  if (length !== undefined) return instant - (((local.getTime() % length) + length) % length)
  const months = MONTHS[key]
  if (months !== undefined) return instantOf(utc(year, month - (month % months), 1), zone)
  if (key === 'day') return instantOf(utc(year, month, day), zone)
  if (key !== 'week')
    throw failedToParse(`${name} parameter 'unit' value cannot be recognized as a time unit: ${print(unit)}`)
  return instantOf(utc(year, month, day - ((local.getUTCDay() - firstDay + 7) % 7)), zone)
}

const dateTrunc: Operator = (operand, scope, name) => {
  const fields = namedArguments(
    name,
    operand,
    5439007,
    ['date', 'unit'],
    ['binSize', 'timezone', 'startOfWeek'],
  )
  if ('binSize' in fields && toInteger(fields.binSize) !== 1) throw notImplemented(`binSize in ${name}`)
  const date = scope.compile(fields.date)
  const unit = scope.compile(fields.unit)
  const zone = zoneReader(fields, scope)
  const startOfWeek = optional(fields, 'startOfWeek', scope)
  return (root) => {
    const value = date(root)
    const measure = unit(root)
    const where = zone(root)
    if (isNullish(value) || isNullish(measure) || !where) return null
    return new Date(startOf(instantFrom(value), measure, where, weekdayOf(startOfWeek?.(root), name), name))
  }
}

export const DATES: Record<string, Operator> = { $dateToString: dateToString, $dateTrunc: dateTrunc }
