import { MongoBackend } from '@agendajs/mongo-backend'
import { Agenda } from 'agenda'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import { claimOnlyDue, type JobTimes } from './due-jobs'

/** Agenda looks this far ahead, and this often: a look costs one small query for all jobs. */
const POLL_MS = 2_000
/** A job whose process died is taken up by another one after this long. */
const LOCK_MS = 120_000

/** How long running jobs may take to finish; what is cut off runs again elsewhere. */
const GRACE_MS = 15_000

/** Recurring work. Each job runs in one process at a time; jobs carry no data and find their work themselves. */
export interface Jobs {
  /**
   * Runs `job` every so many seconds in one of the processes. It must be safe to run twice:
   * a process may die in the middle, and the lock then passes on.
   */
  every(name: string, intervalSeconds: number, job: () => Promise<unknown>): void
  /** Runs the named job now, in this process, whatever its schedule. For tests and scripts. */
  runNow(name: string): Promise<void>
  names(): readonly string[]
  start(): Promise<void>
  /** Waits for running jobs; the schedule stays for the other processes. */
  stop(): Promise<void>
}

export const jobCollection = 'jobs'
/** The index agenda's claim uses; created with all others so that start-up needs no rights to do so. */
export const jobIndexes = [
  {
    name: 'job_next',
    key: { name: 1, nextRunAt: 1, priority: -1, lockedAt: 1, disabled: 1 },
  },
] as const

/** @param deps.lockMs how old a lock grows before somebody else takes the job up */
export function createJobs(deps: { connection: Connection; logger: Logger; lockMs?: number }): Jobs {
  const { connection, logger, lockMs = LOCK_MS } = deps
  const jobs = new Map<string, { intervalSeconds: number; run: () => Promise<unknown> }>()
  let agenda: Agenda | undefined

  const runLogged = async (name: string, run: () => Promise<unknown>): Promise<void> => {
    try {
      await run()
    } catch (error) {
      // Logged here and kept from agenda: the next round is the retry.
      logger.error({ err: error, jobName: name }, 'job.failed')
    }
  }

  return {
    every(name, intervalSeconds, run) {
      if (jobs.has(name)) throw new Error(`a job named ${name} exists already`)
      jobs.set(name, { intervalSeconds, run })
    },
    names: () => [...jobs.keys()],
    async runNow(name) {
      const job = jobs.get(name)
      if (!job) throw new Error(`no job is named ${name}`)
      await job.run()
    },
    async start() {
      // The connection's own client: a second pool would double the connections of every process.
      const mongo = connection.getClient().db(connection.name)
      const backend = new MongoBackend({
        mongo,
        collection: jobCollection,
        ensureIndex: false,
      })
      claimOnlyDue(backend.repository, mongo.collection<JobTimes>(jobCollection))
      const started = new Agenda({
        backend,
        processEvery: POLL_MS,
        defaultLockLifetime: lockMs,
        defaultConcurrency: 1,
      })
      started.on('error', (error: Error) => logger.error({ err: error }, 'jobs.failed'))
      for (const [name, job] of jobs) {
        started.define(name, () => runLogged(name, job.run), { concurrency: 1, lockLimit: 1 })
      }
      await started.start()
      for (const [name, job] of jobs) await started.every(`${job.intervalSeconds} seconds`, name)
      agenda = started
    },
    async stop() {
      await agenda?.drain(GRACE_MS)
      await agenda?.stop(false)
      agenda = undefined
    },
  }
}
