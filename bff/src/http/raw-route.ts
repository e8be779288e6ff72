import type { Allow, LimitName, Method } from '@linli/shared/contract'
import type { Problem } from '@linli/shared/errors'
import type { Context } from 'koa'
import type { Actor } from '../platform/actor'
import type { Refusal } from './request-of'

/** An address that answers something other than contract JSON. It still passes access checks and limits. */
export interface RawRoute {
  readonly method: Method
  /** From the root, parameters in braces: `/api/v1/files/{id}/{variant}`. */
  readonly path: `/${string}`
  readonly allow: Allow
  readonly limit?: LimitName
  /** Reachable without the current privacy consent. */
  readonly consentFree?: true
  /** Asks for the second factor, as `stepUp` of a route of the contract does. */
  readonly stepUp?: true
  /** How it says what the door refuses or what went wrong inside; a problem document when absent. */
  readonly refusal?: (problem: Problem, params: Readonly<Record<string, string>>) => ReturnType<Refusal>
  readonly handle: (
    context: Context,
    params: Readonly<Record<string, string>>,
    actor: Actor | null,
  ) => Promise<void>
}
