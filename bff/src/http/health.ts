import { timingSafeEqual } from 'node:crypto'
import type { Context, Middleware } from 'koa'
import type { Metrics } from '../platform/metrics'
import { AppError } from '../platform/problem-error'
import { requestOf } from './request-of'

export interface HealthDeps {
  readonly metrics: Metrics
  /** Opens `/metrics` to others than this machine. */
  readonly metricsToken: string | undefined
  /** Whether the database answers. */
  readonly isDatabaseUp: () => Promise<boolean>
  /** Whether the process has been told to end. */
  readonly isStopping: () => boolean
}

/** `/healthz`: the process lives. `/readyz`: it can serve. `/metrics`: figures for Prometheus. */
export function health(deps: HealthDeps): Middleware {
  return async (context, next) => {
    const answer = { '/healthz': healthz, '/readyz': readyz, '/metrics': metrics }[context.path]
    if (!answer) {
      await next()
      return
    }
    requestOf(context).route = `${context.method} ${context.path}`
    if (context.method !== 'GET' && context.method !== 'HEAD') {
      context.set('Allow', 'GET, HEAD')
      throw new AppError('method_not_allowed')
    }
    context.set('Cache-Control', 'no-store')
    await answer(context, deps)
  }
}

async function healthz(context: Context): Promise<void> {
  context.body = { status: 'ok' }
  await Promise.resolve()
}

async function readyz(context: Context, { isDatabaseUp, isStopping }: HealthDeps): Promise<void> {
  if (isStopping() || !(await isDatabaseUp())) throw new AppError('unavailable')
  context.body = { status: 'ok' }
}

async function metrics(context: Context, deps: HealthDeps): Promise<void> {
  if (!isLoopback(context) && !hasToken(context, deps.metricsToken)) throw new AppError('not_found')
  context.type = deps.metrics.registry.contentType
  context.body = await deps.metrics.registry.metrics()
}

/** Judged by the connection itself: a forwarded address can be written by anyone, and a proxy is no operator. */
function isLoopback(context: Context): boolean {
  const address = context.req.socket.remoteAddress ?? ''
  return /^(::ffff:)?127\.|^::1$/.test(address) && context.get('X-Forwarded-For') === ''
}

function hasToken(context: Context, token: string | undefined): boolean {
  if (token === undefined) return false
  const given = Buffer.from(context.get('Authorization'))
  const expected = Buffer.from(`Bearer ${token}`)
  return given.length === expected.length && timingSafeEqual(given, expected)
}
