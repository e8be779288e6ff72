import {
  bookingOutcomeLabel,
  bookingStatusText,
  holdingStatuses,
} from '@linli/shared/bookings/bookings.machine'
import { dateAndTime } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import {
  deletedAccount,
  type DataEntry,
  type DataSubject,
  type PersonalData,
} from '../../platform/personal-data'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BookingRow } from './booking.model'
import { deskScope } from './bookings.policy'
import type { BookingKin } from './bookings.ports'
import type { BookingFeedsRepository } from './booking-feeds.repository'
import { deskNameOf } from './named-rooms'
import type { BookingTraces, WithFiles } from './booking-traces.repository'
import type { WaitsRepository } from './waits.repository'
import type { WaitsService } from './waits.service'
import type { SeatHolds } from './seat-holds'
import type { Seats } from './seats'
import { slotIdsOf } from './slot-seats'

/** Also what the migration finds such bookings by. */
export const UNNAMED = '已注销的居民'
const BATCH = 50
const live: ReadonlySet<BookingRow['status']> = new Set(holdingStatuses)
const personIdsOf = ({ persons }: DataSubject): string[] => persons.map(({ personId }) => personId)

/**
 * Bookings as a part of what is kept about somebody: the own ones, and those that family or the office made for them.
 * What is over stays as a figure, without its name. What somebody made for another is the other's: it stays with them
 * when the account goes, and is told no more of once they do not agree any longer.
 */
export function createBookingsPersonalData(deps: {
  readonly traces: BookingTraces
  readonly seats: Pick<Seats, 'givingUp'>
  readonly kin: Pick<BookingKin, 'principalsOf'>
  readonly waits: Pick<WaitsRepository, 'listOwn' | 'removeOwn'>
  readonly lists: Pick<WaitsService, 'forget'>
  readonly feeds: Pick<BookingFeedsRepository, 'remove'>
  /** Releases photos and documents. */
  readonly letGo: (row: WithFiles) => Promise<void>
  readonly uow: UnitOfWork
  readonly holds: Pick<SeatHolds, 'release'>
  readonly clock: Clock
}): PersonalData {
  const { traces, seats, kin, waits, lists, feeds, letGo, uow, holds, clock } = deps

  /** At most so many of both kinds, each once. */
  async function latest(subject: DataSubject, limit: number): Promise<BookingRow[]> {
    const own = await traces.latest(subject.accountId, limit)
    const personIds = personIdsOf(subject)
    const forThem = personIds.length === 0 ? [] : await traces.forPersons(subject.scope, personIds, limit)
    const all = [...new Map([...own, ...forThem].map((row) => [row._id, row])).values()]
    return all.toSorted((a, b) => (a.day === b.day ? (a._id < b._id ? 1 : -1) : a.day < b.day ? 1 : -1))
  }

  /** For whom the subject may book now, as `community person`: one question for each community, however many bookings. */
  async function agreeing({ persons }: DataSubject): Promise<ReadonlySet<string>> {
    const agreeing = new Set<string>()
    for (const { communityId, personId } of persons)
      for (const principalId of await kin.principalsOf(deskScope(communityId), personId, 'bookings'))
        agreeing.add(`${communityId} ${principalId}`)
    return agreeing
  }

  async function erase(subject: DataSubject, row: BookingRow): Promise<void> {
    const { accountId } = subject
    const scope = deskScope(row.communityId)
    if (isForAnother(subject, row))
      return uow.run(() => traces.leaveToPerson(scope, row, { accountId, as: deletedAccount }))
    const unname = async () => {
      await letGo(row)
      await traces.unname(scope, row, { accountId, as: deletedAccount, label: UNNAMED })
    }
    if (live.has(row.status) && row.slotId !== undefined)
      await seats.givingUp(slotIdsOf(row), scope, row._id, unname)
    else await uow.run(unname)
  }

  return {
    parts: [
      {
        kind: 'bookings',
        async count(subject) {
          const { accountId, scope } = subject
          const personIds = personIdsOf(subject)
          const others =
            personIds.length === 0 ? 0 : await traces.countForPersons(scope, personIds, accountId)
          return (await traces.count(accountId)) + others
        },
        async entries(subject, { limit }) {
          const now = clock.now()
          const rows = (await latest(subject, limit)).slice(0, limit)
          const agreed = rows.some((row) => isForAnother(subject, row)) ? await agreeing(subject) : new Set()
          return rows.map((row): DataEntry => {
            const isHidden =
              isForAnother(subject, row) && !agreed.has(`${row.communityId} ${row.personKey ?? ''}`)
            return entryOf(isHidden ? withoutWords(row) : row, now)
          })
        },
      },
    ],
    erasures: [
      { name: 'seat_hold', erase: ({ accountId }) => holds.release(accountId) },
      { name: 'booking_feed', erase: ({ accountId }) => feeds.remove(accountId) },
      {
        name: 'waits',
        async erase({ accountId }) {
          for (const row of await waits.listOwn(accountId)) await lists.forget(row)
          await waits.removeOwn(accountId)
        },
      },
      {
        name: 'bookings',
        async erase(subject) {
          for (;;) {
            const rows = await latest(subject, BATCH)
            for (const row of rows) await erase(subject, row)
            if (rows.length < BATCH) return
          }
        },
      },
    ],
  }
}

const isForAnother = (subject: DataSubject, { accountId, forSelf, personKey }: BookingRow): boolean =>
  accountId === subject.accountId &&
  !forSelf &&
  personKey !== undefined &&
  !personIdsOf(subject).includes(personKey)

/** What is left to somebody whom the person does not let act any more: that and when it was made. */
const withoutWords = ({ rating: _rating, ...row }: BookingRow): BookingRow => ({
  ...{ ...row, forLabel: '收回了同意的家人', answers: [], documents: [] },
  ...{ missing: '', outcome: null },
})

const entryOf = (row: BookingRow, now: Date): DataEntry => ({
  编号: row.number,
  事项: row.service.label,
  为谁: row.forLabel,
  时间: row.startsAt ? dateAndTime(row.startsAt, now) : row.day,
  窗口: `${deskNameOf(row)}，${row.place}`,
  号码: row.queueNumber ?? '没有取号',
  状态: bookingStatusText(row.status, row.group !== undefined),
  结果: row.outcome === null ? '还没有' : bookingOutcomeLabel[row.outcome],
  用房: row.group ? `${row.group.purpose}，${row.group.heads} 人，${row.group.organisation}` : '没有',
  您的回答: (row.answers ?? [])
    .map(({ text, photos }) => (text === '' ? `${photos.length} 张照片` : text))
    .join('；'),
  缺的材料: row.missing,
  窗口给的材料: (row.documents ?? []).map(({ name }) => name).join('；'),
  您的评价: row.rating === undefined ? '没有评价' : `${row.rating.score} 分，${row.rating.comment}`,
})
