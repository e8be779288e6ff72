import { Int32, Long, ObjectId, Timestamp } from 'bson'
import { failedToParse, location } from '../errors'
import type { Doc } from '../value/document'
import { isDoc, newDoc } from '../value/document'
import { toInteger } from '../value/number'
import { print } from '../value/print'
import { nameOf } from './arithmetic'
import {
  addUnits,
  differenceIn,
  instantOf,
  isoDate,
  type Parts,
  partsOf,
  truncateTo,
  type Unit,
  UNITS,
  utc,
  type Zone,
  zoneOf,
} from './calendar'
import { type Evaluate, isNullish, namedArguments, type Operator, type Scope } from './scope'

function instantFrom(value: unknown): number {
  if (value instanceof Date) return value.getTime()
  if (value instanceof ObjectId) return value.getTimestamp().getTime()
  if (value instanceof Timestamp) return value.t * 1000
  throw location(16006, `can't convert from BSON type ${nameOf(value)} to Date`)
}

/** The zone of an operator; null when the time zone evaluates to null. */
function zoneReader(fields: Doc, scope: Scope): (root: Doc) => Zone | null {
  if (!('timezone' in fields)) return () => zoneOf('UTC')
  const evaluate = scope.compile(fields.timezone)
  return (root) => {
    const name = evaluate(root)
    if (isNullish(name)) return null
    if (typeof name !== 'string')
      throw location(40517, `timezone must evaluate to a string, found ${nameOf(name)}`)
    return zoneOf(name)
  }
}

const optional = (fields: Doc, name: string, scope: Scope): Evaluate | undefined =>
  name in fields ? scope.compile(fields[name]) : undefined

/** `$year` and its like: `{ $year: date }` or `{ $year: { date, timezone } }`. */
const datePart =
  (read: (parts: Parts) => unknown): Operator =>
  (operand, scope, name) => {
    const isNamed = isDoc(operand) && !Object.keys(operand)[0]?.startsWith('$')
    const single: unknown = Array.isArray(operand) && operand.length === 1 ? operand[0] : operand
    const fields = isNamed ? namedArguments(name, operand, 40535, ['date'], ['timezone']) : { date: single }
    const date = scope.compile(fields.date)
    const zone = zoneReader(fields, scope)
    return (root) => {
      const value = date(root)
      const where = zone(root)
      if (isNullish(value) || !where) return null
      const instant = instantFrom(value)
      return read(partsOf(instant + where(instant)))
    }
  }

const number = (value: number) => new Int32(value)
const padded = (value: number, digits: number) => String(value).padStart(digits, '0')

const SHORT_MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const LONG_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

