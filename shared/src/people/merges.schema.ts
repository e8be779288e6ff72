import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { mergePollEffects } from './merges.kinds'
import { id, idParams, isoTime, version } from '../scalars.schema'
import type { mergeRoutes } from './merges.routes'
import { decisionErrors, personCard, sampleCard } from './person-card.schema'

/** What a merge takes from the record that goes; everything else stays as the kept one has it. */
const take = z.strictObject({
  name: z.optional(z.boolean()),
  phone: z.optional(z.boolean()),
  birthDate: z.optional(z.boolean()),
})

const side = z.object({
  id,
  version: z.number(),
  maskedName: z.string(),
  maskedPhone: z.nullable(z.string()),
  birthYear: z.nullable(z.string()),
  identity: z.nullable(z.string()),
  homes: z.array(z.string()),
  tags: z.array(z.string()),
  hasAccount: z.boolean(),
  createdAt: isoTime,
})
export const mergePreview = z
  .object({
    keep: side,
    drop: side,
    /** Whether the two values are the same; what differs is chosen. */
    same: z.object({ name: z.boolean(), phone: z.boolean(), birthDate: z.boolean() }),
    /** Why they cannot be merged now, or null. */
    refused: z.nullable(z.string()),
    /** Polls that are not over and in which the record that goes stands for something, newest first. */
    polls: z.array(z.object({ id, title: z.string(), effects: z.array(z.enum(mergePollEffects)) })),
  })
  .register(z.globalRegistry, { id: 'MergePreview' })
export type MergePreviewView = z.infer<typeof mergePreview>

const personId = 'per_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T02:31:00.000Z'
const sampleSide = {
  ...{ id: personId, version: 2, maskedName: '周**', maskedPhone: '138****0001', birthYear: '1963' },
  ...{ identity: null, homes: ['锦和苑 3 号楼 2 单元 501'], tags: [], hasAccount: true, createdAt: at },
}

export const mergeSchemas = {
  mergePreview: {
    query: z.strictObject({ keepId: id, dropId: id }),
    response: mergePreview,
    errors: staffErrors,
    examples: {
      response: {
        keep: sampleSide,
        drop: sampleSide,
        same: { name: true, phone: false, birthDate: true },
        refused: null,
        polls: [
          { id: 'pol_1BoxkVZLBjFjeN8D7r', title: '晚上十点以后不放音响', effects: ['row', 'mandates'] },
        ],
      },
    },
  },
  merge: {
    body: z.strictObject({ keepId: id, keepVersion: version, dropId: id, dropVersion: version, take }),
    response: personCard,
    errors: [...decisionErrors, 'merge_refused', 'person_exists', 'shares_exceed'],
    examples: {
      body: { keepId: personId, keepVersion: 2, dropId: 'per_1BoxkVZLBjFjeN8D7s', dropVersion: 0, take: {} },
      response: sampleCard,
    },
  },
  undoMerge: {
    params: idParams,
    body: z.strictObject({}),
    response: personCard,
    errors: [...decisionErrors, 'undo_too_late', 'merge_refused', 'person_exists', 'shares_exceed'],
    examples: { body: {}, response: sampleCard },
  },
} satisfies SchemaTable<typeof mergeRoutes>
