import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoTime, page, pageQuery } from '../scalars.schema'
import { importFaults, importKinds } from './imports.kinds'
import { importStatuses } from './imports.machine'
import type { importRoutes } from './imports.routes'

const kind = z.enum(importKinds, { error: '请选择导入哪一种名册' })

/** Rows by what they do, or did, to the roll. */
const counts = z.object({
  created: z.number(),
  changed: z.number(),
  same: z.number(),
  /** Rows that are not brought in. */
  bad: z.number(),
})
export type ImportCounts = z.infer<typeof counts>

export const importItem = z
  .object({
    id,
    communityId: id,
    kind,
    status: z.enum(importStatuses),
    fileName: z.string(),
    startedBy: z.string(),
    createdAt: isoTime,
    finishedAt: z.nullable(isoTime),
    rows: z.number(),
    /** Of the dry run while it is not confirmed, of the import afterwards; null before either is known. */
    counts: z.nullable(counts),
  })
  .register(z.globalRegistry, { id: 'ImportItem' })
export type ImportItemView = z.infer<typeof importItem>

export const importView = z
  .object({
    ...importItem.shape,
    /** How the file was understood, `XLSX，工作表“名册”`; null while it is being read. */
    readAs: z.nullable(z.string()),
    /** Headings that belong to no column of this kind. */
    ignored: z.array(z.string()),
    /** Rows that have passed, of `rows`, in what is running now. */
    done: z.number(),
    fault: z.nullable(
      z.object({
        code: z.enum(importFaults),
        text: z.string(),
        line: z.nullable(z.number()),
        /** Names of the columns it is about. */
        labels: z.array(z.string()),
      }),
    ),
    /** What the dry run said, once the import has figures of its own. */
    checked: z.nullable(counts),
    /** The rows that were not brought in, to correct and send again: addresses for a few minutes. */
    rejects: z.nullable(z.object({ xlsx: z.string(), csv: z.string() })),
    /** Until when the rows of the file are kept; null once they are gone. */
    keptUntil: z.nullable(isoTime),
    abilities: z.object({ confirm: z.boolean(), cancel: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'Import' })
export type ImportView = z.infer<typeof importView>

const problem = z
  .object({
    /** Row of the sheet, or line of the text file. */
    line: z.number(),
    /** Null when it is the row as a whole. */
    column: z.nullable(z.string()),
    value: z.string(),
    reason: z.string(),
  })
  .register(z.globalRegistry, { id: 'ImportProblem' })
export type ImportProblemView = z.infer<typeof problem>

const sampleItem = {
  id: 'imp_1CjnvmPzqQZ8aY3kT5wLxe',
  communityId: 'nod_1CjnvmPzqQZ8aY3kT5wLxe',
  kind: 'owners',
  status: 'checked',
  fileName: '锦和苑业主.xlsx',
  startedBy: '陈立新',
  createdAt: '2026-11-26T01:00:00.000Z',
  finishedAt: null,
  rows: 19_848,
  counts: { created: 19_700, changed: 142, same: 0, bad: 6 },
}
const sample = {
  ...sampleItem,
  readAs: 'XLSX，工作表“业主”',
  ignored: ['备注'],
  done: 19_848,
  fault: null,
  checked: null,
  rejects: {
    xlsx: '/api/v1/imports/imp_1CjnvmPzqQZ8aY3kT5wLxe/rejects/xlsx?e=1795305600&s=0TQz2vJm3mT1l3c0cXb8Rw',
    csv: '/api/v1/imports/imp_1CjnvmPzqQZ8aY3kT5wLxe/rejects/csv?e=1795305600&s=Jx0mUq8dWm0Ck2bTn0b9Yg',
  },
  keptUntil: '2026-12-03T01:00:00.000Z',
  abilities: { confirm: true, cancel: true },
}

export const importSchemas = {
  list: {
    query: z.strictObject({ communityId: id, ...pageQuery }),
    response: page(importItem),
    errors: staffErrors,
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  begin: {
    body: z.strictObject({ communityId: id, kind, fileId: id }),
    response: importView,
    errors: [...staffErrors, 'import_running'],
    examples: {
      body: { communityId: sampleItem.communityId, kind: 'owners', fileId: 'fil_1CjnvmPzqQZ8aY3kT5wLxe' },
      response: { ...sample, status: 'reading', rows: 0, done: 0, counts: null, readAs: null, rejects: null },
    },
  },
  get: {
    params: idParams,
    response: importView,
    errors: staffErrors,
    examples: { response: sample },
  },
  problems: {
    params: idParams,
    query: z.strictObject(pageQuery),
    response: page(problem),
    errors: staffErrors,
    examples: {
      response: {
        items: [{ line: 118, column: '建筑面积', value: '八十九', reason: '不是数字' }],
        nextCursor: null,
      },
    },
  },
  confirm: {
    params: idParams,
    response: importView,
    errors: [
      'unauthenticated',
      'consent_required',
      'second_factor_required',
      'forbidden',
      'not_found',
      'invalid_status',
      'import_running',
    ],
    examples: { response: { ...sample, status: 'applying', done: 0 } },
  },
  cancel: {
    params: idParams,
    response: importView,
    errors: [...staffErrors, 'invalid_status'],
    examples: { response: { ...sample, status: 'cancelled' } },
  },
} satisfies SchemaTable<typeof importRoutes>
