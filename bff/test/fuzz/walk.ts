import { homeIn, type Caller } from './callers'
import type { Fuzzer } from './fuzzer'
import type { Operation } from './operations'

/** What a step can build on. */
export interface Scene {
  readonly caller: Caller
  /** A room of the caller's community that somebody lives in. */
  readonly home: string
  /** How often journeys have been begun before: makes names that are given once only. */
  readonly round: number
  /** The value at `path` (`homes.0.id`) in the newest answer of an operation. */
  told(operation: string, path: string): unknown
}

/** Values by the name of a field or of a parameter; {@link body} fixes all of it. */
type Fixed = Readonly<Record<string, unknown>>
/** Who does what, and the values the way forks on; everything else is filled in from the schema. */
export type Act = readonly [persona: string, operation: string, fixed?: Fixed | ((scene: Scene) => Fixed)]
/** `effects`: what follows by itself, such as the households a notice is written down for, is waited for. */
export type Journey = readonly (Act | 'effects')[]

/** The whole body as it is sent, with nothing filled in by chance. */
export const body = (value: Readonly<Record<string, unknown>>): Fixed => ({ '': value })

/**
 * Walks one journey to its end, or until somebody of another lane came in between: then the way is another one.
 * A journey is about the thing its first answer names; what other answers name is told to the steps after them.
 */
export async function walk(
  journey: Journey,
  round: number,
  deps: {
    fuzzer: Fuzzer
    operations: readonly Operation[]
    callers: readonly Caller[]
    effects: () => Promise<unknown>
  },
): Promise<void> {
  const answers = new Map<string, unknown>()
  const told: Scene['told'] = (operation, path) => valueAt(answers.get(operation), path)
  let target: { id: string; version: number } | undefined
  for (const step of journey) {
    if (step === 'effects') {
      await deps.effects()
      continue
    }
    const [persona, id, given = {}] = step
    const operation = deps.operations.find((candidate) => candidate.id === id)
    const caller = deps.callers.find((candidate) => candidate.persona === persona)
    if (!operation || !caller) throw new Error(`no ${id} for ${persona}: a journey speaks of what is gone`)
    const home = homeIn(deps.callers, caller.communityId)
    const fixed = typeof given === 'function' ? given({ caller, home, round, told }) : given
    const aim = { caller, target, fixed, careful: true }
    const first = await deps.fuzzer.ask(operation, aim)
    // Another lane ended the session; the caller has a new one by now, and goes on as a client would.
    const answer = first.status === 401 ? await deps.fuzzer.ask(operation, aim) : first
    // What answers nothing, or a picture, ends a way, as a refusal does.
    const isTold = answer.headers.get('content-type')?.startsWith('application/json') === true
    if (answer.status >= 300 || !isTold) return
    answers.set(id, answer.body)
    const { id: thing, version } = answer.body
    const isOfAnother = target !== undefined && thing !== undefined && thing !== target.id
    if (isOfAnother) continue
    target = {
      id: target?.id ?? String(thing),
      version: typeof version === 'number' ? version : (target?.version ?? 0),
    }
  }
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (part, name) =>
        typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[name] : undefined,
      value,
    )
}
