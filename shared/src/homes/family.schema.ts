import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { signedInErrors, staffErrors } from '../door-errors'
import { consentWays, delegateScopes } from '../people/people.kinds'
import { id, idParams, isoDay, isoTime } from '../scalars.schema'
import type { familyRoutes } from './family.routes'
import { realName, someone } from './homes.parts.schema'

const delegation = z
  .object({
    id,
    ...someone,
    communityName: z.string(),
    scope: z.array(z.enum(delegateScopes)),
    scopeLabels: z.array(z.string()),
    consentLabel: z.string(),
    /** Last day on which it holds. */
    lastDay: isoDay,
  })
  .register(z.globalRegistry, { id: 'Delegation' })
export type DelegationView = z.infer<typeof delegation>

const family = z
  .object({
    delegates: z.array(delegation),
    principals: z.array(delegation),
    /** Open questions whether somebody may act for somebody: the caller's own, and those put to the caller. */
    asks: z.array(
      z.object({
        id,
        ...someone,
        /** True while the caller waits for the other's answer. */
        byMe: z.boolean(),
        scopeLabels: z.array(z.string()),
        lastDay: isoDay,
      }),
    ),
    children: z.array(z.object({ ...someone, basisLabel: z.string(), age: z.nullable(z.number()) })),
    /** Adults of the own homes, who can be named without typing. */
    candidates: z.array(z.object({ ...someone, where: z.string() })),
  })
  .register(z.globalRegistry, { id: 'Family' })
export type FamilyView = z.infer<typeof family>

const delegateAsk = z
  .object({
    id,
    principal: z.object(someone),
    delegate: z.object(someone),
    scopeLabels: z.array(z.string()),
    lastDay: isoDay,
    askedAt: isoTime,
  })
  .register(z.globalRegistry, { id: 'DelegateAsk' })
export type DelegateAskView = z.infer<typeof delegateAsk>
const delegateAsks = z.object({ items: z.array(delegateAsk) })
const sampleDelegation = {
  id: 'dlg_1BoxkVZLBjFjeN8D7r',
  personId: 'per_1BoxkVZLBjFjeN8D7r',
  maskedName: '吴**',
  communityName: '青禾社区',
  scope: ['bookings'],
  scopeLabels: ['预约办事'],
  consentLabel: '本人在手机上同意',
  lastDay: '2027-11-23',
}

const emptyFamily = { delegates: [], principals: [], asks: [], children: [], candidates: [] }
const newDelegation = z.strictObject({
  /** Somebody of the own homes; or, with name and phone, somebody of the community. */
  personId: z.optional(id),
  name: z.optional(realName),
  phone: z.optional(z.string().check(z.regex(/^1[3-9]\d{9}$/, '请填 11 位手机号'))),
  scope: z.array(z.enum(delegateScopes)).check(z.minLength(1, '至少选一项可以代办的事'), z.maxLength(3)),
  lastDay: isoDay,
})

export const familySchemas = {
  family: {
    response: family,
    errors: signedInErrors,
    examples: {
      response: { delegates: [sampleDelegation], principals: [], asks: [], children: [], candidates: [] },
    },
  },
  addDelegate: {
    body: newDelegation,
    response: delegation,
    errors: [...staffErrors, 'match_failed', 'conflict'],
    examples: {
      body: { personId: sampleDelegation.personId, scope: ['bookings'], lastDay: '2027-11-23' },
      response: sampleDelegation,
    },
  },
  endDelegate: {
    params: idParams,
    response: family,
    errors: staffErrors,
    examples: { response: { delegates: [], principals: [], asks: [], children: [], candidates: [] } },
  },
  askDelegate: {
    body: newDelegation,
    response: family,
    errors: [...staffErrors, 'match_failed', 'conflict'],
    examples: {
      body: { personId: sampleDelegation.personId, scope: ['opinions'], lastDay: '2027-11-23' },
      response: emptyFamily,
    },
  },
  agreeDelegate: {
    params: idParams,
    response: family,
    errors: [...staffErrors, 'conflict', 'ask_expired'],
    examples: { response: emptyFamily },
  },
  declineDelegate: {
    params: idParams,
    response: family,
    errors: staffErrors,
    examples: { response: emptyFamily },
  },
  delegateAsks: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: delegateAsks,
    errors: staffErrors,
    examples: { response: { items: [] } },
  },
  confirmDelegate: {
    params: idParams,
    body: z.strictObject({
      way: z.enum(consentWays, { error: '请选择本人是怎么同意的' }),
      consentDay: isoDay,
    }),
    response: delegateAsks,
    errors: [...staffErrors, 'own_matter', 'conflict', 'ask_expired'],
    examples: { body: { way: 'in_person', consentDay: '2026-11-23' }, response: { items: [] } },
  },
  dismissDelegate: {
    params: idParams,
    response: delegateAsks,
    errors: staffErrors,
    examples: { response: { items: [] } },
  },
} satisfies SchemaTable<typeof familyRoutes>
