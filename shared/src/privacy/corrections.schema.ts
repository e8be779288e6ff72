import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { ownErrors, signedInErrors, staffErrors } from '../door-errors'
import { id, idParams, isoDay, isoTime, page, pageQuery, phone, text } from '../scalars.schema'
import { correctionStatuses } from './correction.machine'
import { correctionFields, correctionRefusals, wantedRelations } from './privacy.kinds'
import type { correctionRoutes } from './corrections.routes'

const correction = z
  .object({
    id,
    field: z.enum(correctionFields),
    status: z.enum(correctionStatuses),
    submittedAt: isoTime,
    /** The last moment by which the office answers. */
    dueAt: isoTime,
    overdue: z.boolean(),
    decidedAt: z.nullable(isoTime),
    refusal: z.nullable(z.object({ reason: z.enum(correctionRefusals), text: z.string() })),
  })
  .register(z.globalRegistry, { id: 'Correction' })
export type CorrectionView = z.infer<typeof correction>

const staffCorrection = z
  .object({
    ...correction.shape,
    personId: id,
    maskedName: z.string(),
    where: z.string(),
    abilities: z.object({ decide: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'StaffCorrection' })
export type StaffCorrectionView = z.infer<typeof staffCorrection>

const openedCorrection = z.object({
  correction: staffCorrection,
  name: z.string(),
  before: z.nullable(z.string()),
  after: z.string(),
  note: z.string(),
})
export type OpenedCorrectionView = z.infer<typeof openedCorrection>
const note = z.optional(z.string().check(z.trim(), z.maxLength(200, '最多 200 个字')))
const correctionBody = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('name'), personId: id, value: text(40, 2), note }),
  z.strictObject({ field: z.literal('phone'), personId: id, value: phone, note }),
  z.strictObject({ field: z.literal('birth_date'), personId: id, value: isoDay, note }),
  z.strictObject({
    field: z.literal('relation'),
    personId: id,
    roomId: id,
    value: z.enum(wantedRelations),
    note,
  }),
  z.strictObject({ field: z.literal('other'), personId: id, value: text(200, 4), note }),
])
export type CorrectionBody = z.infer<typeof correctionBody>
const sampleCorrection = {
  id: 'dco_1BoxkVZLBjFjeN8D7r',
  field: 'phone',
  status: 'submitted',
  submittedAt: '2026-11-23T02:00:00.000Z',
  dueAt: '2026-12-14T10:00:00.000Z',
  overdue: false,
  decidedAt: null,
  refusal: null,
}
const sampleStaffCorrection = {
  ...sampleCorrection,
  personId: 'per_1BoxkVZLBjFjeN8D7r',
  maskedName: '周**',
  where: '锦和苑 3 号楼 2 单元 501',
  abilities: { decide: true },
}

export const correctionSchemas = {
  corrections: {
    response: z.object({ items: z.array(correction) }),
    errors: signedInErrors,
    examples: { response: { items: [sampleCorrection] } },
  },
  askCorrection: {
    body: correctionBody,
    response: correction,
    errors: [...ownErrors, 'conflict'],
    examples: {
      body: { field: 'phone', personId: 'per_1BoxkVZLBjFjeN8D7r', value: '13800000009' },
      response: sampleCorrection,
    },
  },
  withdrawCorrection: {
    params: idParams,
    response: correction,
    errors: [...ownErrors, 'invalid_status'],
    examples: { response: { ...sampleCorrection, status: 'withdrawn' } },
  },
  staffCorrections: {
    query: z.strictObject({
      ...pageQuery,
      communityId: z.optional(id),
      filter: z.optional(z.enum(['open', 'decided'])),
    }),
    response: page(staffCorrection),
    errors: staffErrors,
    examples: { response: { items: [sampleStaffCorrection], nextCursor: null } },
  },
  openCorrection: {
    params: idParams,
    response: openedCorrection,
    errors: [...staffErrors, 'invalid_status'],
    examples: {
      response: {
        correction: sampleStaffCorrection,
        name: '周玉兰',
        before: '13800000001',
        after: '13800000009',
        note: '换了号码',
      },
    },
  },
  acceptCorrection: {
    params: idParams,
    response: staffCorrection,
    errors: [
      'unauthenticated',
      'consent_required',
      'forbidden',
      'second_factor_required',
      'own_matter',
      'not_found',
      'invalid_status',
      'conflict',
      'version_conflict',
      'shares_exceed',
    ],
    examples: { response: { ...sampleStaffCorrection, status: 'accepted' } },
  },
  refuseCorrection: {
    params: idParams,
    body: z.strictObject({ reason: z.enum(correctionRefusals), text: note }),
    response: staffCorrection,
    errors: [
      'unauthenticated',
      'consent_required',
      'forbidden',
      'second_factor_required',
      'not_found',
      'invalid_status',
    ],
    examples: {
      body: { reason: 'proof_missing', text: '请带身份证到窗口' },
      response: { ...sampleStaffCorrection, status: 'refused' },
    },
  },
} satisfies SchemaTable<typeof correctionRoutes>
