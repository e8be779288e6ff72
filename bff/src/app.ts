import Koa from 'koa'
import compress from 'koa-compress'
import { constants } from 'node:zlib'
import { contract } from './contract'
import type { Deps } from './deps'
import { apiRouter } from './http/api-router'
import { docsPage } from './http/docs-page'
import { BROTLI_QUALITY, SMALLEST_PACKED } from './http/encoded-answer'
import { health } from './http/health'
import { requestLog } from './http/request-log'
import { securityHeaders } from './http/security-headers'
import { webPage } from './http/web-page'
import { pingMongo } from './platform/mongo'

export interface AppOptions {
  /** Folder of the built web page. */
  readonly pageDir: string
  /** Whether the process has been told to end. */
  readonly isStopping?: () => boolean
}

/** The whole application as one request handler; main and every test use this. */
export function createApp(deps: Deps, { pageDir, isStopping = () => false }: AppOptions): Koa {
  const { settings, connection, logger, metrics, ids } = deps
  const app = new Koa({
    proxy: settings.trustProxy > 0,
    maxIpsCount: settings.trustProxy,
  })
  app.on('error', (error: Error & { code?: string }) => {
    // Everything a request throws is answered in requestLog; what arrives here is a connection cut in mid-answer.
    logger.debug({ errorCode: error.code }, 'http.connection_lost')
  })
  app.use(async (context, next) => {
    await next()
    // Draining: a kept-alive connection would only find the door closed at its next request.
    if (isStopping()) context.set('Connection', 'close')
  })
  app.use(
    compress({
      threshold: SMALLEST_PACKED,
      br: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
      deflate: false,
    }),
  )
  app.use(requestLog({ logger, metrics, ids }))
  app.use(securityHeaders(settings.publicUrl?.startsWith('https:') ?? false))
  app.use(
    health({
      metrics,
      metricsToken: settings.metricsToken,
      isDatabaseUp: () => pingMongo(connection),
      isStopping,
    }),
  )
  app.use(docsPage(contract))
  app.use(apiRouter(deps.features, deps))
  app.use(webPage(pageDir))
  return app
}
