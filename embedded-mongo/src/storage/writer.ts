import type { Environment } from './environment'

/** Thrown by a job that meets a document a transaction holds, or has worked long enough: it runs again, later. */
export class Postponed extends Error {
  constructor(readonly until: Promise<void>) {
    super('goes on later')
  }
}

interface Job {
  /** Its group could not be written and the client knows: it must not run again behind a lock. */
  failed: boolean
  run(): unknown
  resolve(value: unknown): void
  reject(error: unknown): void
}

export interface WriterHooks {
  /** Inside the commit, after the jobs: what is written once per group. */
  beforeCommit(): void
  /** The group failed as a whole (a full disk): memory must go back to what the disk says. */
  rolledBack(): void
}

/** A group that has taken so many milliseconds lets others work before it goes on. */
const SLICE = 10

/**
 * The one writer. Jobs that arrive while a group is being flushed form the next group: one lmdb transaction, one
 * flush, then all replies. A job computes and checks first and writes last, so one that throws has written nothing.
 */
export class Writer {
  private queue: Job[] = []
  /** Number of the group being written, or written last. */
  sequence = 0
  private startedAt = 0

  constructor(
    private readonly env: Environment,
    private readonly hooks: WriterHooks,
  ) {}

  submit<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.add({ failed: false, run, resolve, reject })
    })
  }

  /** A job of many statements should be postponed, so that readers and the rest of the group get their turn. */
  get isLate(): boolean {
    return performance.now() - this.startedAt > SLICE
  }

  /** Resolves when nothing is queued any more. */
  async idle(): Promise<void> {
    while (this.queue.length > 0) await new Promise(setImmediate)
  }

  /** A group is written in a turn of its own: what has arrived until then belongs to it too. */
  private add(job: Job): void {
    if (this.queue.push(job) === 1) setImmediate(() => this.writeGroup())
  }

  private writeGroup(): void {
    const group = this.queue
    this.queue = []
    const settled: Array<() => void> = []
    this.sequence++
    this.startedAt = performance.now()
    try {
      this.env.commit(() => {
        for (const job of group) this.runOne(job, settled)
        this.hooks.beforeCommit()
      })
    } catch (error) {
      this.hooks.rolledBack()
      for (const job of group) {
        job.failed = true
        job.reject(error)
      }
      return
    }
    for (const settle of settled) settle()
  }

  private runOne(job: Job, settled: Array<() => void>): void {
    try {
      const value = job.run()
      settled.push(() => job.resolve(value))
    } catch (error) {
      if (error instanceof Postponed) void error.until.then(() => this.again(job))
      else settled.push(() => job.reject(error))
    }
  }

  private again(job: Job): void {
    if (!job.failed) this.add(job)
  }
}
