import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { roles } from '../roles'
import { id, idParams, isoTime } from '../scalars.schema'
import type { secondFactorRoutes } from './second-factor.routes'
import { plainRecoveryCode, RECOVERY_ALPHABET, RECOVERY_LENGTH } from './second-factor.rules'

const code = z.string().check(z.regex(/^\d{6}$/, '请填 6 位动态码'))
const recoveryCode = z.pipe(
  z.string().check(z.maxLength(60, '恢复码不对')),
  z.pipe(
    z.transform(plainRecoveryCode),
    z
      .string()
      .check(z.regex(new RegExp(`^[${RECOVERY_ALPHABET}]{${RECOVERY_LENGTH}}$`), '恢复码是 16 位字母和数字')),
  ),
)
/** The code an authenticator would show now: only in a demo, where nobody has set one up. */
const demoCode = z.nullable(z.string())

const status = z
  .object({
    enrolled: z.boolean(),
    enrolledAt: z.nullable(isoTime),
    recoveryCodesLeft: z.number(),
    /** Until then no act asks for the factor again; null when the next one does. */
    provenUntil: z.nullable(isoTime),
    /** Who can reset it together: names and roles, at least two where the community is well set up. */
    helpers: z.array(z.object({ name: z.string(), role: z.enum(roles) })),
    demoCode,
  })
  .register(z.globalRegistry, { id: 'SecondFactor' })
export type SecondFactorView = z.infer<typeof status>

const enrolment = z.object({
  /** Base32, for typing by hand. */
  secret: z.string(),
  /** `otpauth://totp/…` */
  uri: z.string(),
  /** The same address as a QR code: an SVG path over a square of `size` modules. */
  qr: z.object({ size: z.number(), path: z.string() }),
  demoCode,
})
export type EnrolmentView = z.infer<typeof enrolment>

const recoveryCodes = z.object({ recoveryCodes: z.array(z.string()) })

const reset = z.object({
  id,
  requestedBy: z.string(),
  requestedAt: isoTime,
  expiresAt: isoTime,
  /** The caller asked for it, so another one has to agree. */
  own: z.boolean(),
})
const colleague = z.object({
  accountId: id,
  name: z.string(),
  role: z.enum(roles),
  place: z.string(),
  enrolled: z.boolean(),
  /** The open request, if there is one. */
  reset: z.nullable(reset),
})
export type ColleagueView = z.infer<typeof colleague>

const sampleId = 'rst_1BoxkVZLBjFjeN8D7r'
const sampleColleague = {
  accountId: 'acc_1BoxkVZLBjFjeN8D7r',
  name: '陈立新',
  role: 'community_admin',
  place: '青禾社区',
  enrolled: true,
  reset: {
    id: sampleId,
    requestedBy: '王敏',
    requestedAt: '2026-11-23T02:00:00.000Z',
    expiresAt: '2026-11-26T02:00:00.000Z',
    own: false,
  },
}
const decided = { params: idParams, response: z.object({ id }), examples: { response: { id: sampleId } } }

export const secondFactorSchemas = {
  status: {
    response: status,
    errors: [],
    examples: {
      response: {
        enrolled: true,
        enrolledAt: '2026-11-20T02:00:00.000Z',
        recoveryCodesLeft: 9,
        provenUntil: null,
        helpers: [{ name: '王敏', role: 'street_admin' }],
        demoCode: null,
      },
    },
  },
  begin: {
    response: enrolment,
    errors: ['conflict'],
    examples: {
      response: {
        secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        uri: 'otpauth://totp/linli:138****0001?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=linli',
        qr: { size: 37, path: 'M0 0h7v1h-7z' },
        demoCode: null,
      },
    },
  },
  confirm: {
    body: z.strictObject({ code }),
    response: recoveryCodes,
    errors: ['second_factor_wrong', 'conflict'],
    examples: { body: { code: '246810' }, response: { recoveryCodes: ['7QX2M4TBKHW09ZCD'] } },
  },
  prove: {
    body: z.union([z.strictObject({ code }), z.strictObject({ recoveryCode })]),
    response: z.object({ provenUntil: isoTime, recoveryCodesLeft: z.number() }),
    errors: ['second_factor_wrong', 'second_factor_required'],
    examples: {
      body: { code: '246810' },
      response: { provenUntil: '2026-11-23T02:15:00.000Z', recoveryCodesLeft: 10 },
    },
  },
  renewRecoveryCodes: {
    response: recoveryCodes,
    errors: ['conflict'],
    examples: { response: { recoveryCodes: ['7QX2M4TBKHW09ZCD'] } },
  },
  listResets: {
    response: z.object({ items: z.array(colleague) }),
    errors: [],
    examples: { response: { items: [sampleColleague] } },
  },
  requestReset: {
    body: z.strictObject({ accountId: id }),
    response: z.object({ id }),
    errors: ['not_found', 'conflict'],
    examples: { body: { accountId: 'acc_1BoxkVZLBjFjeN8D7r' }, response: { id: sampleId } },
  },
  approveReset: { ...decided, errors: ['not_found', 'conflict'] },
  refuseReset: { ...decided, errors: ['not_found', 'conflict'] },
} satisfies SchemaTable<typeof secondFactorRoutes>
