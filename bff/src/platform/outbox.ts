import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Clock } from './clock'
import type { Ids } from './ids'
import { outboxEventModel, type EventPayload, type OutboxEventRow } from './outbox-event.model'
import { rowsOf } from './mongo'
import { joining, type UnitOfWork } from './unit-of-work'

const LEASE_MS = 60_000
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 3_600_000
const MOST_ATTEMPTS = 12
/** Events a worker handles side by side; each mostly waits for the database. */
const PARALLEL = 4
/** A burst of commits is one drain. */
const NUDGE_DELAY_MS = 10

export interface NewEvent {
  /** Past tense, `notice.published`. */
  readonly type: string
  readonly aggregateId: string
  readonly communityId: string | null
  readonly payload: EventPayload
}

export interface OutboxEvent extends NewEvent {
  readonly id: string
  readonly occurredAt: Date
  /** 1 at the first try. */
  readonly attempt: number
}

/**
 * May run more than once for one event (a worker can die between effect and mark): make the effect idempotent,
 * `event.id` is the key for it. Throw to have it tried again.
 */
export type EventHandler = (event: OutboxEvent) => Promise<void>

export interface Outbox {
  /** Stores the event; call it inside `uow.run` beside the change it tells of, so that both or neither exist. */
  add(event: NewEvent): Promise<void>
  /** `subscriber` names the effect (`messages.deliver`) and must stay the same across releases. */
  registerHandler(type: string, subscriber: string, handler: EventHandler): void
  /** Handles everything due now and answers how many events it took. Safe beside other workers. */
  drain(): Promise<number>
  /** Starts listening to nudges, so that effects follow a commit within moments instead of at the next sweep. */
  start(): void
  /** Stops taking events and waits for those in hand. */
  stop(): Promise<void>
}

/** Waiting time before the next try, doubling from 5 s to at most an hour. */
export function retryDelayMs(attempts: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS)
}

/** Side effects that follow a committed change: stored with it, handled by any worker, at least once each. */
export function createOutbox(deps: {
  connection: Connection
  clock: Clock
  ids: Ids
  uow: UnitOfWork
  logger: Logger
}): Outbox {
  const { clock, ids, uow, logger } = deps
  const events = outboxEventModel(deps.connection)
  const rows = rowsOf(events)
  const handlers = new Map<string, Map<string, EventHandler>>()
  let listening = false
  let stopping = false
  let nudge: NodeJS.Timeout | undefined
  let running: Promise<number> | undefined

  const claim = (): Promise<OutboxEventRow | null> => {
    const now = clock.now()
    // One write decides the race between workers: whoever moves availableAt past the lease has the event.
    return events
      .findOneAndUpdate(
        { availableAt: { $lte: now } },
        {
          $set: { availableAt: new Date(now.getTime() + LEASE_MS), lease: ids.next('lea') },
          $inc: { attempts: 1 },
        },
        { sort: { availableAt: 1 }, returnDocument: 'after' },
      )
      .lean<OutboxEventRow>()
  }

  const handle = async (row: OutboxEventRow): Promise<void> => {
    const event: OutboxEvent = {
      id: row._id,
      type: row.type,
      aggregateId: row.aggregateId,
      communityId: row.communityId,
      payload: row.payload,
      occurredAt: row.occurredAt,
      attempt: row.attempts,
    }
    const mine = { _id: row._id, lease: row.lease }
    const heartbeat = setInterval(() => {
      events
        .updateOne(mine, { $set: { availableAt: new Date(clock.now().getTime() + LEASE_MS) } })
        .catch((error: unknown) => logger.warn({ err: error, eventId: row._id }, 'outbox.lease_not_renewed'))
    }, LEASE_MS / 3)
    try {
      const open = [...(handlers.get(row.type) ?? [])].filter(
        ([subscriber]) => !row.doneBy.includes(subscriber),
      )
      for (const [index, [subscriber, handler]] of open.entries()) {
        await handler(event)
        if (index === open.length - 1) break
        // Without asking for the lease: even if it was lost meanwhile, the effect is there and need not be repeated.
        await events.updateOne({ _id: row._id }, { $addToSet: { doneBy: subscriber } })
      }
      await events.updateOne(mine, {
        $set: { dispatchedAt: clock.now() },
        $unset: { availableAt: 1, lease: 1, lastError: 1 },
      })
    } catch (error) {
      await postpone(row, mine, error)
    } finally {
      clearInterval(heartbeat)
    }
  }

  /** Never rejects: an event that cannot even be postponed comes back when its lease runs out. */
  const handleSafely = (row: OutboxEventRow): Promise<void> =>
    handle(row).catch((error: unknown) => logger.error({ err: error, eventId: row._id }, 'outbox.event_left'))

  const postpone = async (
    row: OutboxEventRow,
    mine: { _id: string; lease?: string },
    error: unknown,
  ): Promise<void> => {
    const now = clock.now()
    const lastError = error instanceof Error ? error.message.slice(0, 500) : 'unknown'
    const fields = { err: error, eventId: row._id, eventType: row.type, attempt: row.attempts }
    if (row.attempts >= MOST_ATTEMPTS) {
      await events.updateOne(mine, { $set: { deadAt: now, lastError }, $unset: { availableAt: 1, lease: 1 } })
      logger.error(fields, 'outbox.event_dead')
      return
    }
    const availableAt = new Date(now.getTime() + retryDelayMs(row.attempts))
    await events.updateOne(mine, { $set: { availableAt, lastError }, $unset: { lease: 1 } })
    logger.warn(fields, 'outbox.event_postponed')
  }

  const drain = async (): Promise<number> => {
    let taken = 0
    const inHand = new Set<Promise<void>>()
    while (!stopping) {
      // One claim at a time per process: lanes that claim side by side would only fight for the same first event.
      const row = await claim()
      if (row) {
        taken += 1
        const work = handleSafely(row).finally(() => inHand.delete(work))
        inHand.add(work)
      }
      // Nothing due: an event that is in hand may still add another.
      else if (inHand.size === 0) break
      if (!row || inHand.size >= PARALLEL) await Promise.race(inHand)
    }
    await Promise.all(inHand)
    return taken
  }

  /** One drain at a time in this process; a second call waits for the first and then looks again. */
  const drainOnce = async (): Promise<number> => {
    while (running) await running
    running = drain().finally(() => {
      running = undefined
    })
    return running
  }

  const nudgeSoon = (): void => {
    if (!listening || nudge) return
    nudge = setTimeout(() => {
      nudge = undefined
      drainOnce().catch((error: unknown) => logger.error({ err: error }, 'outbox.drain_failed'))
    }, NUDGE_DELAY_MS)
    nudge.unref()
  }

  return {
    async add(event) {
      const now = clock.now()
      const { type, aggregateId, communityId, payload } = event
      await rows.insertOne(
        {
          ...{ _id: ids.next('evt'), type, aggregateId, communityId, payload },
          ...{ occurredAt: now, attempts: 0, availableAt: now, doneBy: [] },
        },
        joining(deps.connection),
      )
      uow.afterCommit(nudgeSoon)
    },
    registerHandler(type, subscriber, handler) {
      const subscribers = handlers.get(type) ?? new Map<string, EventHandler>()
      if (subscribers.has(subscriber)) throw new Error(`${subscriber} already handles ${type}`)
      handlers.set(type, subscribers.set(subscriber, handler))
    },
    drain: drainOnce,
    start() {
      listening = true
      stopping = false
    },
    async stop() {
      listening = false
      stopping = true
      clearTimeout(nudge)
      nudge = undefined
      await running
    },
  }
}
