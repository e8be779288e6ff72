import * as z from 'zod/mini'
import { staffErrors } from '../door-errors'
import { id, isoTime } from '../scalars.schema'
import { relationKinds } from '../session/relations'
import { entryBases, lookPurposes, maskedFields } from './people.kinds'
import { LARGEST_DENOMINATOR } from './shares.rules'

export const relationKind = z.enum(relationKinds, { error: '请选择和房屋的关系' })
const part = z
  .number()
  .check(z.int('份额要填整数'), z.gte(1, '份额从 1 起'), z.lte(LARGEST_DENOMINATOR, '份额的数太大了'))
/** `{ n: 1, d: 2 }` is a half. */
export const share = z
  .strictObject({ n: part, d: part })
  .check(z.refine(({ n, d }) => n <= d, { error: '份额不能超过整套房', path: ['n'] }))
  .register(z.globalRegistry, { id: 'Share' })

export const tagCode = z
  .string()
  .check(z.regex(/^[a-z0-9][a-z0-9-]{1,39}$/, '标签代码用小写字母、数字和短横线'))
export const purpose = z.enum(lookPurposes, { error: '请选择查看的用途' })

export const relation = z
  .object({
    id,
    personId: id,
    roomId: id,
    roomLabel: z.string(),
    maskedName: z.string(),
    relation: relationKind,
    relationLabel: z.string(),
    share: z.nullable(share),
    livesIn: z.boolean(),
    age: z.nullable(z.number()),
    hasAccount: z.boolean(),
    from: isoTime,
    to: z.nullable(isoTime),
    /** `搬走了` */
    endLabel: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'PersonRelation' })
export type RelationView = z.infer<typeof relation>

export const tag = z
  .object({
    code: z.string(),
    label: z.string(),
    purpose: z.string(),
    sensitive: z.boolean(),
    sourceLabel: z.string(),
    sourceRef: z.nullable(z.string()),
    setAt: isoTime,
    expiresAt: z.nullable(isoTime),
    expired: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'PersonTag' })
export type TagView = z.infer<typeof tag>

/** Somebody beside the person, as a link. */
const other = z.object({ personId: id, maskedName: z.string(), age: z.nullable(z.number()) })

export const guardian = z.object({ id, ...other.shape, basisLabel: z.string(), from: isoTime })
export const delegate = z.object({
  id,
  ...other.shape,
  scopeLabels: z.array(z.string()),
  consentLabel: z.string(),
  from: isoTime,
  until: isoTime,
  expired: z.boolean(),
})

export const personCard = z
  .object({
    id,
    communityId: id,
    version: z.number(),
    maskedName: z.string(),
    maskedPhone: z.nullable(z.string()),
    age: z.nullable(z.number()),
    adult: z.boolean(),
    /** Under fourteen: a guardian has to consent. */
    needsGuardian: z.boolean(),
    identity: z.nullable(
      z.object({ kindLabel: z.string(), maskedNumber: z.nullable(z.string()), confirmed: z.boolean() }),
    ),
    homes: z.array(relation),
    formerHomes: z.array(relation),
    /** Others who belong to the same rooms today. */
    household: z.array(relation),
    tags: z.array(tag),
    guardians: z.array(guardian),
    wards: z.array(guardian),
    delegates: z.array(delegate),
    principals: z.array(delegate),
    account: z.object({ bound: z.boolean(), consented: z.boolean() }),
    /** Figures only, and only for the community's office. */
    counts: z.nullable(z.object({ opinions: z.number(), notices: z.number() })),
    merges: z.array(
      z.object({ id, maskedName: z.string(), at: isoTime, undoUntil: isoTime, canUndo: z.boolean() }),
    ),
    abilities: z.object({
      correct: z.boolean(),
      confirmIdentity: z.boolean(),
      relate: z.boolean(),
      tag: z.boolean(),
      lookTags: z.boolean(),
      kin: z.boolean(),
      merge: z.boolean(),
      unmask: z.array(z.enum(maskedFields)),
    }),
  })
  .register(z.globalRegistry, { id: 'PersonCard' })
export type PersonCardView = z.infer<typeof personCard>

export const homeInput = {
  roomId: id,
  relation: relationKind,
  share: z.optional(z.nullable(share)),
  livesIn: z.optional(z.boolean()),
  basis: z.enum(entryBases, { error: '请选择是怎么知道的' }),
}

const personId = 'per_1BoxkVZLBjFjeN8D7r'
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T02:31:00.000Z'
export const sampleRelation = {
  id: 'res_1BoxkVZLBjFjeN8D7r',
  personId,
  roomId: nodeId,
  roomLabel: '锦和苑 3 号楼 2 单元 501',
  maskedName: '周**',
  relation: 'owner',
  relationLabel: '业主',
  share: { n: 1, d: 2 },
  livesIn: true,
  age: 63,
  hasAccount: true,
  from: at,
  to: null,
  endLabel: null,
}
const sampleTag = {
  code: 'volunteer',
  label: '志愿者',
  purpose: '志愿活动招募',
  sensitive: false,
  sourceLabel: '本人登记',
  sourceRef: null,
  setAt: at,
  expiresAt: null,
  expired: false,
}
export const sampleCard = {
  ...{ id: personId, communityId: nodeId, version: 2, maskedName: '周**', maskedPhone: '138****0001' },
  ...{ age: 63, adult: true, needsGuardian: false },
  identity: { kindLabel: '居民身份证', maskedNumber: '1****************X', confirmed: true },
  homes: [sampleRelation],
  formerHomes: [],
  household: [],
  tags: [sampleTag],
  ...{ guardians: [], wards: [], delegates: [], principals: [] },
  account: { bound: true, consented: true },
  counts: { opinions: 3, notices: 12 },
  merges: [],
  abilities: {
    ...{
      correct: true,
      confirmIdentity: true,
      relate: true,
      tag: true,
      lookTags: true,
      kin: true,
      merge: true,
    },
    unmask: ['name', 'phone', 'id_number', 'birth_date'],
  },
}

export const versionedErrors = [...staffErrors, 'version_conflict'] as const
/** A change of the roll that nobody makes about themselves. */
export const decisionErrors = [...versionedErrors, 'own_matter'] as const
