import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffRoles } from '../roles'
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
import { nodeKinds } from '../space/space.kinds'
import type { grantRoutes } from './grants.routes'
import { chosenGrantEnds, grantEnds } from './grants.rules'

const role = z.enum(staffRoles, { error: '请选择身份' })
const workPhone = z.optional(
  z.nullable(z.string().check(z.trim(), z.regex(/^[\d\- ]{5,20}$/, '请填办公电话，只用数字和短横'))),
)
/** The last day a role holds; null for no end. */
const lastDay = z.nullable(isoDay)

const grant = z
  .object({
    id,
    accountId: id,
    /** How the holder signs. */
    name: z.string(),
    role,
    nodeId: id,
    /** `青禾社区`, `第 2 网格` */
    place: z.string(),
    /** The community of a grid; null where the place says it all. */
    within: z.nullable(z.string()),
    workPhone: z.nullable(z.string()),
    organisation: z.nullable(z.string()),
    from: isoTime,
    lastDay,
    /** Ends within the days of warning. */
    endsSoon: z.boolean(),
    /** Null while it holds; the time it ended, be it by the clock. */
    endedAt: z.nullable(isoTime),
    endReason: z.nullable(z.enum(grantEnds)),
    grantedBy: z.nullable(z.string()),
    endedBy: z.nullable(z.string()),
    version,
    /** It is the caller's own. */
    own: z.boolean(),
    abilities: z.object({ revoke: z.boolean(), changeExpiry: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'RoleGrant' })
export type GrantView = z.infer<typeof grant>

const place = z.object({
  nodeId: id,
  kind: z.enum(nodeKinds),
  name: z.string(),
  /** What it lies in: `禾苗街道`. */
  within: z.nullable(z.string()),
  roles: z.array(role),
})
export type GrantPlaceView = z.infer<typeof place>

const invitation = z.object({
  id,
  name: z.string(),
  maskedPhone: z.string(),
  role,
  place: z.string(),
  within: z.nullable(z.string()),
  lastDay,
  invitedBy: z.nullable(z.string()),
  invitedAt: isoTime,
  expiresAt: isoTime,
  abilities: z.object({ withdraw: z.boolean() }),
})
export type InvitationView = z.infer<typeof invitation>

/** Somebody: a person of the roll, or a phone with the name to sign by. */
const holder = z.union([z.strictObject({ personId: id }), z.strictObject({ phone, name: text(20, 2) })])
const receiver = z.union([
  z.strictObject({ accountId: id }),
  z.strictObject({ personId: id }),
  z.strictObject({ phone, name: text(20, 2) }),
])

const sampleGrant = {
  id: 'grt_1BoxkVZLBjFjeN8D7r',
  accountId: 'acc_1BoxkVZLBjFjeN8D7r',
  name: '李敏',
  role: 'grid_worker',
  nodeId: 'nod_1BoxkVZLBjFjeN8D7r',
  place: '第 2 网格',
  within: '青禾社区',
  workPhone: '057100000002',
  organisation: null,
  from: '2026-03-01T01:00:00.000Z',
  lastDay: '2026-12-31',
  endsSoon: false,
  endedAt: null,
  endReason: null,
  grantedBy: '赵国强',
  endedBy: null,
  version: 0,
  own: false,
  abilities: { revoke: true, changeExpiry: true },
}
const changed = { response: grant, examples: { response: sampleGrant } }

export const grantSchemas = {
  list: {
    query: z.strictObject({
      ...pageQuery,
      /** The place looked at; the caller's own when left out. */
      nodeId: z.optional(id),
      role: z.optional(role),
      state: z.optional(z.enum(['held', 'ending', 'ended'])),
      q: searchText,
    }),
    response: page(grant),
    errors: ['not_found'],
    examples: { response: { items: [sampleGrant], nextCursor: null } },
  },
  places: {
    response: z.object({ items: z.array(place) }),
    errors: [],
    examples: {
      response: {
        items: [
          {
            nodeId: sampleGrant.nodeId,
            kind: 'community',
            name: '青禾社区',
            within: '禾苗街道',
            roles: ['community_staff', 'community_admin', 'organisation_staff'],
          },
        ],
      },
    },
  },
  invitations: {
    query: z.strictObject({ nodeId: z.optional(id) }),
    response: z.object({ items: z.array(invitation) }),
    errors: ['not_found'],
    examples: {
      response: {
        items: [
          {
            id: 'gin_1BoxkVZLBjFjeN8D7r',
            name: '苏海平',
            maskedPhone: '138****5012',
            role: 'community_admin',
            place: '知春社区',
            within: null,
            lastDay: null,
            invitedBy: '沈静',
            invitedAt: '2026-11-23T02:00:00.000Z',
            expiresAt: '2026-12-23T02:00:00.000Z',
            abilities: { withdraw: true },
          },
        ],
      },
    },
  },
  holder: {
    params: idParams,
    response: z.object({
      accountId: id,
      name: z.string(),
      /** In force first, then the latest to end. */
      grants: z.array(grant),
      work: z.object({
        /** Drafts and scheduled notices under the holder's name. */
        notices: z.number(),
      }),
      abilities: z.object({ handOver: z.boolean() }),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        accountId: sampleGrant.accountId,
        name: '李敏',
        grants: [sampleGrant],
        work: { notices: 2 },
        abilities: { handOver: true },
      },
    },
  },
  grant: {
    body: z.strictObject({
      role,
      nodeId: id,
      holder,
      workPhone,
      /** Of organisation staff: `锦程物业`. */
      organisation: z.optional(z.nullable(text(40))),
      lastDay: z.optional(lastDay),
    }),
    /** `waiting`: the phone has no account yet, the role is taken up at its first sign-in. */
    response: z.object({ result: z.enum(['granted', 'waiting']), id }),
    errors: ['not_found', 'conflict', 'no_account', 'role_held'],
    examples: {
      body: {
        role: 'community_staff',
        nodeId: sampleGrant.nodeId,
        holder: { phone: '13800005020', name: '陈立新' },
      },
      response: { result: 'granted', id: sampleGrant.id },
    },
  },
  handOver: {
    body: z.strictObject({ fromAccountId: id, to: receiver }),
    response: z.object({ toAccountId: id, grants: z.number(), notices: z.number() }),
    errors: ['not_found', 'conflict', 'no_account', 'last_administrators'],
    examples: {
      body: { fromAccountId: sampleGrant.accountId, to: { accountId: 'acc_1BoxkVZLBjFjeN8D7s' } },
      response: { toAccountId: 'acc_1BoxkVZLBjFjeN8D7s', grants: 2, notices: 1 },
    },
  },
  revoke: {
    params: idParams,
    body: z.strictObject({ version, reason: z.enum(chosenGrantEnds, { error: '请选择原因' }) }),
    ...changed,
    errors: ['not_found', 'version_conflict', 'last_administrators'],
    examples: { ...changed.examples, body: { version: 0, reason: 'left' } },
  },
  changeExpiry: {
    params: idParams,
    body: z.strictObject({ version, lastDay }),
    ...changed,
    errors: ['not_found', 'version_conflict', 'last_administrators'],
    examples: { ...changed.examples, body: { version: 0, lastDay: '2026-12-31' } },
  },
  withdrawInvitation: {
    params: idParams,
    response: z.object({ id }),
    errors: ['not_found', 'conflict'],
    examples: { response: { id: 'gin_1BoxkVZLBjFjeN8D7r' } },
  },
} satisfies SchemaTable<typeof grantRoutes>
