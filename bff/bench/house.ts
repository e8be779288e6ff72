import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createAccessTokens } from '../src/platform/access-tokens'
import { systemClock } from '../src/platform/clock'
import { createKeyRing, type KeyRing } from '../src/platform/crypto'
import { openDatabase, type BenchDatabase } from './database'
import { buildServers, processorMs, startLinli, type Served } from './processes'

const TOKEN_LASTS_MS = 3_600_000
/** At rest: so little processor time in each of so many looks in a row, timers of an idle process included. */
const LOOK_MS = 500
const IDLE_MS = 20
const QUIET_LOOKS = 4
const REST_WITHIN_MS = 120_000

type Bearer = Parameters<ReturnType<typeof createAccessTokens>['issue']>[0]

/** A clean database with Linli beside it, both processes of their own. */
export interface House {
  readonly folder: string
  readonly database: BenchDatabase
  readonly linli: Served
  readonly keys: KeyRing
  /** Signed as if an hour from now: a bench lasts longer than the ten minutes of a token. */
  readonly tokenOf: (bearer: Bearer) => string
  /** Whatever else is started is stopped before Linli, the last first. */
  readonly closeLater: (close: () => Promise<void>) => void
}

/**
 * Builds what is out of date, starts the house as in production (the worker is another process there, and stays
 * off unless `settings` say otherwise), and ends everything whatever becomes of `use`.
 */
export async function inHouse<T>(
  folder: string,
  use: (house: House) => Promise<T>,
  settings: Readonly<Record<string, string>> = {},
): Promise<T> {
  await buildServers()
  const database = await openDatabase(folder)
  const closing: (() => Promise<void>)[] = [() => database.close()]
  const closeLater = (close: () => Promise<void>): void => void closing.unshift(close)
  try {
    const secret = randomBytes(36).toString('base64')
    const linli = await startLinli(folder, {
      MONGODB_URI: database.uri,
      LINLI_DATA_DIR: path.join(folder, 'data'),
      LINLI_DEMO: 'off',
      LINLI_WORKER: 'off',
      LINLI_SECRET: secret,
      RATE_LIMIT_FACTOR: '1000000',
      ...settings,
    })
    closeLater(linli.stop)
    const keys = createKeyRing([secret])
    const later = { now: () => new Date(systemClock.now().getTime() + TOKEN_LASTS_MS) }
    const issuer = createAccessTokens({ keys, clock: later })
    const tokenOf = (bearer: Bearer): string => issuer.issue(bearer).token
    return await use({ folder, database, linli, keys, tokenOf, closeLater })
  } finally {
    for (const close of closing) await close()
  }
}

/**
 * Returns once nothing is left of what was written to the houses: the embedded databases' files are on the disk, and no
 * process of theirs works any more. An import goes on costing for a while after its last answer, and the largest the
 * longest.
 * @throws Error when they do not come to rest
 */
export async function comeToRest(houses: readonly House[]): Promise<void> {
  for (const { folder } of houses) await flushAll(path.join(folder, 'db'))
  const pids = houses.flatMap(({ linli, database }) => [linli.pid, database.pid ?? []].flat())
  const worked = (): number => pids.reduce((sum, pid) => sum + (processorMs(pid) ?? 0), 0)
  for (let quiet = 0, waited = 0; quiet < QUIET_LOOKS; waited += LOOK_MS) {
    if (waited > REST_WITHIN_MS) throw new Error('the houses did not come to rest')
    const before = worked()
    await pause(LOOK_MS)
    quiet = worked() - before <= IDLE_MS ? quiet + 1 : 0
  }
}

async function flushAll(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  for (const name of await readdir(folder)) {
    const file = await open(path.join(folder, name), 'r')
    await file.datasync().finally(() => file.close())
  }
}

/** Runs a bench in a folder of its own that is gone afterwards; each fault it answers is said, and the exit code is 1. */
export function runBench(
  bench: (folder: string, flags: readonly string[]) => Promise<readonly string[]>,
): void {
  const run = async (): Promise<void> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'linli-bench-'))
    try {
      const faults = await bench(folder, process.argv.slice(2))
      for (const fault of faults) console.error(fault)
      process.exitCode = faults.length > 0 ? 1 : 0
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
