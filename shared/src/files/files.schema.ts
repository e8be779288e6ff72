import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id } from '../scalars.schema'
import type { fileRoutes } from './files.routes'
import { filePurposes } from './files.rules'

/** A stored file as every screen gets it. Addresses are signed for one variant and live at most 10 minutes. */
export const file = z.object({
  id,
  kind: z.enum(['image', 'document']),
  /** As the uploader called it, cleaned for display. */
  name: z.string(),
  mime: z.string(),
  bytes: z.number(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  urls: z.object({ thumb: z.optional(z.string()), view: z.string() }),
})
file.register(z.globalRegistry, { id: 'File' })

export type FileView = z.infer<typeof file>

export const fileSchemas = {
  upload: {
    body: z.strictObject({ purpose: z.enum(filePurposes, '用途不对') }),
    response: file,
    errors: [
      'unauthenticated',
      'consent_required',
      'forbidden',
      'file_unreadable',
      'file_too_large',
      'file_type_refused',
      'unsupported_media_type',
      'idempotency_key_reused',
      'idempotency_in_progress',
    ],
    examples: {
      body: { purpose: 'opinion_photo' },
      response: {
        id: 'fil_1CjnvmPzqQZ8aY3kT5wLxe',
        kind: 'image',
        name: '楼道灯.jpg',
        mime: 'image/jpeg',
        bytes: 184_320,
        width: 1200,
        height: 1600,
        urls: {
          thumb: '/api/v1/files/fil_1CjnvmPzqQZ8aY3kT5wLxe/thumb?e=1795305600&s=0TQz2vJm3mT1l3c0cXb8Rw',
          view: '/api/v1/files/fil_1CjnvmPzqQZ8aY3kT5wLxe/view?e=1795305600&s=Jx0mUq8dWm0Ck2bTn0b9Yg',
        },
      },
    },
  },
} satisfies SchemaTable<typeof fileRoutes>