function formatted(format: string, instant: number, zone: Zone): string {
  const offset = Math.round(zone(instant) / 60_000)
  const parts = partsOf(instant + zone(instant))
  const sign = offset < 0 ? '-' : '+'
  const ahead = Math.abs(offset)
  const values: Record<string, () => string> = {
    Y: () => padded(parts.year, 4),
    m: () => padded(parts.month, 2),
    d: () => padded(parts.day, 2),
    H: () => padded(parts.hour, 2),
    M: () => padded(parts.minute, 2),
    S: () => padded(parts.second, 2),
    L: () => padded(parts.milli, 3),
    j: () => padded(parts.dayOfYear, 3),
    w: () => String(parts.weekday),
    u: () => String(parts.isoWeekday),
    U: () => padded(parts.week, 2),
    V: () => padded(parts.isoWeek, 2),
    G: () => padded(parts.isoYear, 4),
    b: () => SHORT_MONTHS[parts.month - 1] ?? '',
    B: () => LONG_MONTHS[parts.month - 1] ?? '',
    z: () => `${sign}${padded(Math.floor(ahead / 60), 2)}${padded(ahead % 60, 2)}`,
    Z: () => String(offset),
    '%': () => '%',
  }
  return format.replace(/%(.?)/gs, (_all, letter: string) => {
    const value = values[letter]
    if (!value) throw location(18536, `Invalid format character '%${letter}' in format string`)
    return value()
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

function unitOf(value: unknown, name: string): Unit {
  const unit = UNITS.find((known) => known === value)
  if (!unit) throw failedToParse(`${name}: unknown time unit value: ${print(value)}`)
  return unit
}

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** 1 = Monday … 7 = Sunday. */
function weekdayOf(value: unknown, name: string): number {
  if (value === undefined) return 7
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  const day =
    WEEKDAYS.findIndex((known) => known === text || (text.length === 3 && known.startsWith(text))) + 1
  if (day === 0)
    throw failedToParse(
      `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${print(value)}`,
    )
  return day
}

const shift =
  (sign: 1 | -1): Operator =>
  (operand, scope, name) => {
    const fields = namedArguments(name, operand, 5166400, ['startDate', 'unit', 'amount'], ['timezone'])
    const [date, unit, amount] = ['startDate', 'unit', 'amount'].map((field) => scope.compile(fields[field]))
    const zone = zoneReader(fields, scope)
    return (root) => {
      const value = date?.(root)
      const by = amount?.(root)
      const measure = unit?.(root)
      const where = zone(root)
      if (isNullish(value) || isNullish(by) || isNullish(measure) || !where) return null
      const count = toInteger(by)
      if (count === undefined) throw location(5166405, `${name} expects integer amount of time units`)
      return new Date(addUnits(instantFrom(value), unitOf(measure, name), sign * count, where))
    }
  }

const dateDiff: Operator = (operand, scope, name) => {
  const fields = namedArguments(
    name,
    operand,
    5166302,
    ['startDate', 'endDate', 'unit'],
    ['timezone', 'startOfWeek'],
  )
  const [from, to, unit] = ['startDate', 'endDate', 'unit'].map((field) => scope.compile(fields[field]))
  const zone = zoneReader(fields, scope)
  const startOfWeek = optional(fields, 'startOfWeek', scope)
  return (root) => {
    const start = from?.(root)
    const end = to?.(root)
    const measure = unit?.(root)
    const where = zone(root)
    if (isNullish(start) || isNullish(end) || isNullish(measure) || !where) return null
    const firstDay = weekdayOf(startOfWeek?.(root), name)
    return Long.fromNumber(
      differenceIn(instantFrom(start), instantFrom(end), unitOf(measure, name), where, firstDay),
    )
  }
}

const dateTrunc: Operator = (operand, scope, name) => {
  const fields = namedArguments(
    name,
    operand,
    5439007,
    ['date', 'unit'],
    ['binSize', 'timezone', 'startOfWeek'],
  )
  const date = scope.compile(fields.date)
  const unit = scope.compile(fields.unit)
  const zone = zoneReader(fields, scope)
  const binSize = optional(fields, 'binSize', scope)
  const startOfWeek = optional(fields, 'startOfWeek', scope)
  return (root) => {
    const value = date(root)
    const measure = unit(root)
    const where = zone(root)
    const bin = binSize ? binSize(root) : number(1)
    if (isNullish(value) || isNullish(measure) || !where || isNullish(bin)) return null
    const size = toInteger(bin)
    if (size === undefined || size <= 0)
      throw location(
        5439018,
        `$dateTrunc requires 'binSize' to be greater than 0, but got value ${print(bin)}`,
      )
    const firstDay = weekdayOf(startOfWeek?.(root), name)
    return new Date(truncateTo(instantFrom(value), unitOf(measure, name), size, where, firstDay))
  }
}

const dateToParts: Operator = (operand, scope, name) => {
  const fields = namedArguments(name, operand, 40520, ['date'], ['timezone', 'iso8601'])
  const date = scope.compile(fields.date)
  const zone = zoneReader(fields, scope)
  const iso = optional(fields, 'iso8601', scope)
  return (root) => {
    const value = date(root)
    const where = zone(root)
    if (isNullish(value) || !where) return null
    const instant = instantFrom(value)
    const parts = partsOf(instant + where(instant))
    const days: [string, number][] =
      iso?.(root) === true
        ? [
            ['isoWeekYear', parts.isoYear],
            ['isoWeek', parts.isoWeek],
            ['isoDayOfWeek', parts.isoWeekday],
          ]
        : [
            ['year', parts.year],
            ['month', parts.month],
            ['day', parts.day],
          ]
    const doc = newDoc()
    for (const [field, part] of days) doc[field] = number(part)
    doc.hour = number(parts.hour)
    doc.minute = number(parts.minute)
    doc.second = number(parts.second)
    doc.millisecond = number(parts.milli)
    return doc
  }
}

const CLOCK = ['hour', 'minute', 'second', 'millisecond']

const dateFromParts: Operator = (operand, scope, name) => {
  const isIso = isDoc(operand) && 'isoWeekYear' in operand
  const days = isIso ? ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'] : ['year', 'month', 'day']
  const fields = namedArguments(name, operand, 40518, days.slice(0, 1), [
    ...days.slice(1),
    ...CLOCK,
    'timezone',
  ])
  const zone = zoneReader(fields, scope)
  const readers = [...days, ...CLOCK].map((part, index) => ({
    part,
    otherwise: index === 1 || index === 2 ? 1 : 0,
    evaluate: optional(fields, part, scope),
  }))
  return (root) => {
    const where = zone(root)
    const values: number[] = []
    for (const { part, otherwise, evaluate } of readers) {
      const value = evaluate ? evaluate(root) : number(otherwise)
      if (isNullish(value)) return null
      const whole = toInteger(value)
      if (whole === undefined)
        throw location(
          40515,
          `'${part}' must evaluate to an integer, found ${nameOf(value)} with value ${print(value)}`,
        )
      values.push(whole)
    }
    if (!where) return null
    const [year = 0, second = 1, third = 1, hour = 0, minute = 0, seconds = 0, milli = 0] = values
    if (!isIso && (year < 1 || year > 9999))
      throw location(40523, `'year' must evaluate to an integer in the range 1 to 9999, found ${year}`)
    const day = isIso ? isoDate(year, second, third) : utc(year, second, third)
    return new Date(instantOf(day + hour * 3_600_000 + minute * 60_000 + seconds * 1000 + milli, where))
  }
}

export const DATES: Record<string, Operator> = {
  $year: datePart((parts) => number(parts.year)),
  $month: datePart((parts) => number(parts.month)),
  $dayOfMonth: datePart((parts) => number(parts.day)),
  $hour: datePart((parts) => number(parts.hour)),
  $minute: datePart((parts) => number(parts.minute)),
  $second: datePart((parts) => number(parts.second)),
  $millisecond: datePart((parts) => number(parts.milli)),
  $dayOfWeek: datePart((parts) => number(parts.weekday)),
  $dayOfYear: datePart((parts) => number(parts.dayOfYear)),
  $week: datePart((parts) => number(parts.week)),
  $isoDayOfWeek: datePart((parts) => number(parts.isoWeekday)),
  $isoWeek: datePart((parts) => number(parts.isoWeek)),
  $isoWeekYear: datePart((parts) => Long.fromNumber(parts.isoYear)),
  $dateToString: dateToString,
  $dateToParts: dateToParts,
  $dateFromParts: dateFromParts,
  $dateAdd: shift(1),
  $dateSubtract: shift(-1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
}
