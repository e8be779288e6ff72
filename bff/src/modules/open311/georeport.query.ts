import { chinaBox, type Position } from '@linli/shared/space/boundary.rules'
import { unspeakable } from './georeport.xml'

/** A request the specification does not allow, as GeoReport answers it: `[{ code, description }]`. */
export class GeoReportError extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404,
    readonly description: string,
  ) {
    super(description)
  }
}

const DAY_MS = 86_400_000
/** GeoReport v2: a span of at most 90 days. */
export const LONGEST_SPAN_MS = 90 * DAY_MS
/** GeoReport v2: at most the first 1000. */
export const MOST_REQUESTS = 1000

export interface RequestsQuery {
  readonly ids: readonly string[]
  readonly codes: readonly string[]
  readonly from: Date
  readonly to: Date
  readonly statuses: readonly ('open' | 'closed')[]
  readonly page: number
  readonly pageSize: number
}

/** An empty parameter is an absent one (GeoReport v2). */
export const given = (value: string | readonly string[] | undefined): string | undefined => {
  const text = (Array.isArray(value) ? value[0] : value) as string | undefined
  return text === undefined || text.trim() === '' ? undefined : text.trim()
}

const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Times come as W3C date-times with an offset or Z; a `+` that a client did not escape arrives as a blank. */
function instant(name: string, written: string | undefined): Date | undefined {
  if (written === undefined) return undefined
  const text = written.replace(/ (?=\d{2}:?\d{2}$)/, '+')
  const withZone = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(text)
  const at = new Date(text)
  if (!withZone || !isDay(text.slice(0, 10)) || Number.isNaN(at.getTime()))
    throw new GeoReportError(
      400,
      `${name} must be a W3C date-time with an offset, e.g. 2026-11-23T10:00:00+08:00`,
    )
  return at
}

/** A day of the calendar: what is read as a time would be moved on from 30 February to 2 March. */
function isDay(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

function whole(name: string, text: string | undefined, most: number, usual: number): number {
  if (text === undefined) return usual
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > most)
    throw new GeoReportError(400, `${name} must be a whole number from 1 to ${most}`)
  return value
}

/** Without an end: until now, or as far as 90 days reach from the beginning. */
function lastOf(from: Date | undefined, now: Date): Date {
  if (from === undefined) return now
  return new Date(Math.max(from.getTime(), Math.min(now.getTime(), from.getTime() + LONGEST_SPAN_MS)))
}

/** Reads the arguments of GET requests; ids override everything else. Throws {@link GeoReportError}. */
export function requestsQuery(
  query: Readonly<Record<string, string | readonly string[] | undefined>>,
  now: Date,
): RequestsQuery {
  const to = instant('end_date', given(query['end_date']))
  const from = instant('start_date', given(query['start_date']))
  const end = to ?? lastOf(from, now)
  const start = from ?? new Date(end.getTime() - LONGEST_SPAN_MS)
  if (start > end) throw new GeoReportError(400, 'start_date must not be after end_date')
  if (end.getTime() - start.getTime() > LONGEST_SPAN_MS)
    throw new GeoReportError(400, 'start_date and end_date must not be more than 90 days apart')
  const statuses = listOf(given(query['status'])).map((status) => {
    if (status !== 'open' && status !== 'closed')
      throw new GeoReportError(400, 'status must be open or closed')
    return status
  })
  return {
    ids: listOf(given(query['service_request_id'])).slice(0, MOST_REQUESTS),
    codes: listOf(given(query['service_code'])),
    from: start,
    to: end,
    statuses,
    page: whole('page', given(query['page']), MOST_REQUESTS, 1),
    pageSize: whole('page_size', given(query['page_size']), MOST_REQUESTS, MOST_REQUESTS),
  }
}

export interface FiledRequest {
  readonly serviceCode: string
  /** Null when none was given: the service says what it is about. */
  readonly description: string | null
  readonly addressId: string | undefined
  readonly addressText: string
  /** Degrees of WGS 84 (GeoReport v2: `lat` and `long`). */
  readonly point: Position | undefined
  readonly name: string | undefined
  readonly phone: string | undefined
  /** The address of one photo. */
  readonly mediaUrl: string | undefined
}

const MOST_DESCRIPTION = 4000
const MOST_ADDRESS = 60
const MOST_NAME = 30
/** Two numbers with their prefixes. */
const MOST_PHONE = 40

/** A place in China; half of one, or one elsewhere, is a mistake that the sender wants to know of. */
function spot(lat: string | undefined, long: string | undefined): Position | undefined {
  if (lat === undefined && long === undefined) return undefined
  const [y, x] = [Number(lat ?? Number.NaN), Number(long ?? Number.NaN)]
  const inside = x >= chinaBox.west && x <= chinaBox.east && y >= chinaBox.south && y <= chinaBox.north
  if (!inside) throw new GeoReportError(400, 'lat and long must both be degrees of a place in China')
  return [x, y]
}

/** Reads the form of POST requests. Throws {@link GeoReportError} that names what is missing. */
export function filedRequest(form: URLSearchParams): FiledRequest {
  const field = (name: string) => given(form.get(name)?.replaceAll(unspeakable, ''))
  const serviceCode = field('service_code')
  if (serviceCode === undefined) throw new GeoReportError(400, 'service_code was not provided')
  const addressId = field('address_id')
  const address = field('address_string')
  const point = spot(field('lat'), field('long'))
  if (addressId === undefined && address === undefined && point === undefined)
    throw new GeoReportError(400, 'a location is required: lat and long, address_string or address_id')
  const description = field('description') ?? null
  if (description !== null && description.length > MOST_DESCRIPTION)
    throw new GeoReportError(400, `description must not be longer than ${MOST_DESCRIPTION} characters`)
  const name = [field('last_name'), field('first_name')].filter(Boolean).join('')
  const place = [
    address,
    field('attribute[place_detail]'),
    address === undefined && point?.toReversed().join(','),
  ]
  const addressText = place.filter(Boolean).join(' ')
  const isCut = addressText.length > MOST_ADDRESS
  return {
    serviceCode,
    // What the line of the place has no room for would otherwise be lost to whoever goes and looks.
    description: isCut ? [description, `地点：${addressText}`].filter(Boolean).join('\n') : description,
    addressId,
    point,
    addressText: isCut ? `${addressText.slice(0, MOST_ADDRESS - 1)}…` : addressText,
    name: name === '' ? undefined : name.slice(0, MOST_NAME),
    phone: field('phone')?.slice(0, MOST_PHONE),
    mediaUrl: field('media_url'),
  }
}
