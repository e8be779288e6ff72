import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { ownErrors, signedInErrors } from '../door-errors'
import { lookPurposes, maskedFields } from '../people/people.kinds'
import { roles } from '../roles'
import { id, isoTime, page, pageQuery, text } from '../scalars.schema'
import { optionalPurposes } from '../session/purposes'
import { dataKinds, deletionFates, legalGrounds } from './privacy.kinds'
import type { privacyRoutes } from './privacy.routes'
import { correctionSchemas } from './corrections.schema'
import { retentionSchemas } from './retention.schema'

/** What the register says of a kind, in words a resident reads. */
const dataKind = z
  .object({
    kind: z.enum(dataKinds),
    label: z.string(),
    holds: z.string(),
    purpose: z.string(),
    ground: z.enum(legalGrounds),
    law: z.string(),
    kept: z.string(),
    seenBy: z.string(),
    sensitive: z.boolean(),
    count: z.number(),
  })
  .register(z.globalRegistry, { id: 'DataKind' })
export type DataKindView = z.infer<typeof dataKind>

const ownRoom = z.object({ roomId: id, label: z.string(), relation: z.string() })
const ownRecord = z.object({
  personId: id,
  communityName: z.string(),
  maskedName: z.string(),
  homes: z.array(ownRoom),
  /** Marks the person gave and may take off. */
  ownMarks: z.array(z.object({ code: z.string(), label: z.string() })),
})
export type OwnRecordView = z.infer<typeof ownRecord>

/** Whether a code is asked for before data leave or the account goes. */
const proof = z.object({ needed: z.boolean(), maskedPhone: z.nullable(z.string()) })
export type ProofView = z.infer<typeof proof>

const look = z
  .object({
    id,
    at: isoTime,
    communityName: z.string(),
    role: z.nullable(z.enum(roles)),
    /** A field read in full, sensitive marks, what a correction holds, or the photo of a document. */
    what: z.enum([...maskedFields, 'sensitive_marks', 'correction', 'proof']),
    purpose: z.nullable(z.enum(lookPurposes)),
  })
  .register(z.globalRegistry, { id: 'DataLook' })
export type LookView = z.infer<typeof look>

const exportView = z
  .object({
    id,
    status: z.enum(['waiting', 'ready', 'failed']),
    requestedAt: isoTime,
    /** Until when it can be fetched; null while it is being made. */
    until: z.nullable(isoTime),
    bytes: z.nullable(z.number()),
    /** Signed, good for 5 to 10 minutes. */
    url: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'DataExport' })
export type ExportView = z.infer<typeof exportView>

const purposes = z.object({ wechatMessages: z.boolean(), personalisedPush: z.boolean() })
const consentEntry = z.object({
  id,
  at: isoTime,
  decision: z.enum(['accepted', 'switched', 'withdrawn']),
  version: z.string(),
  ...{ wechatMessages: z.boolean(), personalisedPush: z.boolean() },
})
const consents = z.object({ current: purposes, history: z.array(consentEntry) })
export type ConsentsView = z.infer<typeof consents>

const deletionPlan = z.object({
  parts: z.array(
    z.object({
      kind: z.enum(dataKinds),
      label: z.string(),
      fate: z.enum(deletionFates),
      why: z.string(),
    }),
  ),
  /** Names of posts that have to be handed over first. */
  posts: z.array(z.string()),
  /** An owner stays on the roll of owners. */
  ownerOf: z.array(z.string()),
  proof,
})
export type DeletionPlanView = z.infer<typeof deletionPlan>

const code = z.optional(z.string().check(z.regex(/^\d{6}$/, '请填 6 位验证码')))

const sampleCommunity = '青禾社区'
const sampleKind = {
  kind: 'roll',
  label: '居民名册',
  holds: '姓名、手机号、出生日期',
  purpose: '核对您是哪一户，把与您有关的通知发给您',
  ground: 'duty',
  law: '个人信息保护法第十三条',
  kept: '住在本社区期间',
  seenBy: '社区工作者、您所在网格的网格员',
  sensitive: false,
  count: 1,
}
const sampleProof = { needed: true, maskedPhone: '138****0001' }
const sampleExport = {
  id: 'dxp_1BoxkVZLBjFjeN8D7r',
  status: 'ready',
  requestedAt: '2026-11-23T02:00:00.000Z',
  until: '2026-11-26T02:00:00.000Z',
  bytes: 20480,
  url: '/api/v1/privacy/exports/dxp_1BoxkVZLBjFjeN8D7r/file?e=1795399800&s=abc',
}

