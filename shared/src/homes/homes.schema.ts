import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { changeErrors, signedInErrors, staffErrors } from '../door-errors'
import { id, idParams, isoTime, page, pageQuery, version } from '../scalars.schema'
import { bindingMethods, invitedRelations, staffBindingEnds } from './homes.kinds'
import type { homesRoutes } from './homes.routes'
import { isCode, plainCode } from './homes.rules'
import { birthDate, realName, relation, sampleRoom, someone } from './homes.parts.schema'
import { homeRequestSchemas, myRequest, sampleRequest } from './home-requests.schema'
import { familySchemas } from './family.schema'

const invited = z.enum(invitedRelations, { error: '请选择邀请的人是谁' })
const inviteCode = z.pipe(
  z.string().check(z.maxLength(40, '邀请码是 8 位字母和数字')),
  z.pipe(z.transform(plainCode), z.string().check(z.refine(isCode, { error: '邀请码是 8 位字母和数字' }))),
)

export const householdMember = z
  .object({
    relationId: id,
    personId: id,
    /** `周**` */
    maskedName: z.string(),
    relation,
    relationLabel: z.string(),
    isSelf: z.boolean(),
    hasAccount: z.boolean(),
    livesIn: z.boolean(),
    since: isoTime,
    /** Whether the caller may end what this person has to do with the home. */
    canEnd: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'HouseholdMember' })
export type HouseholdMemberView = z.infer<typeof householdMember>

