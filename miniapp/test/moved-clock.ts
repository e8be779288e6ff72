import { readFileSync } from 'node:fs'
import path from 'node:path'
import { dayOf, instantOf } from '@linli/shared/time'

const program = path.join(__dirname, 'moved-clock.cjs')

/** A clock that has been moved, for the server and for the pages of one test file. */
export interface MovedClock {
  /** Settings of `startDemoServer`. */
  readonly server: Readonly<Record<string, string>>
  /** Runs in a page before anything else. */
  readonly page: string
}

/** It is ten in the morning of this day in Shanghai, whenever the test runs: what it does belongs to office hours. */
export function clockAtTen(): MovedClock {
  const now = new Date()
  const by = instantOf(dayOf(now), 10 * 60).getTime() - now.getTime()
  return {
    server: { NODE_OPTIONS: `--require ${JSON.stringify(program)}`, LINLI_TEST_CLOCK: String(by) },
    page: `globalThis.LINLI_TEST_CLOCK = ${by};${readFileSync(program, 'utf8')}`,
  }
}
