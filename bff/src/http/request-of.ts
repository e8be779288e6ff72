import type { Context } from 'koa'
import type { RequestContext } from '../platform/request-context'

interface State {
  request?: RequestContext
}

/** What the log line of this request will say; `requestLog` begins it, and whoever knows more adds to it. */
export function requestOf(context: Context): RequestContext {
  const { request } = context.state as State
  if (!request) throw new Error('requestLog comes before whoever asks for its request')
  return request
}

export function beginRequest(context: Context, request: RequestContext): void {
  const state = context.state as State
  state.request = request
}
