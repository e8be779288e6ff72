import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { signedInErrors, staffErrors } from '../door-errors'
import { id, isoTime, page, pageQuery } from '../scalars.schema'
import type { exportRoutes } from './exports.routes'
import { exportPurposes, importFormats, importKinds } from './imports.kinds'

const kind = z.enum(importKinds, { error: '请选择导出哪一种名册' })
const format = z.enum(importFormats, { error: '请选择文件格式' })
const purpose = z.enum(exportPurposes, { error: '请选择导出的用途' })

export const exportItem = z
  .object({
    id,
    communityId: id,
    kind,
    format,
    purpose,
    /** Names, phones and numbers stand masked in it. */
    masked: z.boolean(),
    startedBy: z.string(),
    createdAt: isoTime,
    /** How often the file was fetched. */
    downloads: z.number(),
    /** Rows of the last fetch; null before it ended. */
    rows: z.nullable(z.number()),
  })
  .register(z.globalRegistry, { id: 'ExportItem' })
export type ExportItemView = z.infer<typeof exportItem>

const sampleItem = {
  id: 'exp_1CjnvmPzqQZ8aY3kT5wLxe',
  communityId: 'nod_1CjnvmPzqQZ8aY3kT5wLxe',
  kind: 'owners',
  format: 'xlsx',
  purpose: 'check',
  masked: true,
  startedBy: '陈立新',
  createdAt: '2026-11-26T01:00:00.000Z',
  downloads: 0,
  rows: null,
}

export const exportSchemas = {
  list: {
    query: z.strictObject({ communityId: id, ...pageQuery }),
    response: page(exportItem),
    errors: staffErrors,
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  begin: {
    body: z.strictObject({ communityId: id, kind, format, purpose, masked: z.boolean('请选择是否打星号') }),
    response: z.object({
      ...exportItem.shape,
      /** The file, made while it is sent; the address works for five to ten minutes. */
      address: z.string(),
    }),
    errors: [...signedInErrors, 'second_factor_required', 'forbidden', 'not_found'],
    examples: {
      body: {
        communityId: sampleItem.communityId,
        kind: 'owners',
        format: 'xlsx',
        purpose: 'check',
        masked: true,
      },
      response: {
        ...sampleItem,
        address: '/api/v1/exports/exp_1CjnvmPzqQZ8aY3kT5wLxe/file?e=1795305600&s=0TQz2vJm3mT1l3c0cXb8Rw',
      },
    },
  },
} satisfies SchemaTable<typeof exportRoutes>
