import { setTimeout as wait } from 'node:timers/promises'

const WAIT_MS = 15_000
const LOOK_EVERY_MS = 50

/** Asks until the answer is as wanted: what the server does in the background takes its time. */
export async function eventually<T>(
  read: () => Promise<T> | T,
  wanted: (value: T) => boolean,
  what: string,
): Promise<T> {
  const end = Date.now() + WAIT_MS
  for (;;) {
    const value = await read()
    if (wanted(value)) return value
    if (Date.now() > end) throw new Error(`never came: ${what}. Last: ${JSON.stringify(value)}`)
    await wait(LOOK_EVERY_MS)
  }
}
