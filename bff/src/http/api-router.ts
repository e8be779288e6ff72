import Router from '@koa/router'
import type { Middleware } from 'koa'
import { AppError } from '../platform/problem-error'
import type { FeatureRoutes } from './implement'
import { serveOperation, serveRaw, type Door } from './operation'

export const API_PREFIX = '/api/v1'

interface Entry {
  readonly method: string
  readonly path: string
  readonly serve: Middleware
}

/** `/notices/{id}` → `/notices/:id`. */
const routerPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

/** Fixed parts before parameters, so that `/notices/disclosure` is not the notice called disclosure. */
const specificity = (path: string): string => path.replaceAll(/\{\w+\}/g, '~')

/** Every feature's operations behind one router; what matches nothing is a 404 or 405 problem. */
export function apiRouter(features: readonly FeatureRoutes[], door: Door): Middleware {
  const entries: Entry[] = features.flatMap(({ operations, raw = [] }) => [
    ...operations.map((operation) => ({
      method: operation.route.method,
      path: API_PREFIX + operation.route.path,
      serve: serveOperation(operation, door),
    })),
    ...raw.map((route) => ({ method: route.method, path: route.path, serve: serveRaw(route, door) })),
  ])
  refuseDoubles(entries)
  const router = new Router()
  const ordered = entries.toSorted((a, b) => (specificity(a.path) < specificity(b.path) ? -1 : 1))
  for (const { method, path, serve } of ordered) router.register(routerPath(path), [method], serve)
  const routes = router.routes()

  return async (context, next) => {
    await routes(context as Parameters<typeof routes>[0], async () => {
      const matched = (context as { matched?: { methods: string[] }[] }).matched ?? []
      const methods = [...new Set(matched.flatMap((layer) => layer.methods))]
      if (methods.length > 0 && !methods.includes(context.method)) {
        context.set('Allow', methods.join(', '))
        throw new AppError('method_not_allowed')
      }
      await next()
    })
  }
}

function refuseDoubles(entries: readonly Entry[]): void {
  const seen = new Set<string>()
  for (const { method, path } of entries) {
    const key = `${method} ${specificity(path)}`
    if (seen.has(key)) throw new Error(`two handlers for ${key}`)
    seen.add(key)
  }
}
