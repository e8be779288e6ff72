import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import {
  id,
  idParams,
  isoDay,
  isoTime,
  page,
  pageQuery,
  phone,
  searchText,
  text,
  version,
} from '../scalars.schema'
import { relationKinds } from '../session/relations'
import { roles } from '../roles'
import { idKinds } from './identity.rules'
import {
  chosenEndReasons,
  consentWays,
  delegateScopes,
  entryBases,
  guardianBases,
  lookPurposes,
  maskedFields,
} from './people.kinds'
import type { peopleRoutes } from './people.routes'
import { LARGEST_DENOMINATOR } from './shares.rules'
import { tagSources } from './tag-catalogue'

const relationKind = z.enum(relationKinds, { error: '请选择和房屋的关系' })
const part = z
  .number()
  .check(z.int('份额要填整数'), z.gte(1, '份额从 1 起'), z.lte(LARGEST_DENOMINATOR, '份额的数太大了'))
/** `{ n: 1, d: 2 }` is a half. */
export const share = z
  .strictObject({ n: part, d: part })
  .check(z.refine(({ n, d }) => n <= d, { error: '份额不能超过整套房', path: ['n'] }))
  .register(z.globalRegistry, { id: 'Share' })

const tagCode = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{1,39}$/, '标签代码用小写字母、数字和短横线'))
const purpose = z.enum(lookPurposes, { error: '请选择查看的用途' })

export const personItem = z
  .object({
    id,
    communityId: id,
    /** `周**` */
    maskedName: z.string(),
    /** `138****0001`; null when nobody gave one. */
    maskedPhone: z.nullable(z.string()),
    /** Completed years; null when the birthday is not known. */
    age: z.nullable(z.number()),
    homes: z.array(z.object({ roomId: id, label: z.string(), relation: relationKind })),
    /** Marks that are not sensitive, as they read. */
    tags: z.array(z.string()),
    hasAccount: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'PersonItem' })
export type PersonItemView = z.infer<typeof personItem>

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

export const roomPeople = z
  .object({
    roomId: id,
    roomLabel: z.string(),
    /** Sent back with a change of shares, so that two who change them at once do not both win. */
    version: z.number(),
    now: z.array(relation),
    before: z.array(relation),
    /** What of the room's shares is stated: `1/2`; null when none is. */
    statedShares: z.nullable(z.string()),
    abilities: z.object({ relate: z.boolean(), enter: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'RoomPeople' })
export type RoomPeopleView = z.infer<typeof roomPeople>

const home = {
  roomId: id,
  relation: relationKind,
  share: z.optional(z.nullable(share)),
  livesIn: z.optional(z.boolean()),
  basis: z.enum(entryBases, { error: '请选择是怎么知道的' }),
}

export const newPerson = z
  .strictObject({
    name: text(40),
    phone: z.optional(z.nullable(phone)),
    birthDate: z.optional(z.nullable(isoDay)),
    ...home,
  })
  .register(z.globalRegistry, { id: 'NewPerson' })
export type NewPerson = z.infer<typeof newPerson>

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
  })
  .register(z.globalRegistry, { id: 'MergePreview' })
export type MergePreviewView = z.infer<typeof mergePreview>

export const helpItem = z.object({
  personId: id,
  maskedName: z.string(),
  age: z.nullable(z.number()),
  where: z.string(),
  reasons: z.array(z.string()),
  hasAccount: z.boolean(),
})
export type HelpItemView = z.infer<typeof helpItem>

