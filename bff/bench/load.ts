import autocannon from 'autocannon'
import { readFileSync } from 'node:fs'

export type Operation = 'list' | 'detail' | 'submit' | 'confirm'

/** One measurement, read from the file named on the command line. */
export interface LoadJob {
  readonly url: string
  readonly operation: Operation
  readonly connections: number
  readonly seconds: number
  readonly tokens: readonly string[]
  /** Notices to open or to confirm; of `confirm` no other job has the same. */
  readonly noticeIds: readonly string[]
  readonly body: string
  /** Begins the idempotency keys of this job. */
  readonly keyPrefix: string
}

export interface LoadResult {
  readonly requestsPerSecond: number
  readonly p50: number
  readonly p99: number
  readonly requests: number
  readonly errors: number
  readonly timeouts: number
  readonly non2xx: number
}

/** Request number `turn`: tokens go round, and every round confirms the next notice. */
function requestOf(
  job: LoadJob,
  turn: number,
): Pick<autocannon.Request, 'method' | 'path' | 'headers' | 'body'> {
  const pick = (list: readonly string[], index: number) => list[index % list.length] ?? ''
  const headers = { authorization: `Bearer ${pick(job.tokens, turn)}` }
  const confirmed = pick(job.noticeIds, Math.floor(turn / job.tokens.length))
  switch (job.operation) {
    case 'list':
      return { method: 'GET', path: '/api/v1/notices', headers }
    case 'detail':
      return { method: 'GET', path: `/api/v1/notices/${pick(job.noticeIds, turn)}`, headers }
    case 'confirm':
      return { method: 'POST', path: `/api/v1/notices/${confirmed}/confirm`, headers }
    case 'submit':
      return {
        method: 'POST',
        path: '/api/v1/opinions',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'idempotency-key': `${job.keyPrefix}-${turn}`,
        },
        body: job.body,
      }
  }
}

async function main(): Promise<void> {
  const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as LoadJob
  let turn = 0
  const result = await autocannon({
    url: job.url,
    connections: job.connections,
    duration: job.seconds,
    requests: [{ setupRequest: (request) => ({ ...request, ...requestOf(job, turn++) }) }],
  })
  const measured: LoadResult = {
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    requests: result.requests.total,
    errors: result.errors,
    timeouts: result.timeouts,
    non2xx: result.non2xx,
  }
  process.stdout.write(JSON.stringify(measured))
}

void main()
