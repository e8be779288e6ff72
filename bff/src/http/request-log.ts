import type { Middleware } from 'koa'
import type { Ids } from '../platform/ids'
import type { Logger } from '../platform/logger'
import type { Metrics } from '../platform/metrics'
import { AppError } from '../platform/problem-error'
import { runInRequest, type RequestContext } from '../platform/request-context'
import { problemHeaders, problemOf, PROBLEM_TYPE, toAppError } from './problem'
import { beginRequest, refusalOf, type Refusal } from './request-of'

const asDocument: Refusal = (problem) => ({ type: PROBLEM_TYPE, body: JSON.stringify(problem) })

/** An id from outside is only believed when it cannot break a log line or a search. */
const REQUEST_ID_PATTERN = /^[\w-]{8,64}$/

/**
 * Gives every request its id and its one log line, and turns whatever is thrown into a problem document.
 * The line holds the route's pattern, never the address: an address may hold search words.
 */
export function requestLog(deps: { logger: Logger; metrics: Metrics; ids: Ids }): Middleware {
  const { logger, metrics, ids } = deps
  // Every field of these lines is named below: looking for secrets in them would be most of what a line costs.
  const lines = logger.child({}, { redact: [] })
  return async (context, next) => {
    const startedAt = performance.now()
    const given = context.get('X-Request-Id')
    const requestId = REQUEST_ID_PATTERN.test(given) ? given : ids.next('req')
    const request: RequestContext = { requestId }
    context.set('X-Request-Id', requestId)
    metrics.openRequests.inc()
    beginRequest(context, request)
    let failure: AppError | null = null
    try {
      await next()
      if (context.status === 404 && context.body == null) throw new AppError('not_found')
    } catch (error) {
      failure = toAppError(error)
      context.remove('ETag')
      context.set('Cache-Control', 'no-store')
      context.set(problemHeaders(failure))
      // What is left of an over-long body is not worth reading to keep the connection.
      if (failure.code === 'payload_too_large') context.set('Connection', 'close')
      const problem = problemOf(failure, requestId)
      context.status = problem.status
      const { type, body } = (refusalOf(context) ?? asDocument)(problem)
      context.type = type
      context.body = body
      if (!request.detached) metrics.problems.inc({ code: failure.code })
    }
    metrics.openRequests.dec()
    const route = request.route ?? `${context.method} (other)`
    if (request.detached) {
      // No duration, no account, no error text (it may quote a ballot), and nothing for the metrics to count.
      const line = { method: context.method, route, ...(failure && { problem: failure.code }) }
      const say = (): void =>
        failure && context.status >= 500
          ? logger.error(line, 'http.detached')
          : lines.info(line, 'http.detached')
      await runInRequest(request, () => Promise.resolve(say()))
      return
    }
    const milliseconds = performance.now() - startedAt
    if (failure || !request.uncounted)
      metrics.requests.observe({ method: context.method, route, status: context.status }, milliseconds / 1000)
    const fields = {
      requestId,
      method: context.method,
      route,
      status: context.status,
      ms: Math.round(milliseconds * 10) / 10,
      ...(request.accountId !== undefined && { accountId: request.accountId }),
      ...(request.communityId !== undefined && { communityId: request.communityId }),
      ...(failure && { problem: failure.code }),
    }
    if (failure && context.status >= 500)
      logger.error({ ...fields, err: failure.cause ?? failure }, 'http.request')
    else lines.info(fields, 'http.request')
  }
}
