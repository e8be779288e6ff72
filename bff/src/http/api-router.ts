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

/**
 * `/api/v1/notices` for everything about notices: a router tries its patterns one after the other, so each resource
 * has its own. What lies outside the API shares one.
 */
function resourceOf(path: string): string {
  // As the router compares: it makes no difference between great and small letters.
  const [, api, version, resource = ''] = path.toLowerCase().split('/', 4)
  return `/${api ?? ''}/${version ?? ''}` === API_PREFIX ? resource : ''
}

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
  const routers = new Map<string, Router>()
  const ordered = entries.toSorted((a, b) => (specificity(a.path) < specificity(b.path) ? -1 : 1))
  for (const { method, path, serve } of ordered) {
    const router = routers.get(resourceOf(path)) ?? new Router()
    router.register(routerPath(path), [method], serve)
    routers.set(resourceOf(path), router)
  }
  const routesOf = new Map([...routers].map(([resource, router]) => [resource, router.routes()]))

  return async (context, next) => {
    const routes = routesOf.get(resourceOf(context.path))
    if (!routes) {
      await next()
      return
    }
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
