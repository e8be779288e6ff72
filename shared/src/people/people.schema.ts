import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoDay, page, pageQuery, phone, searchText, text, version } from '../scalars.schema'
import { idKinds } from './identity.rules'
import { consentWays, delegateScopes, guardianBases, maskedFields } from './people.kinds'
import type { peopleRoutes } from './people.routes'
import {
  decisionErrors,
  homeInput,
  personCard,
  purpose,
  relationKind,
  sampleCard,
  tagCode,
} from './person-card.schema'
import { tagSchemas } from './tags.schema'
import { mergeSchemas } from './merges.schema'
import { relationSchemas } from './relations.schema'

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

export const newPerson = z
  .strictObject({
    name: text(40),
    phone: z.optional(z.nullable(phone)),
    birthDate: z.optional(z.nullable(isoDay)),
    ...homeInput,
  })
  .register(z.globalRegistry, { id: 'NewPerson' })
export type NewPerson = z.infer<typeof newPerson>

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
    errors: staffErrors,
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  counts: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({
      items: z.array(
        z.object({ communityId: id, name: z.string(), persons: z.number(), households: z.number() }),
      ),
    }),
    errors: staffErrors,
    examples: {
      response: { items: [{ communityId: nodeId, name: '青禾社区', persons: 5120, households: 1986 }] },
    },
  },
  helpFirst: {
    body: z.strictObject({ purpose, communityId: z.optional(id) }),
    response: z.object({ items: z.array(helpItem) }),
    errors: staffErrors,
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
  ...tagSchemas,
  ...mergeSchemas,
  ...relationSchemas,
  endGuardian: {
    params: idParams,
    body: z.strictObject({}),
    response: personCard,
    errors: [...staffErrors, 'own_matter'],
    examples: { body: {}, response: sampleCard },
  },
  endDelegate: {
    params: idParams,
    body: z.strictObject({}),
    response: personCard,
    errors: [...staffErrors, 'own_matter'],
    examples: { body: {}, response: sampleCard },
  },
  create: {
    body: newPerson,
    response: personCard,
    errors: [...staffErrors, 'person_exists', 'shares_exceed'],
    examples: {
      body: { name: '周玉兰', phone: '13800000001', roomId: nodeId, relation: 'tenant', basis: 'door_visit' },
      response: sampleCard,
    },
  },
  get: { params: idParams, response: personCard, errors: staffErrors, examples: { response: sampleCard } },
  correct: {
    params: idParams,
    body: z.strictObject({
      version,
      name: z.optional(text(40)),
      phone: z.optional(z.nullable(phone)),
      birthDate: z.optional(z.nullable(isoDay)),
    }),
    response: personCard,
    errors: [...decisionErrors, 'person_exists'],
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
    errors: [...decisionErrors, 'identity_taken'],
    examples: {
      body: { version: 2, kind: 'resident_id', number: '11010519491231002X' },
      response: sampleCard,
    },
  },
  unmask: {
    params: idParams,
    body: z.strictObject({ field: z.enum(maskedFields, { error: '请选择要看哪一项' }), purpose }),
    response: z.object({ field: z.enum(maskedFields), value: z.nullable(z.string()) }),
    errors: staffErrors,
    examples: {
      body: { field: 'phone', purpose: 'visit' },
      response: { field: 'phone', value: '13800000001' },
    },
  },
  addGuardian: {
    params: idParams,
    body: z.strictObject({ guardianId: id, basis: z.enum(guardianBases, { error: '请选择监护关系' }) }),
    response: personCard,
    errors: [...staffErrors, 'conflict', 'own_matter'],
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
    errors: [...staffErrors, 'conflict', 'own_matter'],
    examples: {
      body: {
        ...{ delegateId: personId, scope: ['bookings', 'opinions'], way: 'paper' },
        ...{ consentDay: '2026-11-23', lastDay: '2027-11-22' },
      },
      response: sampleCard,
    },
  },
} satisfies SchemaTable<typeof peopleRoutes>
