import type { Middleware } from 'koa'
import type { FeatureContract } from '../contract'
import { AppError } from '../platform/problem-error'
import { docsHtml } from './docs-html'
import { openApiOf } from './openapi'
import { requestOf } from './request-of'

/** The contract's version; the mini-program's releases have their own. */
export const API_VERSION = '1.0.0'

interface Page {
  readonly type: string
  readonly text: string
}

/** `/openapi.json` and `/docs`, made at the first request and then kept: the contract does not change while we run. */
export function docsPage(contract: readonly FeatureContract[]): Middleware {
  let pages: ReadonlyMap<string, Page> | null = null
  const make = () => {
    const document = openApiOf(contract, API_VERSION)
    return new Map<string, Page>([
      ['/openapi.json', { type: 'application/json; charset=utf-8', text: JSON.stringify(document) }],
      ['/docs', { type: 'text/html; charset=utf-8', text: docsHtml(document) }],
    ])
  }
  return async (context, next) => {
    if (context.path !== '/openapi.json' && context.path !== '/docs') {
      await next()
      return
    }
    requestOf(context).route = `${context.method} ${context.path}`
    if (context.method !== 'GET' && context.method !== 'HEAD') {
      context.set('Allow', 'GET, HEAD')
      throw new AppError('method_not_allowed')
    }
    pages ??= make()
    const page = pages.get(context.path)
    context.set('Cache-Control', 'no-cache')
    context.type = page?.type ?? ''
    context.body = page?.text
  }
}
