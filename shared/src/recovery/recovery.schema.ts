import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, isoTime, page, pageQuery, phone } from '../scalars.schema'
import { seenPapers } from './recovery.kinds'
import type { recoveryRoutes } from './recovery.routes'

const recovery = z
  .object({
    id,
    personId: id,
    maskedName: z.string(),
    paperLabel: z.string(),
    /** Who saw the person and the paper. */
    by: z.string(),
    at: isoTime,
    sessionsEnded: z.number(),
    /** Null while the message is still under way. */
    toldAt: z.nullable(isoTime),
  })
  .register(z.globalRegistry, { id: 'Recovery' })
export type RecoveryView = z.infer<typeof recovery>

const sample = {
  id: 'rcv_1BoxkVZLBjFjeN8D7r',
  personId: 'per_1BoxkVZLBjFjeN8D7r',
  maskedName: '吴**',
  paperLabel: '居民身份证',
  by: '陈立新',
  at: '2026-11-23T02:10:00.000Z',
  sessionsEnded: 1,
  toldAt: null,
}
const staff = ['unauthenticated', 'consent_required', 'forbidden'] as const

export const recoverySchemas = {
  sendCode: {
    body: z.strictObject({ personId: id, phone }),
    response: z.object({ expiresInSeconds: z.number(), resendAfterSeconds: z.number() }),
    errors: [...staff, 'not_found', 'upstream_failed'],
    examples: {
      body: { personId: sample.personId, phone: '13800000009' },
      response: { expiresInSeconds: 300, resendAfterSeconds: 60 },
    },
  },
  recover: {
    body: z.strictObject({
      personId: id,
      phone,
      code: z.string().check(z.regex(/^\d{6}$/, '请填 6 位验证码')),
      paper: z.enum(seenPapers, { error: '请选择看过哪种证件' }),
      /** Last four characters on the paper; compared with the roll where it has the number. */
      paperTail: z.string().check(z.regex(/^[\dA-Za-z]{4}$/, '请填证件号码的后 4 位')),
    }),
    response: recovery,
    errors: [
      ...staff,
      'not_found',
      'code_wrong',
      'code_expired',
      'identity_differs',
      'phone_in_use',
      'person_exists',
      'version_conflict',
      'conflict',
    ],
    examples: {
      body: {
        personId: sample.personId,
        phone: '13800000009',
        code: '246810',
        paper: 'resident_id',
        paperTail: '002X',
      },
      response: sample,
    },
  },
  list: {
    query: z.strictObject({ ...pageQuery, communityId: z.optional(id) }),
    response: page(recovery),
    errors: [...staff, 'not_found'],
    examples: { response: { items: [sample], nextCursor: null } },
  },
} satisfies SchemaTable<typeof recoveryRoutes>
