import { openConnection, type Sent } from './http-connection'
import type { Operation } from './operations'

/** One measurement. */
export interface LoadJob {
  readonly url: string
  readonly operation: Operation | 'read'
  /** Of what is read, one after the other. */
  readonly paths?: readonly string[]
  readonly connections: number
  readonly seconds: number
  readonly tokens: readonly string[]
  /** Notices to open or to confirm. */
  readonly noticeIds: readonly string[]
  /** Bodies to submit, one after the other. */
  readonly bodies: readonly string[]
  /** Requests are numbered through a whole bench, so that nothing is confirmed twice and no key is used again. */
  readonly firstTurn: number
}

export interface LoadResult {
  /** Milliseconds of every answer with a status of 2xx, in ascending order. */
  readonly times: readonly number[]
  readonly seconds: number
  /** What else came back, in words, with how often. */
  readonly faults: Readonly<Record<string, number>>
  /** Where the next job begins. */
  readonly nextTurn: number
}

/** An answer that takes longer is a fault. */
const TIMEOUT_MS = 30_000

/** Request number `turn`: tokens go round, and every round opens or confirms the next notice. */
function requestOf(job: LoadJob, turn: number): Sent {
  const pick = (list: readonly string[], index: number) => list[index % list.length] ?? ''
  const headers = { authorization: `Bearer ${pick(job.tokens, turn)}` }
  const notice = pick(job.noticeIds, Math.floor(turn / job.tokens.length))
  switch (job.operation) {
    case 'read':
      return { method: 'GET', path: pick(job.paths ?? [], turn), headers }
    case 'list':
      return { method: 'GET', path: '/api/v1/notices', headers }
    case 'detail':
      return { method: 'GET', path: `/api/v1/notices/${notice}`, headers }
    case 'confirm':
      return { method: 'POST', path: `/api/v1/notices/${notice}/confirm`, headers }
    case 'workbench':
      return { method: 'GET', path: '/api/v1/staff/opinions', headers }
    case 'submit':
      return {
        method: 'POST',
        path: '/api/v1/opinions',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'idempotency-key': `bench-submit-${turn}`,
        },
        body: pick(job.bodies, turn),
      }
  }
}

/** Keeps every connection busy for so long, and waits for what is under way then: nothing is cut off half done. */
async function run(job: LoadJob): Promise<LoadResult> {
  const url = new URL(job.url)
  const times: number[] = []
  const faults: Record<string, number> = {}
  let turn = job.firstTurn
  const note = (fault: string) => (faults[fault] = (faults[fault] ?? 0) + 1)
  const connections = await Promise.all(
    Array.from({ length: job.connections }, () => openConnection(url, TIMEOUT_MS)),
  )
  const startedAt = performance.now()
  const endsAt = startedAt + job.seconds * 1000
  await Promise.all(
    connections.map(async (connection) => {
      try {
        do {
          const sentAt = performance.now()
          const status = await connection.ask(requestOf(job, turn++))
          if (status >= 200 && status < 300) times.push(performance.now() - sentAt)
          else note(`status ${status}`)
        } while (performance.now() < endsAt)
      } catch (error) {
        note(error instanceof Error ? error.message : String(error))
      } finally {
        connection.close()
      }
    }),
  )
  return {
    times: times.sort((a, b) => a - b),
    seconds: (performance.now() - startedAt) / 1000,
    faults,
    nextTurn: turn,
  }
}

// A process of its own, so that sending does not wait for the bench; one for all jobs, so that it is warm.
process.on('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error)
      process.exit(1)
    },
  )
})
