import type { Logger } from 'pino'
import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import { inBatches, nextBy, removedHere, type Retention } from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { BookingOwners } from './booking-owners'
import type { BookingTraces } from './booking-traces.repository'
import type { BookingRow } from './booking.model'
import { bookingEvents, bookingMessage, reminderMessage, type Message } from './bookings.messages'
import { eventScope } from './bookings.policy'
import type { BookingAccounts, BookingInbox } from './bookings.ports'
import type { BookingsRepository } from './bookings.repository'
import { nextReminder, type BookingSettingsSource } from './bookings.settings'
import { otherTimeWanted } from './booking-acts'
import { roomsNamed, type DesksService } from './desks.service'
import type { OtherTimes } from './other-times'
import type { RoomNaming } from './room-naming'
import { waitEvents, waitMessage } from './waits.messages'
import type { WaitsRepository } from './waits.repository'
import type { WaitsService } from './waits.service'
import type { SeatDifference } from './seat-recheck'
import type { Seats } from './seats'

const REMIND_SECONDS = 60
const OFFER_SECONDS = 15
const DAY_END_SECONDS = 1_800
const SWEEP_SECONDS = 60
const REMIND_BATCH = 200
const AHEAD_SECONDS = 3_600
const RECHECK_SECONDS = 86_400

export interface BookingsJobs {
  /** Ends what is left of days that are over; answers how many. */
  endDays(): Promise<number>
  /** Sends what is due, by the state at sending; answers how many were told. Safe beside other workers. */
  remind(): Promise<number>
  /** Leads seats back that a process which died has left under way; answers how many. */
  leadBack(): Promise<number>
  /** Gives rooms to bookings that have none although the rooms have names; answers how many got one. */
  nameRooms(): Promise<number>
  /** Counts seats against bookings; answers where they differ. */
  recheck(): Promise<SeatDifference[]>
}

