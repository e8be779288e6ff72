import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoDay, text, version } from '../scalars.schema'
import { roles } from '../roles'
import { tagSources } from './tag-catalogue'
import type { tagRoutes } from './tags.routes'
import { versionedErrors, personCard, purpose, sampleCard, tag, tagCode } from './person-card.schema'

export const tagDefinition = z
  .strictObject({
    code: tagCode,
    label: text(20),
    purpose: text(60),
    sources: z.array(z.enum(tagSources)).check(z.minLength(1, '至少选一种来源')),
    retentionDays: z.number().check(z.int(), z.gte(0, '保存天数从 0 起'), z.lte(3650, '最多保存 3650 天')),
    holdsDays: z.nullable(
      z.number().check(z.int(), z.gte(1, '有效天数从 1 起'), z.lte(3650, '最多 3650 天')),
    ),
    sensitive: z.boolean(),
    visibleTo: z.array(z.enum(roles)).check(z.minLength(1, '至少选一种身份')),
    audience: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'TagDefinition' })
export type TagDefinitionView = z.infer<typeof tagDefinition>

const catalogue = z.object({
  items: z.array(tagDefinition),
  version: z.number(),
  /** Whether the caller may change it. */
  canChange: z.boolean(),
})
const sampleDefinition = {
  ...{ code: 'volunteer', label: '志愿者', purpose: '志愿活动招募', sources: ['self'] },
  ...{
    retentionDays: 180,
    holdsDays: null,
    sensitive: false,
    visibleTo: ['community_staff'],
    audience: true,
  },
}

export const tagSchemas = {
  tagCatalogue: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: catalogue,
    errors: staffErrors,
    examples: { response: { items: [sampleDefinition], version: 0, canChange: true } },
  },
  saveTag: {
    body: z.strictObject({ communityId: z.optional(id), version, tag: tagDefinition }),
    response: catalogue,
    errors: versionedErrors,
    examples: {
      body: { version: 0, tag: sampleDefinition },
      response: { items: [sampleDefinition], version: 1, canChange: true },
    },
  },
  addTag: {
    params: idParams,
    body: z.strictObject({
      version,
      code: tagCode,
      source: z.enum(tagSources, { error: '请选择来源' }),
      sourceRef: z.optional(text(60)),
      /** Last day on which it holds. */
      lastDay: z.optional(isoDay),
    }),
    response: personCard,
    errors: versionedErrors,
    examples: { body: { version: 2, code: 'volunteer', source: 'self' }, response: sampleCard },
  },
  removeTag: {
    params: idParams,
    body: z.strictObject({ version, code: tagCode }),
    response: personCard,
    errors: versionedErrors,
    examples: { body: { version: 3, code: 'volunteer' }, response: sampleCard },
  },
  lookTags: {
    params: idParams,
    body: z.strictObject({ purpose }),
    response: z.object({ items: z.array(tag) }),
    errors: staffErrors,
    examples: { body: { purpose: 'visit' }, response: { items: [] } },
  },
} satisfies SchemaTable<typeof tagRoutes>