export const privacySchemas = {
  myData: {
    response: z.object({
      kinds: z.array(dataKind),
      records: z.array(ownRecord),
      proof,
      exportsPerDay: z.number(),
      correctionWorkdays: z.number(),
    }),
    errors: signedInErrors,
    examples: {
      response: {
        kinds: [sampleKind],
        records: [
          {
            personId: 'per_1BoxkVZLBjFjeN8D7r',
            communityName: sampleCommunity,
            maskedName: '周**',
            homes: [
              { roomId: 'nod_1BoxkVZLBjFjeN8D7r', label: '锦和苑 3 号楼 2 单元 501', relation: '业主' },
            ],
            ownMarks: [{ code: 'dog', label: '养犬户' }],
          },
        ],
        proof: sampleProof,
        exportsPerDay: 3,
        correctionWorkdays: 15,
      },
    },
  },
  myDataOf: {
    params: z.strictObject({ kind: z.enum(dataKinds) }),
    response: z.object({
      kind: dataKind,
      items: z.array(z.object({ facts: z.array(z.object({ name: z.string(), value: z.string() })) })),
      more: z.boolean(),
    }),
    errors: signedInErrors,
    examples: {
      response: {
        kind: sampleKind,
        items: [{ facts: [{ name: '姓名', value: '周玉兰' }] }],
        more: false,
      },
    },
  },
  looks: {
    query: z.strictObject(pageQuery),
    response: page(look),
    errors: signedInErrors,
    examples: {
      response: {
        items: [
          {
            id: 'aud_1BoxkVZLBjFjeN8D7r',
            at: '2026-11-20T02:00:00.000Z',
            communityName: sampleCommunity,
            role: 'grid_worker',
            what: 'phone',
            purpose: 'visit',
          },
        ],
        nextCursor: null,
      },
    },
  },
  removeMark: {
    body: z.strictObject({ personId: id, code: text(40) }),
    response: z.undefined(),
    errors: [...ownErrors, 'version_conflict'],
    examples: { body: { personId: 'per_1BoxkVZLBjFjeN8D7r', code: 'dog' }, response: undefined },
  },
  sendCode: {
    response: z.object({
      maskedPhone: z.string(),
      expiresInSeconds: z.number(),
      resendAfterSeconds: z.number(),
    }),
    errors: ['unauthenticated', 'conflict', 'upstream_failed', 'session_ended'],
    examples: {
      response: { maskedPhone: '138****0001', expiresInSeconds: 300, resendAfterSeconds: 60 },
    },
  },
  exports: {
    response: z.object({ items: z.array(exportView) }),
    errors: signedInErrors,
    examples: { response: { items: [sampleExport] } },
  },
  export: {
    body: z.strictObject({ code }),
    response: exportView,
    errors: [
      'unauthenticated',
      'consent_required',
      'own_proof_required',
      'code_wrong',
      'code_expired',
      'conflict',
    ],
    examples: { body: { code: '246810' }, response: { ...sampleExport, status: 'waiting', url: null } },
  },
  consents: {
    response: consents,
    errors: signedInErrors,
    examples: {
      response: {
        current: { wechatMessages: true, personalisedPush: false },
        history: [
          {
            id: 'cns_1BoxkVZLBjFjeN8D7r',
            at: '2026-11-23T02:00:00.000Z',
            decision: 'accepted',
            version: '2026-11',
            wechatMessages: true,
            personalisedPush: false,
          },
        ],
      },
    },
  },
  switchPurpose: {
    body: z.strictObject({ purpose: z.enum(optionalPurposes), on: z.boolean() }),
    response: consents,
    errors: [...signedInErrors, 'guardian_required'],
    examples: {
      body: { purpose: 'personalisedPush', on: false },
      response: { current: { wechatMessages: true, personalisedPush: false }, history: [] },
    },
  },
  ...correctionSchemas,
  deletion: {
    response: deletionPlan,
    errors: ['unauthenticated', 'session_ended'],
    examples: {
      response: {
        parts: [{ kind: 'account', label: '登录账号', fate: 'removed', why: '' }],
        posts: [],
        ownerOf: [],
        proof: sampleProof,
      },
    },
  },
  deleteAccount: {
    body: z.strictObject({ code }),
    response: z.undefined(),
    errors: [
      'unauthenticated',
      'own_proof_required',
      'code_wrong',
      'code_expired',
      'still_on_duty',
      'session_ended',
    ],
    examples: { body: { code: '246810' }, response: undefined },
  },
  ...retentionSchemas,
} satisfies SchemaTable<typeof privacyRoutes>
