import { useMemo } from 'react'
import { ApiError } from './api-error'
import { randomId } from './random-id'
import { readStored, removeStored, writeStored } from './storage'

/** What is sent, and the key that makes a second sending of it the same act. */
export interface Attempt<Body> {
  readonly body: Body
  readonly idempotencyKey: string
}

export interface Attempts {
  /** What to send now: the same words go out exactly as before, under the same key. */
  readonly begin: <Body extends object>(body: Body) => Attempt<Body>
  /** To be told how each sending ended; `null` when it arrived. */
  readonly settle: (error: Error | null) => void
  /** The words of now are another act than those that arrived. */
  readonly startAnew: () => void
}

const nameOf = (key: string) => `attempt:${key}`

/** The words alone: the version is the state they were written against and not what they say. */
const wordsOf = (body: object) => JSON.stringify({ ...body, version: undefined })

function storedAttempt<Body extends object>(key: string): Attempt<Body> | undefined {
  const value = readStored(nameOf(key))
  const known = typeof value === 'object' && value !== null && 'body' in value && 'idempotencyKey' in value
  return known ? (value as Attempt<Body>) : undefined
}

const undecided: readonly string[] = ['idempotency_in_progress', 'idempotency_key_reused']
/** Refusals after which it is certain that nothing under this key was done: wrong, gone, overtaken. */
const decided: readonly number[] = [400, 404, 409]

/** Nobody knows whether it arrived (also when the door or the rate limit refused a repetition), so the key must stay. */
export const leavesOpen = (error: Error): boolean =>
  !(error instanceof ApiError) || undecided.includes(error.code) || !decided.includes(error.status)

/**
 * The sendings of one form. An answer can be lost after the server did what was asked: until an answer comes,
 * every further tap repeats the first sending, also after the app was closed. Changed words keep the key, so that
 * the server can tell that the first ones arrived (`idempotency_key_reused`, see `isAlreadySent`).
 * @param key names the form and what it is about, as its draft does
 */
export function useAttempt(key: string): Attempts {
  return useMemo(() => attemptsOf(key), [key])
}

/** The same outside a component. */
export const attemptsOf = (key: string): Attempts => ({
  begin<Body extends object>(body: Body) {
    const before = storedAttempt<Body>(key)
    if (before !== undefined && wordsOf(before.body) === wordsOf(body)) return before
    const attempt = { body, idempotencyKey: before?.idempotencyKey ?? randomId() }
    writeStored(nameOf(key), attempt)
    return attempt
  },
  settle(error) {
    if (error === null || !leavesOpen(error)) removeStored(nameOf(key))
  },
  startAnew: () => removeStored(nameOf(key)),
})

/** The first sending arrived although its answer was lost, and the words were changed since. */
export const isAlreadySent = (error: unknown): boolean =>
  error instanceof ApiError && error.code === 'idempotency_key_reused'
