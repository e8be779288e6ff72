import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id } from '../scalars.schema'
import type { fileRoutes } from './files.routes'

export const filePurposes = ['opinion_photo', 'notice_cover', 'notice_image', 'notice_attachment'] as const
export type FilePurpose = (typeof filePurposes)[number]

/** Bytes. Photos are re-encoded anyway; documents are kept as they came. */
export const fileLimits = { photoBytes: 10 * 1024 * 1024, documentBytes: 20 * 1024 * 1024 } as const

export const file = z
  .object({
    id,
    kind: z.enum(['image', 'document']),
    /** The name as the person gave it, for display only. */
    name: z.string(),
    mime: z.string(),
    bytes: z.number(),
    width: z.nullable(z.number()),
    height: z.nullable(z.number()),
    /** Signed addresses, good for ten minutes; `thumb` only for images. */
    urls: z.object({ view: z.string(), thumb: z.nullable(z.string()) }),
  })
  .register(z.globalRegistry, { id: 'File' })
export type FileView = z.infer<typeof file>

export const fileSchemas = {
  upload: {
    /** The text fields of the multipart body; the bytes come as the part `file`. */
    body: z.strictObject({ purpose: z.enum(filePurposes, { error: '请说明文件用途' }) }),
    response: file,
    errors: [
      'unauthenticated',
      'consent_required',
      'forbidden',
      'file_too_large',
      'file_type_refused',
      'file_unreadable',
      'unsupported_media_type',
    ],
    examples: {
      body: { purpose: 'opinion_photo' },
      response: {
        id: 'fil_1BoxkVZLBjFjeN8D7r',
        kind: 'image',
        name: '楼道.jpg',
        mime: 'image/jpeg',
        bytes: 184320,
        width: 1600,
        height: 1200,
        urls: {
          view: '/files/fil_1BoxkVZLBjFjeN8D7r/view?e=1&s=x',
          thumb: '/files/fil_1BoxkVZLBjFjeN8D7r/thumb?e=1&s=x',
        },
      },
    },
  },
} satisfies SchemaTable<typeof fileRoutes>