/** What follows by itself: messages, reminders, and slots made ahead. */
export function registerBookingsJobs(deps: {
  bookings: BookingsRepository
  owners: Pick<BookingOwners, 'hearersOf'>
  desks: Pick<DesksService, 'makeAhead'>
  seats: Seats
  settings: BookingSettingsSource
  inbox: BookingInbox
  accounts: BookingAccounts
  outbox: Pick<Outbox, 'registerHandler'>
  jobs: Pick<Jobs, 'every'>
  retention: Pick<Retention, 'keep'>
  traces: Pick<BookingTraces, 'byAge' | 'slotsByAge'>
  waits: Pick<WaitsRepository, 'find' | 'byAge'>
  lists: Pick<WaitsService, 'offer'>
  otherTimes: OtherTimes
  naming: RoomNaming
  endDays: () => Promise<number>
  recheck: () => Promise<SeatDifference[]>
  clock: Clock
  logger: Logger
}): BookingsJobs {
  const {
    bookings,
    owners,
    desks,
    seats,
    settings,
    inbox,
    accounts,
    outbox,
    jobs,
    retention,
    traces,
    waits,
    lists,
    otherTimes,
    naming,
    endDays,
    recheck,
    clock,
    logger,
  } = deps

  /** `targetId` is the booking the message opens, or the place on a waiting list. */
  async function send(
    to: { communityId: string; accountId: string; targetId: string },
    message: Message,
    dedupeKey: string,
  ): Promise<void> {
    const { communityId, accountId, targetId } = to
    const wechat = message.wechat && (await accounts.openidsOf([accountId])).has(accountId)
    await inbox.deliver({
      ...{ communityId, topic: 'booking', targetId },
      ...{ title: message.title, text: message.text, needsAct: message.needsAct },
      urgent: message.urgent === true,
      dedupeKey,
      recipients: [{ accountId, wechat }],
    })
  }

  /** To everybody whose booking it is, each from the own side; answers whether there was anything to tell. */
  async function deliver(
    row: BookingRow,
    messageFor: (seen: BookingRow, byFamily: boolean) => Message | null,
    dedupeKey: string,
  ): Promise<boolean> {
    if (messageFor(row, false) === null) return false
    const { communityId, _id: targetId } = row
    for (const { accountId, row: seen, byFamily } of await owners.hearersOf(row)) {
      const message = messageFor(seen, byFamily)
      if (message) await send({ communityId, accountId, targetId }, message, dedupeKey)
    }
    return true
  }

  for (const type of waitEvents) {
    outbox.registerHandler(type, 'waits.tell', async (event) => {
      if (event.communityId === null) return
      const row = await waits.find(eventScope(event.communityId), event.aggregateId)
      const message = row && waitMessage(type, row, clock.now())
      if (row && message) await send({ ...row, targetId: row._id }, message, `${type}:${event.id}`)
    })
  }
  // A nudge: what is given back a moment after its event is found by the next round.
  for (const type of ['booking.cancelled', 'booking.series_cancelled', 'booking.moved'] as const) {
    outbox.registerHandler(type, 'waits.offer', async () => {
      await lists.offer()
    })
  }

  outbox.registerHandler(roomsNamed, 'bookings.name_rooms', async ({ communityId, aggregateId }) => {
    if (communityId !== null) await naming.ofDesk(communityId, aggregateId)
  })

  outbox.registerHandler(otherTimeWanted, 'bookings.other_time', async ({ communityId, aggregateId }) => {
    if (communityId !== null) await otherTimes.offer(communityId, aggregateId)
  })

  for (const type of bookingEvents) {
    outbox.registerHandler(type, 'bookings.tell', async (event) => {
      if (event.communityId === null) return
      const row = await bookings.find(eventScope(event.communityId), event.aggregateId)
      if (!row) return
      const now = clock.now()
      // The queue moves back and forth; nobody is told twice to come near.
      const key = type === 'booking.soon' ? `${type}:${row._id}` : `${type}:${event.id}`
      await deliver(row, (seen, byFamily) => bookingMessage(type, seen, now, byFamily), key)
    })
  }

  async function remind(): Promise<number> {
    const now = clock.now()
    const read = (limit: number, skip: number) => bookings.dueReminders(now, limit, skip)
    const sent = await eachDue(read, REMIND_BATCH, idOf, async (row) => {
      const { remindAt, startsAt } = row
      if (!remindAt) return false
      const key = `booking.reminder:${row._id}:${remindAt.toISOString()}`
      // Told before it is marked: a worker that dies in between repeats it, and the inbox takes each key once.
      const told = await deliver(row, (seen) => reminderMessage(seen, now), key)
      const next = startsAt ? nextReminder(await settings.of(row.communityId), startsAt, now) : null
      const claimed = await bookings.claimReminder(eventScope(row.communityId), row._id, remindAt, next)
      return claimed !== null && told
    })
    if (sent > 0) logger.info({ sent }, 'bookings.reminded')
    return sent
  }

  jobs.every('bookings.remind', REMIND_SECONDS, remind)
  jobs.every('waits.offer', OFFER_SECONDS, () => lists.offer())
  jobs.every('bookings.day_end', DAY_END_SECONDS, () => endDays())
  const leadBack = () => seats.sweep()
  jobs.every('bookings.lead_back', SWEEP_SECONDS, leadBack)
  jobs.every('bookings.make_slots', AHEAD_SECONDS, () => desks.makeAhead())
  // Those of the release before, and whatever a process that died has left half named.
  jobs.every('bookings.name_rooms', AHEAD_SECONDS, () => naming.ofAll())
  jobs.every('bookings.recheck', RECHECK_SECONDS, recheck)
  for (const [rule, rows] of [
    ['bookings', traces.byAge],
    ['slots', traces.slotsByAge],
    ['waits', waits.byAge],
  ] as const) {
    retention.keep({
      rule,
      remove: async (now) => removedHere(await inBatches(() => rows.removeBefore(keptSince(rule, now)))),
      next: (now) => nextBy(rule, now, rows),
    })
  }
  return { remind, leadBack, endDays, recheck, nameRooms: () => naming.ofAll() }
}
