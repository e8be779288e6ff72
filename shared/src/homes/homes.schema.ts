import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { consentWays, delegateScopes, guardianBases } from '../people/people.kinds'
import { id, idParams, isoDay, isoTime, page, pageQuery, text, version } from '../scalars.schema'
import { relationKinds } from '../session/relations'
import {
  bindingMethods,
  invitedRelations,
  refusalReasons,
  requestSubjects,
  staffBindingEnds,
} from './homes.kinds'
import { homeRequestStatuses } from './homes.machine'
import type { homesRoutes } from './homes.routes'
import { isCode, plainCode } from './homes.rules'

const relation = z.enum(relationKinds, { error: '请选择和房屋的关系' })
const invited = z.enum(invitedRelations, { error: '请选择邀请的人是谁' })
const requestStatus = z.enum(homeRequestStatuses)
const realName = text(40)
const inviteCode = z.pipe(
  z.string().check(z.maxLength(40, '邀请码是 8 位字母和数字')),
  z.pipe(z.transform(plainCode), z.string().check(z.refine(isCode, { error: '邀请码是 8 位字母和数字' }))),
)
const birthDate = z.optional(z.nullable(isoDay))

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

export const myRequest = z
  .object({
    id,
    version: z.number(),
    status: requestStatus,
    communityName: z.string(),
    roomLabel: z.string(),
    relation,
    subject: z.enum(requestSubjects),
    name: z.string(),
    submittedAt: isoTime,
    /** By then the office answers; null when it waits for the applicant or is over. */
    dueAt: z.nullable(isoTime),
    /** Who does what by when, in one sentence. */
    sentence: z.string(),
    asked: z.nullable(z.string()),
    hasProof: z.boolean(),
    abilities: z.object({ supplement: z.boolean(), withdraw: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'MyHomeRequest' })
export type MyRequestView = z.infer<typeof myRequest>

const mine = z
  .object({
    homes: z.array(myHome),
    requests: z.array(myRequest),
    /** Whether the account has proven a phone: without one the roll cannot be matched. */
    phoneKnown: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'MyHomes' })
export type MyHomesView = z.infer<typeof mine>

const someone = { personId: id, maskedName: z.string() }
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

export const requestItem = z
  .object({
    id,
    version: z.number(),
    status: requestStatus,
    roomLabel: z.string(),
    relation,
    subject: z.enum(requestSubjects),
    maskedName: z.string(),
    submittedAt: isoTime,
    dueAt: isoTime,
    overdue: z.boolean(),
    hasProof: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'HomeRequestItem' })
export type RequestItemView = z.infer<typeof requestItem>

/** Somebody of the roll whom the applicant may be. */
const candidate = z.object({
  ...someone,
  /** `锦和苑 3 号楼 2 单元 501`; empty without a home. */
  where: z.string(),
  relationLabel: z.nullable(z.string()),
  inRoom: z.boolean(),
  hasAccount: z.boolean(),
  nameAgrees: z.boolean(),
  phoneAgrees: z.boolean(),
  /** Null where the applicant gave no digits or the roll has no number. */
  idTailAgrees: z.nullable(z.boolean()),
})
export type CandidateView = z.infer<typeof candidate>

const request = z
  .object({
    ...requestItem.shape,
    communityId: id,
    roomId: id,
    /** As the applicant wrote it, to compare with the document. */
    name: z.string(),
    maskedPhone: z.nullable(z.string()),
    age: z.nullable(z.number()),
    basisLabel: z.nullable(z.string()),
    note: z.string(),
    candidates: z.array(candidate),
    history: z.array(
      z.object({
        event: z.string(),
        label: z.string(),
        by: z.string(),
        at: isoTime,
        text: z.nullable(z.string()),
      }),
    ),
    abilities: z.object({ ask: z.boolean(), approve: z.boolean(), refuse: z.boolean(), look: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'HomeRequest' })
export type RequestView = z.infer<typeof request>

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

const sampleRoom = { roomId: 'nod_1BoxkVZLBjFjeN8D7s', roomLabel: '锦和苑 3 号楼 2 单元 501' }
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
const sampleRequest = {
  id: 'hrq_1BoxkVZLBjFjeN8D7r',
  version: 0,
  status: 'submitted',
  communityName: '青禾社区',
  roomLabel: sampleRoom.roomLabel,
  relation: 'tenant',
  subject: 'self',
  name: '孙悦',
  submittedAt: '2026-11-23T02:10:00.000Z',
  dueAt: '2026-11-25T10:00:00.000Z',
  sentence: '社区最晚 11月25日 18:00 前给您答复',
  asked: null,
  hasProof: true,
  abilities: { supplement: false, withdraw: true },
}
const sampleStaffRequest = {
  id: 'hrq_1BoxkVZLBjFjeN8D7r',
  version: 0,
  status: 'submitted',
  ...sampleRoom,
  communityId: 'nod_1BoxkVZLBjFjeN8D7r',
  relation: 'tenant',
  subject: 'self',
  maskedName: '孙*',
  name: '孙悦',
  maskedPhone: '138****0003',
  age: 31,
  basisLabel: null,
  note: '',
  submittedAt: '2026-11-23T02:10:00.000Z',
  dueAt: '2026-11-25T10:00:00.000Z',
  overdue: false,
  hasProof: true,
  candidates: [],
  history: [],
  abilities: { ask: true, approve: true, refuse: true, look: true },
}
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

const signedIn = ['unauthenticated', 'consent_required'] as const
const staff = [...signedIn, 'forbidden'] as const
const moved = ['not_found', 'invalid_status', 'version_conflict'] as const
const about = { name: realName, birthDate }

const emptyFamily = { delegates: [], principals: [], asks: [], children: [], candidates: [] }
const newDelegation = z.strictObject({
  /** Somebody of the own homes; or, with name and phone, somebody of the community. */
  personId: z.optional(id),
  name: z.optional(realName),
  phone: z.optional(z.string().check(z.regex(/^1[3-9]\d{9}$/, '请填 11 位手机号'))),
  scope: z.array(z.enum(delegateScopes)).check(z.minLength(1, '至少选一项可以代办的事'), z.maxLength(3)),
  lastDay: isoDay,
})

export const homesSchemas = {
  mine: {
    response: mine,
    errors: signedIn,
    examples: { response: { homes: [], requests: [sampleRequest], phoneKnown: true } },
  },
  family: {
    response: family,
    errors: signedIn,
    examples: {
      response: { delegates: [sampleDelegation], principals: [], asks: [], children: [], candidates: [] },
    },
  },
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
    errors: [...signedIn, 'invitation_unusable'],
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
    errors: [...signedIn, 'invitation_unusable', 'already_bound', 'guardian_required', 'person_exists'],
    examples: { body: { inviteCode: '7K3M9QX2', name: '孙悦' }, response: sampleBound },
  },
  match: {
    body: z.strictObject({ roomId: id, name: realName }),
    response: bound,
    errors: [...signedIn, 'match_failed', 'phone_required', 'guardian_required'],
    examples: {
      body: { roomId: sampleRoom.roomId, name: '周玉兰' },
      response: { ...sampleBound, relation: 'owner' },
    },
  },
  request: {
    body: z.strictObject({
      roomId: id,
      relation,
      subject: z.enum(requestSubjects, { error: '请选择为谁登记' }),
      ...about,
      /** For a child: what makes the applicant the guardian. */
      basis: z.optional(z.enum(guardianBases, { error: '请选择监护关系' })),
      /** Last four characters of the own identity number; only whether they agree with the roll is kept. */
      idTail: z.optional(z.string().check(z.regex(/^\d{3}[\dXx]$/, '请填证件号码的后 4 位'))),
      note: z.optional(text(200, 0)),
      proofId: z.optional(id),
    }),
    response: myRequest,
    errors: [...signedIn, 'not_found', 'request_open', 'conflict', 'already_bound'],
    examples: {
      body: { roomId: sampleRoom.roomId, relation: 'tenant', subject: 'self', name: '孙悦' },
      response: sampleRequest,
    },
  },
  supplement: {
    params: idParams,
    body: z.strictObject({ version, text: text(200), proofId: z.optional(id) }),
    response: myRequest,
    errors: [...signedIn, ...moved],
    examples: { body: { version: 1, text: '重新拍了合同第一页' }, response: sampleRequest },
  },
  withdraw: {
    params: idParams,
    body: z.strictObject({ version }),
    response: myRequest,
    errors: [...signedIn, ...moved],
    examples: { body: { version: 0 }, response: { ...sampleRequest, status: 'withdrawn' } },
  },
  invite: {
    body: z.strictObject({ roomId: id, relation: invited }),
    response: invitation,
    errors: [...staff, 'not_found', 'too_many_invitations', 'conflict'],
    examples: { body: { roomId: sampleRoom.roomId, relation: 'family' }, response: sampleInvitation },
  },
  sheet: {
    params: idParams,
    response: sheet,
    errors: [...staff, 'not_found', 'invalid_status'],
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
  takeBack: {
    params: idParams,
    body: z.strictObject({ version }),
    response: invitation,
    errors: [...staff, ...moved],
    examples: { body: { version: 0 }, response: { ...sampleInvitation, status: 'withdrawn' } },
  },
  endRelation: {
    params: idParams,
    response: mine,
    errors: [...staff, 'not_found', 'conflict'],
    examples: { response: { homes: [], requests: [], phoneKnown: true } },
  },
  livesIn: {
    params: idParams,
    body: z.strictObject({ livesIn: z.boolean() }),
    response: mine,
    errors: [...staff, 'not_found', 'conflict'],
    examples: { body: { livesIn: false }, response: { homes: [], requests: [], phoneKnown: true } },
  },
  addDelegate: {
    body: newDelegation,
    response: delegation,
    errors: [...staff, 'not_found', 'match_failed', 'conflict'],
    examples: {
      body: { personId: sampleDelegation.personId, scope: ['bookings'], lastDay: '2027-11-23' },
      response: sampleDelegation,
    },
  },
  endDelegate: {
    params: idParams,
    response: family,
    errors: [...staff, 'not_found'],
    examples: { response: { delegates: [], principals: [], asks: [], children: [], candidates: [] } },
  },
  askDelegate: {
    body: newDelegation,
    response: family,
    errors: [...staff, 'not_found', 'match_failed', 'conflict'],
    examples: {
      body: { personId: sampleDelegation.personId, scope: ['opinions'], lastDay: '2027-11-23' },
      response: emptyFamily,
    },
  },
  agreeDelegate: {
    params: idParams,
    response: family,
    errors: [...staff, 'not_found', 'conflict'],
    examples: { response: emptyFamily },
  },
  declineDelegate: {
    params: idParams,
    response: family,
    errors: [...staff, 'not_found'],
    examples: { response: emptyFamily },
  },
  delegateAsks: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: delegateAsks,
    errors: [...staff, 'not_found'],
    examples: { response: { items: [] } },
  },
  confirmDelegate: {
    params: idParams,
    body: z.strictObject({
      way: z.enum(consentWays, { error: '请选择本人是怎么同意的' }),
      consentDay: isoDay,
    }),
    response: delegateAsks,
    errors: [...staff, 'not_found', 'conflict'],
    examples: { body: { way: 'in_person', consentDay: '2026-11-23' }, response: { items: [] } },
  },
  dismissDelegate: {
    params: idParams,
    response: delegateAsks,
    errors: [...staff, 'not_found'],
    examples: { response: { items: [] } },
  },
  queue: {
    query: z.strictObject({
      ...pageQuery,
      communityId: z.optional(id),
      /** `open`: waiting for the office or for the applicant; `over`: decided or withdrawn. */
      filter: z.optional(z.enum(['open', 'over'])),
    }),
    response: z.object({
      ...page(requestItem).shape,
      counts: z.object({ submitted: z.number(), needs_more: z.number() }),
    }),
    errors: [...staff, 'not_found'],
    examples: { response: { items: [], nextCursor: null, counts: { submitted: 2, needs_more: 0 } } },
  },
  get: {
    params: idParams,
    response: request,
    errors: [...staff, 'not_found'],
    examples: { response: sampleStaffRequest },
  },
  ask: {
    params: idParams,
    body: z.strictObject({ version, text: text(200) }),
    response: request,
    errors: [...staff, ...moved],
    examples: {
      body: { version: 0, text: '请补一张合同的签字页' },
      response: { ...sampleStaffRequest, status: 'needs_more', version: 1 },
    },
  },
  approve: {
    params: idParams,
    body: z.strictObject({
      version,
      /** The person of the roll the applicant (or the child) is; null for a new one. */
      personId: z.nullable(id),
    }),
    response: request,
    errors: [
      ...staff,
      ...moved,
      'already_bound',
      'guardian_required',
      'owner_not_on_roll',
      'person_exists',
      'conflict',
    ],
    examples: {
      body: { version: 0, personId: null },
      response: { ...sampleStaffRequest, status: 'approved', version: 1 },
    },
  },
  refuse: {
    params: idParams,
    body: z.strictObject({
      version,
      reason: z.enum(refusalReasons, { error: '请选择没有通过的原因' }),
      text: z.optional(text(200, 0)),
    }),
    response: request,
    errors: [...staff, ...moved],
    examples: {
      body: { version: 0, reason: 'document_unclear' },
      response: { ...sampleStaffRequest, status: 'refused', version: 1 },
    },
  },
  invitations: {
    query: z.strictObject({ ...pageQuery, communityId: z.optional(id) }),
    response: page(invitation),
    errors: [...staff, 'not_found'],
    examples: { response: { items: [sampleInvitation], nextCursor: null } },
  },
  bindings: {
    params: idParams,
    response: z.object({ roomId: id, roomLabel: z.string(), items: z.array(bindingItem) }),
    errors: [...staff, 'not_found'],
    examples: { response: { ...sampleRoom, items: [] } },
  },
  endBinding: {
    params: idParams,
    body: z.strictObject({ reason: z.enum(staffBindingEnds, { error: '请选择原因' }) }),
    response: z.object({ id, endLabel: z.string() }),
    errors: [...staff, 'not_found', 'conflict'],
    examples: {
      body: { reason: 'moved_out' },
      response: { id: 'bnd_1BoxkVZLBjFjeN8D7r', endLabel: '已不住在本社区' },
    },
  },
} satisfies SchemaTable<typeof homesRoutes>
