import type { Context } from 'koa'

export interface Download {
  readonly bytes: Buffer
  readonly mime: string
  readonly name: string
  /** How long a client may keep it: until its address stops working. */
  readonly secondsLeft: number
}

/** RFC 8187: the plain name for old clients, the real one beside it. */
export function contentDisposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

/** Hands a whole file over to be saved; nothing in it may run, even if somebody opens its address as a page. */
export function sendDownload(context: Context, { bytes, mime, name, secondsLeft }: Download): void {
  context.set({
    'Content-Type': mime,
    'Content-Disposition': contentDisposition('attachment', name),
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': `private, max-age=${secondsLeft}`,
  })
  context.compress = false
  context.status = 200
  context.body = bytes
}
