import type { Context } from 'koa'
import type { Readable } from 'node:stream'
import { contentDisposition } from './content-disposition'

/** A file that is made while it is sent. */
export interface MadeFile {
  readonly stream: Readable
  readonly mime: string
  readonly name: string
}

/** Sends a file as a download that nothing on the way keeps. When the caller leaves, its stream is ended. */
export function sendFile(context: Context, { stream, mime, name }: MadeFile): void {
  context.set({
    'Content-Type': mime,
    'Content-Disposition': contentDisposition('attachment', name),
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  })
  // Compressing would hold back what is there already, and a workbook is compressed.
  context.compress = false
  context.status = 200
  context.body = stream
}
