import { fileRoutes } from '@linli/shared/files/files.routes'
import { fileSchemas } from '@linli/shared/files/files.schema'
import type { Context } from 'koa'
import { contentDisposition } from '../../http/content-disposition'
import { implement, type FeatureRoutes } from '../../http/implement'
import { proofOf } from '../../http/signed-proof'
import type { FilesService, OpenedFile } from './files.service'

/** `POST /files`, and the signed addresses that need no bearer because their signature is the permission. */
export function createFilesRoutes(files: FilesService): FeatureRoutes {
  const { operations } = implement(
    fileRoutes,
    fileSchemas,
  )({
    upload: ({ actor, body, upload, request }) =>
      files.store(actor, { purpose: body.purpose, upload, idempotencyKey: request.idempotencyKey }),
  })
  return {
    operations,
    raw: [
      {
        method: 'GET',
        path: '/api/v1/files/{id}/{variant}',
        allow: 'anyone',
        consentFree: true,
        limit: 'read',
        async handle(context, { id = '', variant = '' }) {
          const file = await files.open({
            ...{ id, variant, ...proofOf(context) },
            range: context.get('Range'),
          })
          send(context, file)
        },
      },
    ],
  }
}

function send(context: Context, file: OpenedFile): void {
  context.set({
    'Content-Type': file.mime,
    'Content-Disposition': contentDisposition(file.disposition, file.name),
    'X-Content-Type-Options': 'nosniff',
    // Nothing that was uploaded may run anything, even if somebody opens its address as a page.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': `private, max-age=${file.secondsLeft}, immutable`,
    'Accept-Ranges': 'bytes',
  })
  // The formats are compressed already, and a range counts the bytes as they lie in the store.
  context.compress = false
  if (file.part === 'unsatisfiable') {
    context.status = 416
    context.set('Content-Range', `bytes */${file.length}`)
    return
  }
  // Phones play sound and film only from servers that answer ranges.
  if (file.part) {
    context.status = 206
    context.set('Content-Range', `bytes ${file.part.start}-${file.part.end}/${file.length}`)
  } else context.status = 200
  context.body = file.bytes
}
