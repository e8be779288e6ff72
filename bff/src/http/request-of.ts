import type { Problem } from '@linli/shared/errors'
import type { Context } from 'koa'
import type { RequestContext } from '../platform/request-context'

/** How a protocol with errors of its own says what went wrong at this address. */
export type Refusal = (problem: Problem) => { readonly type: string; readonly body: string }

interface State {
  request?: RequestContext
  refusal?: Refusal
}

/** What the log line of this request will say; `requestLog` begins it, and whoever knows more adds to it. */
export function requestOf(context: Context): RequestContext {
  const { request } = context.state as State
  if (!request) throw new Error('requestLog comes before whoever asks for its request')
  return request
}

/** From now on what goes wrong on the way of this request is said like this, not as a problem document. */
export function refuseAs(context: Context, refusal: Refusal): void {
  const state = context.state as State
  state.refusal = refusal
}

/** How this request wants to be refused; undefined for a problem document. */
export const refusalOf = (context: Context): Refusal | undefined => (context.state as State).refusal

export function beginRequest(context: Context, request: RequestContext): void {
  const state = context.state as State
  state.request = request
}
