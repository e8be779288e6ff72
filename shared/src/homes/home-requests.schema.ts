import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { changeErrors, ownChangeErrors, signedInErrors, staffErrors } from '../door-errors'
import { guardianBases } from '../people/people.kinds'
import { id, idParams, isoTime, page, pageQuery, text, version } from '../scalars.schema'
import { refusalReasons, requestSubjects } from './homes.kinds'
import { homeRequestStatuses } from './homes.machine'
import type { homeRequestRoutes } from './home-requests.routes'
import { birthDate, realName, relation, sampleRoom, someone } from './homes.parts.schema'

const requestStatus = z.enum(homeRequestStatuses)

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
    /** The caller sent it; a colleague decides. */
    own: z.boolean(),
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
export const sampleRequest = {
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
  own: false,
  submittedAt: '2026-11-23T02:10:00.000Z',
  dueAt: '2026-11-25T10:00:00.000Z',
  overdue: false,
  hasProof: true,
  candidates: [],
  history: [],
  abilities: { ask: true, approve: true, refuse: true, look: true },
}
const about = { name: realName, birthDate }

export const homeRequestSchemas = {
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
    errors: [...signedInErrors, 'not_found', 'request_open', 'conflict', 'already_bound'],
    examples: {
      body: { roomId: sampleRoom.roomId, relation: 'tenant', subject: 'self', name: '孙悦' },
      response: sampleRequest,
    },
  },
  supplement: {
    params: idParams,
    // One of the two: a photo that was asked for needs no words.
    body: z.strictObject({ version, text: z.optional(text(200)), proofId: z.optional(id) }),
    response: myRequest,
    errors: ownChangeErrors,
    examples: { body: { version: 1, text: '重新拍了合同第一页' }, response: sampleRequest },
  },
  withdraw: {
    params: idParams,
    body: z.strictObject({ version }),
    response: myRequest,
    errors: ownChangeErrors,
    examples: { body: { version: 0 }, response: { ...sampleRequest, status: 'withdrawn' } },
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
    errors: staffErrors,
    examples: { response: { items: [], nextCursor: null, counts: { submitted: 2, needs_more: 0 } } },
  },
  get: {
    params: idParams,
    response: request,
    errors: staffErrors,
    examples: { response: sampleStaffRequest },
  },
  ask: {
    params: idParams,
    body: z.strictObject({ version, text: text(200) }),
    response: request,
    errors: changeErrors,
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
      ...changeErrors,
      'own_matter',
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
    errors: changeErrors,
    examples: {
      body: { version: 0, reason: 'document_unclear' },
      response: { ...sampleStaffRequest, status: 'refused', version: 1 },
    },
  },
} satisfies SchemaTable<typeof homeRequestRoutes>
