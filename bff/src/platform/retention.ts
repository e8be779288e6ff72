import { dayOf } from '@linli/shared/time'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Clock } from './clock'
import type { Jobs } from './jobs'
import { retentionDayModel, type RetentionDayRow } from './retention-day.model'
import { periodMs, retentionRules, type RetentionCode } from './retention-rules'

/** Rows one batch of a sweep takes: short enough for a job's lock, long enough to come to an end. */
export const RETENTION_BATCH = 200
/** Batches of one round; what is left waits for the next. */
export const RETENTION_BATCHES = 100
/** How far the report looks ahead, and how many rows it counts at most. */
export const LOOK_AHEAD_MS = 30 * 86_400_000
export const COUNTED_AHEAD = 1_000
const daily = { job: 'retention.daily', seconds: 86_400 } as const

/** What was removed, of which community; null is the deployment's own. */
export interface Removed {
  readonly communityId: string | null
  readonly count: number
}

export interface NextDue {
  /** When the next row falls due; null when none is waiting. */
  readonly at: Date | null
  /** Rows that fall due within {@link LOOK_AHEAD_MS}, {@link COUNTED_AHEAD} at most. */
  readonly count: number
}

/** How one rule is carried out. */
export interface RetentionWork {
  readonly rule: RetentionCode
  /** Removes what is past its time, in batches. Safe to run twice and beside another worker. */
  remove(now: Date): Promise<readonly Removed[]>
  /**
   * What falls due next: of the deployment, asked after each round and kept with its count; of one community
   * where the rule belongs to communities, asked when somebody reads the report.
   */
  next(now: Date, communityId: string | null): Promise<NextDue>
}

/** Retention that runs by itself and keeps count (product §3.12). */
export interface Retention {
  /** Runs the work daily, or in another round where a day is too long to wait. Rules of one round share its job. */
  keep(work: RetentionWork, round?: { readonly job: string; readonly seconds: number }): void
  /** Runs one rule now, and enters what it removed. A failure is entered too, and thrown. */
  run(rule: RetentionCode): Promise<number>
  works(): readonly RetentionWork[]
}

export const removedBy = (counts: ReadonlyMap<string, number>): Removed[] =>
  [...counts].map(([communityId, count]) => ({ communityId, count }))

export const removedHere = (count: number): Removed[] => [{ communityId: null, count }]

/** Repeats a batch until one comes back short, or the round is full; answers the sum. */
export async function inBatches(batch: () => Promise<number>): Promise<number> {
  let sum = 0
  for (let round = 0; round < RETENTION_BATCHES; round += 1) {
    const count = await batch()
    sum += count
    if (count < RETENTION_BATCH) break
  }
  return sum
}

/** {@link RetentionWork.next} of a rule with one period, from where its rows say when it began. */
export async function nextBy(
  rule: RetentionCode,
  now: Date,
  rows: {
    /** When the oldest row began; null when there is none. */
    oldest(): Promise<Date | null>
    /** How many began before the instant, {@link COUNTED_AHEAD} at most. */
    countBefore(instant: Date): Promise<number>
  },
): Promise<NextDue> {
  const oldest = await rows.oldest()
  if (oldest === null) return { at: null, count: 0 }
  const kept = periodMs(rule)
  return {
    at: new Date(oldest.getTime() + kept),
    count: await rows.countBefore(new Date(now.getTime() + LOOK_AHEAD_MS - kept)),
  }
}

export function createRetention(deps: {
  connection: Connection
  jobs: Jobs
  clock: Clock
  logger: Logger
}): Retention {
  const { clock, jobs, logger } = deps
  const days = retentionDayModel(deps.connection)
  const works = new Map<RetentionCode, RetentionWork>()

  async function enter(
    rule: RetentionCode,
    communityId: string | null,
    removed: number,
    stamp: Partial<Pick<RetentionDayRow, 'lastAt' | 'failedAt' | 'nextAt' | 'nextCount'>>,
  ): Promise<void> {
    const day = dayOf(clock.now())
    await days.updateOne(
      { _id: `${rule}:${day}:${communityId ?? 'deployment'}`, communityId },
      { $inc: { removed }, $set: stamp, $setOnInsert: { rule, day } },
      { upsert: true },
    )
  }

  async function run(rule: RetentionCode): Promise<number> {
    const work = works.get(rule)
    if (!work) throw new Error(`nothing is kept by the rule ${rule}`)
    try {
      const removed = await work.remove(clock.now())
      const lastAt = clock.now()
      const own = removed.filter((row) => row.communityId === null)
      const next = retentionRules[rule].perCommunity ? null : await work.next(lastAt, null)
      await enter(rule, null, sumOf(own), {
        lastAt,
        ...(next && { nextAt: next.at, nextCount: next.count }),
      })
      for (const { communityId, count } of removed) {
        if (communityId !== null && count > 0) await enter(rule, communityId, count, { lastAt })
      }
      return sumOf(removed)
    } catch (error) {
      await enter(rule, null, 0, { failedAt: clock.now() })
      throw error
    }
  }

  /** Rules that run together, by the name of their job. */
  const groups = new Map<string, RetentionCode[]>()

  async function runGroup(rules: readonly RetentionCode[]): Promise<void> {
    for (const rule of rules) {
      // One rule that fails must not keep the others from running.
      await run(rule).catch((error: unknown) => logger.error({ err: error, rule }, 'retention.failed'))
    }
  }

  return {
    keep(work, { job, seconds } = daily) {
      if (works.has(work.rule)) throw new Error(`the rule ${work.rule} is carried out twice`)
      works.set(work.rule, work)
      const group = groups.get(job)
      if (group) {
        group.push(work.rule)
        return
      }
      const rules = [work.rule]
      groups.set(job, rules)
      jobs.every(job, seconds, () => runGroup(rules))
    },
    run,
    works: () => [...works.values()],
  }
}

const sumOf = (rows: readonly Removed[]): number => rows.reduce((sum, row) => sum + row.count, 0)
