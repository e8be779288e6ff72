import { existsSync } from 'node:fs'
import path from 'node:path'
import { send } from '@koa/send'
import type { Context, Middleware } from 'koa'
import { AppError } from '../platform/problem-error'
import { requestOf } from './request-of'

const YEAR_MS = 31_536_000_000
/** The build puts a hash of the content into these names. */
const HASHED = /\.[0-9a-f]{8,}\.\w+$/
const OWN_ADDRESSES = /^\/(api|open311|docs|openapi\.json|healthz|readyz|metrics)(\/|$)/

/**
 * The built web page. Every address that is no file and no API gets index.html, because the page routes itself.
 * `.br` and `.gz` files made by the build are sent in place of the plain one.
 */
export function webPage(root: string): Middleware {
  return async (context, next) => {
    if (!['GET', 'HEAD'].includes(context.method) || OWN_ADDRESSES.test(context.path)) {
      await next()
      return
    }
    requestOf(context).route = `${context.method} (page)`
    const file = decodeFile(context.path)
    const isPage = path.posix.extname(file) === '' || file === '/index.html'
    if (!existsSync(path.join(root, 'index.html'))) {
      await next()
      return
    }
    await sendFile(context, isPage ? '/index.html' : file, root)
  }
}

/** A path that leaves the folder, by whatever spelling, is nothing we have. */
function decodeFile(encoded: string): string {
  let decoded: string
  try {
    decoded = decodeURIComponent(encoded)
  } catch (error) {
    throw new AppError('not_found', { cause: error })
  }
  const parts = decoded.split(/[/\\]/)
  if (decoded.includes('\0') || decoded.includes('\\') || parts.some((part) => part.startsWith('.')))
    throw new AppError('not_found')
  return decoded
}

async function sendFile(context: Context, file: string, root: string): Promise<void> {
  const hashed = HASHED.test(file)
  try {
    await send(context, encodeURI(file), {
      root,
      brotli: true,
      gzip: true,
      maxage: hashed ? YEAR_MS : 0,
      immutable: hashed,
    })
  } catch (error) {
    throw new AppError('not_found', { cause: error })
  }
  if (!hashed) context.set('Cache-Control', 'no-cache')
}
