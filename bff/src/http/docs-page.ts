import type { Middleware } from 'koa'

/** `/openapi.json` and `/docs`. */
export function docsPage(): Middleware {
  return async (_context, next) => {
    await next()
  }
}