const personId = 'per_1BoxkVZLBjFjeN8D7r'
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T02:31:00.000Z'
const sampleItem = {
  id: personId,
  communityId: nodeId,
  maskedName: '周**',
  maskedPhone: '138****0001',
  age: 63,
  homes: [{ roomId: nodeId, label: '锦和苑 3 号楼 2 单元 501', relation: 'owner' }],
  tags: ['志愿者'],
  hasAccount: true,
}
const sampleRelation = {
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
const sampleCard = {
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
const sampleRoom = {
  ...{ roomId: nodeId, roomLabel: '锦和苑 3 号楼 2 单元 501', version: 4 },
  ...{ now: [sampleRelation], before: [], statedShares: '1/2' },
  abilities: { relate: true, enter: true },
}
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
const sampleSide = {
  ...{ id: personId, version: 2, maskedName: '周**', maskedPhone: '138****0001', birthYear: '1963' },
  ...{ identity: null, homes: ['锦和苑 3 号楼 2 单元 501'], tags: [], hasAccount: true, createdAt: at },
}

const readErrors = ['unauthenticated', 'consent_required', 'forbidden', 'not_found'] as const
const changeErrors = [...readErrors, 'version_conflict'] as const
const keyErrors = ['idempotency_key_required', 'idempotency_key_reused', 'idempotency_in_progress'] as const

export const peopleSchemas = {
  search: {
    query: z.strictObject({
      ...pageQuery,
      communityId: z.optional(id),
      q: searchText,
      /** A mark that is not sensitive. */
      tag: z.optional(tagCode),
    }),
    response: page(personItem),
    errors: readErrors,
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  counts: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({
      items: z.array(
        z.object({ communityId: id, name: z.string(), persons: z.number(), households: z.number() }),
      ),
    }),
    errors: readErrors,
    examples: {
      response: { items: [{ communityId: nodeId, name: '青禾社区', persons: 5120, households: 1986 }] },
    },
  },
  helpFirst: {
    body: z.strictObject({ purpose, communityId: z.optional(id) }),
    response: z.object({ items: z.array(helpItem) }),
    errors: readErrors,
    examples: {
      body: { purpose: 'visit' },
      response: {
        items: [
          {
            ...{ personId, maskedName: '吴**', age: 84, where: '禾苗里 2 号楼 1 单元 102' },
            ...{ reasons: ['84 岁，独居'], hasAccount: true },
          },
        ],
      },
    },
  },
  tagCatalogue: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: catalogue,
    errors: readErrors,
    examples: { response: { items: [sampleDefinition], version: 0, canChange: true } },
  },
  saveTag: {
    body: z.strictObject({ communityId: z.optional(id), version, tag: tagDefinition }),
    response: catalogue,
    errors: changeErrors,
    examples: {
      body: { version: 0, tag: sampleDefinition },
      response: { items: [sampleDefinition], version: 1, canChange: true },
    },
  },
  mergePreview: {
    query: z.strictObject({ keepId: id, dropId: id }),
    response: mergePreview,
    errors: readErrors,
    examples: {
      response: {
        keep: sampleSide,
        drop: sampleSide,
        same: { name: true, phone: false, birthDate: true },
        refused: null,
      },
    },
  },
  merge: {
    body: z.strictObject({ keepId: id, keepVersion: version, dropId: id, dropVersion: version, take }),
    response: personCard,
    errors: [...changeErrors, 'merge_refused', 'person_exists', 'shares_exceed'],
    examples: {
      body: { keepId: personId, keepVersion: 2, dropId: 'per_1BoxkVZLBjFjeN8D7s', dropVersion: 0, take: {} },
      response: sampleCard,
    },
  },
  undoMerge: {
    params: idParams,
    body: z.strictObject({}),
    response: personCard,
    errors: [...changeErrors, 'undo_too_late', 'merge_refused', 'person_exists', 'shares_exceed'],
    examples: { body: {}, response: sampleCard },
  },
  room: {
    params: idParams,
    response: roomPeople,
    errors: readErrors,
    examples: { response: sampleRoom },
  },
  changeRelation: {
    params: idParams,
    body: z.strictObject({ roomVersion: version, share: z.nullable(share), livesIn: z.boolean() }),
    response: roomPeople,
    errors: [...changeErrors, 'shares_exceed'],
    examples: { body: { roomVersion: 4, share: { n: 1, d: 2 }, livesIn: true }, response: sampleRoom },
  },
  endRelation: {
    params: idParams,
    body: z.strictObject({ reason: z.enum(chosenEndReasons, { error: '请选择原因' }) }),
    response: personCard,
    errors: changeErrors,
    examples: { body: { reason: 'moved_out' }, response: sampleCard },
  },
  endGuardian: {
    params: idParams,
    body: z.strictObject({}),
    response: personCard,
    errors: readErrors,
    examples: { body: {}, response: sampleCard },
  },
  endDelegate: {
    params: idParams,
    body: z.strictObject({}),
    response: personCard,
    errors: readErrors,
    examples: { body: {}, response: sampleCard },
  },
  create: {
    body: newPerson,
    response: personCard,
    errors: [...readErrors, ...keyErrors, 'person_exists', 'shares_exceed'],
    examples: {
      body: { name: '周玉兰', phone: '13800000001', roomId: nodeId, relation: 'tenant', basis: 'door_visit' },
      response: sampleCard,
    },
  },
  get: { params: idParams, response: personCard, errors: readErrors, examples: { response: sampleCard } },
  correct: {
    params: idParams,
    body: z.strictObject({
      version,
      name: z.optional(text(40)),
      phone: z.optional(z.nullable(phone)),
      birthDate: z.optional(z.nullable(isoDay)),
    }),
    response: personCard,
    errors: [...changeErrors, 'person_exists'],
    examples: { body: { version: 2, phone: '13800000009' }, response: sampleCard },
  },
  confirmIdentity: {
    params: idParams,
    body: z.strictObject({
      version,
      kind: z.enum(idKinds, { error: '请选择证件' }),
      number: text(40),
    }),
    response: personCard,
    errors: [...changeErrors, 'identity_taken'],
    examples: {
      body: { version: 2, kind: 'resident_id', number: '11010519491231002X' },
      response: sampleCard,
    },
  },
  unmask: {
    params: idParams,
    body: z.strictObject({ field: z.enum(maskedFields, { error: '请选择要看哪一项' }), purpose }),
    response: z.object({ field: z.enum(maskedFields), value: z.nullable(z.string()) }),
    errors: readErrors,
    examples: {
      body: { field: 'phone', purpose: 'visit' },
      response: { field: 'phone', value: '13800000001' },
    },
  },
  addRelation: {
    params: idParams,
    body: z.strictObject(home),
    response: personCard,
    errors: [...changeErrors, 'shares_exceed'],
    examples: {
      body: { roomId: nodeId, relation: 'owner', share: { n: 1, d: 2 }, livesIn: false, basis: 'register' },
      response: sampleCard,
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
    errors: changeErrors,
    examples: { body: { version: 2, code: 'volunteer', source: 'self' }, response: sampleCard },
  },
  removeTag: {
    params: idParams,
    body: z.strictObject({ version, code: tagCode }),
    response: personCard,
    errors: changeErrors,
    examples: { body: { version: 3, code: 'volunteer' }, response: sampleCard },
  },
  lookTags: {
    params: idParams,
    body: z.strictObject({ purpose }),
    response: z.object({ items: z.array(tag) }),
    errors: readErrors,
    examples: { body: { purpose: 'visit' }, response: { items: [] } },
  },
  addGuardian: {
    params: idParams,
    body: z.strictObject({ guardianId: id, basis: z.enum(guardianBases, { error: '请选择监护关系' }) }),
    response: personCard,
    errors: [...readErrors, 'conflict'],
    examples: { body: { guardianId: personId, basis: 'parent' }, response: sampleCard },
  },
  addDelegate: {
    params: idParams,
    body: z.strictObject({
      delegateId: id,
      scope: z.array(z.enum(delegateScopes)).check(z.minLength(1, '至少选一件可以代办的事')),
      way: z.enum(consentWays, { error: '请选择本人是怎么同意的' }),
      consentDay: isoDay,
      lastDay: isoDay,
    }),
    response: personCard,
    errors: [...readErrors, 'conflict'],
    examples: {
      body: {
        ...{ delegateId: personId, scope: ['bookings', 'opinions'], way: 'paper' },
        ...{ consentDay: '2026-11-23', lastDay: '2027-11-22' },
      },
      response: sampleCard,
    },
  },
} satisfies SchemaTable<typeof peopleRoutes>