export const invitation = z
  .object({
    id,
    version: z.number(),
    roomId: id,
    roomLabel: z.string(),
    relation: invited,
    status: z.enum(['open', 'used', 'withdrawn', 'expired']),
    createdAt: isoTime,
    expiresAt: isoTime,
    /** `陈立新` for the office, `住户` for a household. */
    issuedBy: z.string(),
    usedAt: z.nullable(isoTime),
    abilities: z.object({ sheet: z.boolean(), takeBack: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'Invitation' })
export type InvitationView = z.infer<typeof invitation>

export const myHome = z
  .object({
    roomId: id,
    communityId: id,
    communityName: z.string(),
    label: z.string(),
    relation,
    relationId: id,
    livesIn: z.boolean(),
    since: isoTime,
    isHead: z.boolean(),
    members: z.array(householdMember),
    invitations: z.array(invitation),
    mayInvite: z.array(invited),
    /** Whether the caller may leave by themselves; an owner stays what the register says. */
    canLeave: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'MyHome' })
export type MyHomeView = z.infer<typeof myHome>

const mine = z
  .object({
    homes: z.array(myHome),
    requests: z.array(myRequest),
    /** Whether the account has proven a phone: without one the roll cannot be matched. */
    phoneKnown: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'MyHomes' })
export type MyHomesView = z.infer<typeof mine>

const bound = z
  .object({
    roomId: z.nullable(id),
    communityId: id,
    roomLabel: z.nullable(z.string()),
    relation: z.nullable(relation),
  })
  .register(z.globalRegistry, { id: 'BoundHome' })
export type BoundView = z.infer<typeof bound>

const sheet = z
  .object({
    id,
    inviteCode: z.string(),
    /** Opens the web page at the right place. */
    link: z.string(),
    /** What a mini-program code carries; the page reads it as it reads the link. */
    scene: z.string(),
    qr: z.object({ size: z.number(), path: z.string() }),
    communityName: z.string(),
    roomLabel: z.string(),
    relation: invited,
    expiresAt: isoTime,
  })
  .register(z.globalRegistry, { id: 'InvitationSheet' })
export type SheetView = z.infer<typeof sheet>

const slips = z
  .object({
    communityName: z.string(),
    /** In the order of the rooms. */
    items: z.array(sheet),
    /** How many of them were made just now. */
    made: z.number(),
    /** Rooms that have as many open invitations as they may have, none of them of this kind. */
    full: z.array(z.string()),
  })
  .register(z.globalRegistry, { id: 'InvitationSlips' })
export type SlipsView = z.infer<typeof slips>

export const bindingItem = z
  .object({
    id,
    ...someone,
    relationLabel: z.string(),
    method: z.enum(bindingMethods),
    methodLabel: z.string(),
    from: isoTime,
    to: z.nullable(isoTime),
    endLabel: z.nullable(z.string()),
    canEnd: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'BindingItem' })
export type BindingItemView = z.infer<typeof bindingItem>
const sampleInvitation = {
  id: 'inv_1BoxkVZLBjFjeN8D7r',
  version: 0,
  ...sampleRoom,
  relation: 'family',
  status: 'open',
  createdAt: '2026-11-23T02:10:00.000Z',
  expiresAt: '2026-12-07T02:10:00.000Z',
  issuedBy: '住户',
  usedAt: null,
  abilities: { sheet: true, takeBack: true },
}
const sampleBound = { ...sampleRoom, communityId: 'nod_1BoxkVZLBjFjeN8D7r', relation: 'family' }

export const homesSchemas = {
  mine: {
    response: mine,
    errors: signedInErrors,
    examples: { response: { homes: [], requests: [sampleRequest], phoneKnown: true } },
  },
  ...familySchemas,
  look: {
    body: z.strictObject({ inviteCode }),
    response: z.object({
      communityName: z.string(),
      roomLabel: z.string(),
      relation: invited,
      expiresAt: isoTime,
      /** The caller is on the roll of this community already: no name is asked for. */
      known: z.boolean(),
    }),
    errors: [...signedInErrors, 'invitation_unusable'],
    examples: {
      body: { inviteCode: '7K3M9QX2' },
      response: {
        communityName: '青禾社区',
        roomLabel: sampleRoom.roomLabel,
        relation: 'family',
        expiresAt: '2026-12-07T02:10:00.000Z',
        known: false,
      },
    },
  },
  redeem: {
    body: z.strictObject({
      inviteCode,
      /** Asked of whoever is not on the roll of the community yet. */
      name: z.optional(realName),
      birthDate,
    }),
    response: bound,
    errors: [...signedInErrors, 'invitation_unusable', 'already_bound', 'guardian_required', 'person_exists'],
    examples: { body: { inviteCode: '7K3M9QX2', name: '孙悦' }, response: sampleBound },
  },
  match: {
    body: z.strictObject({ roomId: id, name: realName }),
    response: bound,
    errors: [...signedInErrors, 'match_failed', 'phone_required', 'guardian_required'],
    examples: {
      body: { roomId: sampleRoom.roomId, name: '周玉兰' },
      response: { ...sampleBound, relation: 'owner' },
    },
  },
  ...homeRequestSchemas,
  invite: {
    body: z.strictObject({ roomId: id, relation: invited }),
    response: invitation,
    errors: [...staffErrors, 'too_many_invitations', 'conflict'],
    examples: { body: { roomId: sampleRoom.roomId, relation: 'family' }, response: sampleInvitation },
  },
  sheet: {
    params: idParams,
    response: sheet,
    errors: [...staffErrors, 'invalid_status'],
    examples: {
      response: {
        id: sampleInvitation.id,
        inviteCode: '7K3M9QX2',
        link: 'https://linli.example/packages/space/bind?code=7K3M9QX2',
        scene: '7K3M9QX2',
        qr: { size: 33, path: 'M4 4h7v1h-7z' },
        communityName: '青禾社区',
        roomLabel: sampleRoom.roomLabel,
        relation: 'family',
        expiresAt: sampleInvitation.expiresAt,
      },
    },
  },
  slips: {
    body: z.strictObject({ placeId: id, relation: invited }),
    response: slips,
    errors: [...staffErrors, 'conflict'],
    examples: {
      body: { placeId: 'nod_1BoxkVZLBjFjeN8D7q', relation: 'family' },
      response: { communityName: '青禾社区', items: [], made: 0, full: [] },
    },
  },
  takeBack: {
    params: idParams,
    body: z.strictObject({ version }),
    response: invitation,
    errors: changeErrors,
    examples: { body: { version: 0 }, response: { ...sampleInvitation, status: 'withdrawn' } },
  },
  endRelation: {
    params: idParams,
    response: mine,
    errors: [...staffErrors, 'conflict'],
    examples: { response: { homes: [], requests: [], phoneKnown: true } },
  },
  livesIn: {
    params: idParams,
    body: z.strictObject({ livesIn: z.boolean() }),
    response: mine,
    errors: [...staffErrors, 'conflict'],
    examples: { body: { livesIn: false }, response: { homes: [], requests: [], phoneKnown: true } },
  },
  invitations: {
    query: z.strictObject({ ...pageQuery, communityId: z.optional(id) }),
    response: page(invitation),
    errors: staffErrors,
    examples: { response: { items: [sampleInvitation], nextCursor: null } },
  },
  bindings: {
    params: idParams,
    response: z.object({ roomId: id, roomLabel: z.string(), items: z.array(bindingItem) }),
    errors: staffErrors,
    examples: { response: { ...sampleRoom, items: [] } },
  },
  endBinding: {
    params: idParams,
    body: z.strictObject({ reason: z.enum(staffBindingEnds, { error: '请选择原因' }) }),
    response: z.object({ id, endLabel: z.string() }),
    errors: [...staffErrors, 'conflict'],
    examples: {
      body: { reason: 'moved_out' },
      response: { id: 'bnd_1BoxkVZLBjFjeN8D7r', endLabel: '已不住在本社区' },
    },
  },
} satisfies SchemaTable<typeof homesRoutes>
