import { createHmac, timingSafeEqual } from 'node:crypto'
import { Readable } from 'node:stream'
import { calendarFile, type CalendarEntry } from '@linli/shared/bookings/calendar-file.rules'
import { nameIn } from '@linli/shared/bookings/whom.rules'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { KeyRing } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import type { SignedUrls } from '../../platform/signed-url'
import type { BookingFeedRow } from './booking-feed.model'
import type { BookingFeedsRepository } from './booking-feeds.repository'
import type { BookingRow } from './booking.model'
import type { BookingOwners } from './booking-owners'
import { deskScope } from './bookings.policy'
import type { BookingsRepository } from './bookings.repository'
import { deskNameOf } from './named-rooms'
import type { BookingTraces } from './booking-traces.repository'

const MOST_ENTRIES = 100
/** 128 bits, as in signed addresses. */
const SECRET_BYTES = 16

/** A file that is made while it is sent. */
export interface CalendarDownload {
  readonly stream: Readable
  readonly mime: string
  readonly name: string
}

/** Bookings for the calendar on the phone: one as a file, all of them as an address a calendar reads by itself. */
export interface CalendarFilesService {
  /** Opens for some minutes; handed out with the booking to its own account. */
  urlOf(row: BookingRow): string
  /** One booking, with the other visits of its series, to whoever has its signed address. */
  one(id: string, proof: { expires: string; signature: string }): Promise<CalendarDownload>
  /** The secret address, null until it was made. */
  feed(actor: Actor): Promise<{ url: string | null }>
  /** A new secret address; the one before opens nothing any more. */
  renew(actor: Actor): Promise<{ url: string | null }>
  /** All bookings an account has made that it may see, to whoever has its secret address. */
  all(feedId: string, secret: string): Promise<CalendarDownload>
}

export function createCalendarFilesService(deps: {
  traces: Pick<BookingTraces, 'latest' | 'byId'>
  owners: Pick<BookingOwners, 'stillSeenBy'>
  bookings: Pick<BookingsRepository, 'ofSeries'>
  feeds: BookingFeedsRepository
  signedUrls: SignedUrls
  keys: KeyRing
  clock: Clock
  ids: Ids
}): CalendarFilesService {
  const { traces, owners, bookings, feeds, signedUrls, clock, ids } = deps
  const keys = deps.keys.subkeys('booking-feed')
  const secretOf = (key: Buffer, { _id, generation }: BookingFeedRow): Buffer =>
    createHmac('sha256', key).update(`${_id}\n${generation}`).digest().subarray(0, SECRET_BYTES)
  const addressOf = (row: BookingFeedRow): string =>
    `/api/v1/calendars/${row._id}/${secretOf(keys.current, row).toString('base64url')}/bookings.ics`
  const resourceOf = (id: string): string => `bookings/${id}/calendar.ics`

  const download = (rows: readonly BookingRow[]): CalendarDownload => ({
    stream: Readable.from([calendarFile(rows.flatMap(entryOf), clock.now())]),
    mime: 'text/calendar; charset=utf-8',
    name: '邻里预约.ics',
  })

  return {
    urlOf: ({ _id }) => signedUrls.sign(resourceOf(_id)),
    async one(id, { expires, signature }) {
      const row =
        signedUrls.verify(resourceOf(id), expires, signature) === null ? null : await traces.byId(id)
      if (!row) throw new AppError('not_found')
      // Of a series all visits: one file, and none is left out.
      return download(row.series ? await bookings.ofSeries(deskScope(row.communityId), row.series.id) : [row])
    },
    async feed(actor) {
      const row = await feeds.of(actor.accountId)
      return { url: row && addressOf(row) }
    },
    renew: async (actor) => ({ url: addressOf(await feeds.renew(actor.accountId, ids.next('fed'))) }),
    async all(feedId, secret) {
      const row = await feeds.find(feedId)
      const given = Buffer.from(secret, 'base64url')
      const opens =
        row !== null &&
        given.length === SECRET_BYTES &&
        keys.all.some((key) => timingSafeEqual(secretOf(key, row), given))
      if (!opens) throw new AppError('not_found')
      // Of somebody else it is in it while they agree: the calendar reads for years what was once allowed.
      const made = await traces.latest(row.accountId, MOST_ENTRIES)
      return download(await owners.stillSeenBy(row.accountId, made))
    },
  }
}

/**
 * A calendar may be kept by others and read over a shoulder: no full name, no numbers of papers. Of two parents with the
 * same matter on one day it has to say which, and does so in the masked name that messages use.
 */
function entryOf(row: BookingRow): CalendarEntry[] {
  const { startsAt, endsAt, service, forSelf, forLabel } = row
  const matter = forSelf ? service.label : `${nameIn(forLabel)}的${service.label}`
  if (!startsAt || !endsAt) return []
  const bring = service.materials.filter(({ need }) => need === 'required').map(({ name }) => name)
  return [
    {
      ...{ uid: row._id, sequence: row.version, startsAt, endsAt },
      title: `预约：${matter}`,
      place: `${deskNameOf(row)}，${row.place}`,
      text: bring.length === 0 ? `编号 ${row.number}` : `编号 ${row.number}\n请带：${bring.join('、')}`,
      cancelled: row.status === 'cancelled',
    },
  ]
}
