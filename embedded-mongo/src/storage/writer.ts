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

/**
 * The one writer. Jobs that arrive while a commit runs form the next group: one lmdb transaction, one flush, then
 * all replies. A job computes and checks first and writes last, so one that throws has written nothing.
 */
export class Writer {
  private queue: Job[] = []
  private scheduled = false
  /** Number of the group being written, or written last. */
  sequence = 0

  constructor(
    private readonly env: Environment,
    private readonly hooks: WriterHooks,
  ) {}

  submit<T>(run: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.queue.push({ failed: false, run, resolve, reject })
      this.schedule()
    })
  }

  /** Resolves when nothing is queued any more. */
  async idle(): Promise<void> {
    while (this.scheduled || this.queue.length > 0) await new Promise(setImmediate)
  }

  private schedule(): void {
    if (this.scheduled) return
    this.scheduled = true
    setImmediate(() => this.flush())
  }

  private flush(): void {
    this.scheduled = false
    const group = this.queue
    this.queue = []
    const settled: Array<() => void> = []
    this.sequence++
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
      if (error instanceof LockWait) void error.released.then(() => this.again(job))
      else settled.push(() => job.reject(error))
    }
  }

  private again(job: Job): void {
    if (job.failed) return
    this.queue.push(job)
    this.schedule()
  }
}
