import type { Middleware } from 'koa'
import { AppError } from '../platform/problem-error'
import { createAddressTree } from './address-tree'
import type { FeatureRoutes } from './implement'
import { serveOperation, serveRaw, type Door, type Serve } from './operation'

export const API_PREFIX = '/api/v1'

/** Every feature's operations behind one tree of addresses; a wrong method is a 405 problem. */
export function apiRouter(features: readonly FeatureRoutes[], door: Door): Middleware {
  const tree = createAddressTree<Serve>()
  for (const { operations, raw = [] } of features) {
    for (const operation of operations) {
      const { method, path } = operation.route
      tree.add(method, API_PREFIX + path, serveOperation(operation, door))
    }
    for (const route of raw) tree.add(route.method, route.path, serveRaw(route, door))
  }

  return (context, next) => {
    // HEAD is a GET whose body Koa leaves out.
    const found = tree.find(context.method === 'HEAD' ? 'GET' : context.method, context.path)
    if ('value' in found) return found.value(context, found.params)
    if (found.methods.length === 0) return next()
    const methods = found.methods.flatMap((method) => (method === 'GET' ? ['HEAD', 'GET'] : [method]))
    context.set('Allow', methods.join(', '))
    throw new AppError('method_not_allowed')
  }
}
