import { fork } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openDatabase } from './database'
import { buildServers } from './processes'
import type { StormPlan, StormReady } from './polls-server'

export interface Storm {
  /** Milliseconds from sending a ballot to its answer. */
  readonly p99: number
  readonly accepted: number
  readonly counted: number
  readonly late: number
}

const ROWS = 20_000
const BALLOTS = 6_000
const SECONDS = 60
/** Some come after closing, to be refused. */
const LATE = 200

/** 6,000 people vote in the last minute, at an even pace that nobody waits for; some are too late. */
export async function runStorm(): Promise<Storm> {
  await buildServers()
  const folder = mkdtempSync(path.join(tmpdir(), 'linli-storm-'))
  const database = await openDatabase(folder)
  const child = fork(path.join(__dirname, 'polls-server.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const seeding = once(child, 'message')
    // Seeding takes its time out of the poll's; it opens long enough before.
    child.send({ uri: database.uri, dataDir: folder, rows: ROWS, seconds: SECONDS + 45 } satisfies StormPlan)
    const [ready] = (await seeding) as [StormReady]
    const agent = new Agent({ keepAlive: true, maxSockets: 256 })
    const times: number[] = []
    const tally = { accepted: 0, late: 0, other: 0 }
    const begin = ready.closesAt - SECONDS * 1000
    await pause(Math.max(0, begin - Date.now()))
    const sent: Promise<void>[] = []
    const step = (SECONDS * 1000) / BALLOTS
    for (let n = 0; n < BALLOTS + LATE; n += 1) {
      const wait = begin + n * step - Date.now()
      if (wait > 1) await pause(wait)
      const voter = ready.voters[n]
      if (!voter) break
      sent.push(
        cast(agent, ready, voter).then(({ status, ms }) => {
          times.push(ms)
          if (status === 200) tally.accepted += 1
          else if (status === 409) tally.late += 1
          else tally.other += 1
        }),
      )
    }
    await Promise.all(sent)
    const closed = once(child, 'message')
    child.send('close')
    const [{ ballots, closingMs, status }] = (await closed) as [
      { ballots: number; closingMs: number; status: string },
    ]
    await once(child, 'exit')
    agent.destroy()
    times.sort((a, b) => a - b)
    const at = (percent: number): number => times[Math.ceil((times.length * percent) / 100) - 1] ?? 0
    console.log(
      `closing minute: p50 ${at(50).toFixed(0)} ms, p99 ${at(99).toFixed(0)} ms, longest ${at(100).toFixed(0)} ms; other answers ${tally.other}; sealed, counted and recounted in ${closingMs.toFixed(0)} ms (${status})`,
    )
    return { p99: at(99), accepted: tally.accepted, counted: ballots, late: tally.late }
  } finally {
    child.kill()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function cast(
  agent: Agent,
  { url, pollId }: StormReady,
  { token, rowId }: StormReady['voters'][number],
): Promise<{ status: number; ms: number }> {
  const body = JSON.stringify({ rowId, ballots: [{ code: randomBytes(16).toString('hex'), choice: 'A' }] })
  const started = performance.now()
  return new Promise((resolve, reject) => {
    const sending = request(
      `${url}/api/v1/polls/${pollId}/ballot`,
      {
        method: 'POST',
        agent,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume()
        response.once('error', reject)
        response.once('end', () =>
          resolve({ status: response.statusCode ?? 0, ms: performance.now() - started }),
        )
      },
    )
    sending.once('error', reject)
    sending.end(body)
  })
}
