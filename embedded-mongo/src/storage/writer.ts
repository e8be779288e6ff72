import type { Environment } from './environment'

/** Thrown by a job that meets a document a transaction holds: the job runs again, whole, after `released`. */
export class LockWait extends Error {
  constructor(readonly released: Promise<void>) {
    super('waits for a transaction')
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

/** Milliseconds; the loop turns meanwhile and takes processor time from the client of a small machine. */
const LONGEST_PATIENCE = 0.1

/**
 * The one writer. Jobs that arrive while a commit runs form the next group: one lmdb transaction, one flush, then
 * all replies. A job computes and checks first and writes last, so one that throws has written nothing.
 */
export class Writer {
  private queue: Job[] = []
  private scheduled = false
  /** Size of the largest group lately, when the newest job came, and how long it is worth waiting for the next. */
  private peak = 1
  private arrivedAt = 0
  private patience = 0
  /** Number of the group being written, or written last. */
  sequence = 0

  constructor(
    private readonly env: Environment,
    private readonly hooks: WriterHooks,
  ) {}

  submit<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.add({ failed: false, run, resolve, reject })
    })
  }

  /** Resolves when nothing is queued any more. */
  async idle(): Promise<void> {
    while (this.scheduled || this.queue.length > 0) await new Promise(setImmediate)
  }

  private add(job: Job): void {
    this.queue.push(job)
    this.arrivedAt = performance.now()
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => this.gather())
  }

  /**
   * Those whom the last group answered write again in a moment. Without waiting for them a steady crowd would split
   * into groups that wait for each other's flush; it never waits longer for one more than a quarter of a flush.
   */
  private gather(): void {
    const waited = performance.now() - this.arrivedAt
    if (this.queue.length < this.peak && waited < this.patience) setImmediate(() => this.gather())
    else this.flush()
  }

  private flush(): void {
    this.scheduled = false
    const group = this.queue
    this.queue = []
    this.peak = Math.max(group.length, Math.floor(this.peak * 0.75))
    const settled: Array<() => void> = []
    this.sequence++
    const started = performance.now()
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
    this.patience = Math.min((performance.now() - started) / 4, LONGEST_PATIENCE)
    for (const settle of settled) settle()
  }

  private runOne(job: Job, settled: Array<() => void>): void {
    try {
      const value = job.run()
      settled.push(() => job.resolve(value))
    } catch (error) {
      if (error instanceof LockWait) void error.released.then(() => this.again(job))
      else settled.push(() => job.reject(error))
    }
  }

  private again(job: Job): void {
    if (!job.failed) this.add(job)
  }
}
