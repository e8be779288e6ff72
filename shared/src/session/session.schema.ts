import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { roles } from '../roles'
import { id, isoTime, phone, text } from '../scalars.schema'
import { relationKinds } from './relations'
import type { sessionRoutes } from './session.routes'

export const home = z
  .object({
    roomId: id,
    communityId: id,
    communityName: z.string(),
    /** `锦和苑 3 号楼 2 单元 501` */
    label: z.string(),
    relation: z.enum(relationKinds),
  })
  .register(z.globalRegistry, { id: 'Home' })

export const actor = z
  .object({
    accountId: id,
    /** The person's own name on the own screen; `居民` until a home is bound. */
    displayName: z.string(),
    /** `138****0001`, or null before a phone is bound. */
    maskedPhone: z.nullable(z.string()),
    verified: z.boolean(),
    community: z.nullable(z.object({ id, name: z.string() })),
    homes: z.array(home),
    roles: z.array(
      z.object({ role: z.enum(roles), nodeId: id, nodeName: z.string(), communityIds: z.array(id) }),
    ),
    /** Version accepted, or null; compare with the current terms. */
    consentVersion: z.nullable(z.string()),
    consentCurrent: z.boolean(),
    optionalPurposes: z.object({ personalisedPush: z.boolean(), wechatMessages: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'Actor' })
export type ActorView = z.infer<typeof actor>

export const session = z
  .object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: isoTime, actor })
  .register(z.globalRegistry, { id: 'Session' })

export const privacyTerms = z
  .object({
    version: z.string(),
    publishedAt: isoTime,
    /** What changed since the version before, in plain words. */
    changes: z.array(z.string()),
    sections: z.array(z.object({ title: z.string(), paragraphs: z.array(z.string()) })),
    purposes: z.array(
      z.object({
        code: z.enum(['service', 'personalisedPush', 'wechatMessages']),
        label: z.string(),
        explanation: z.string(),
        required: z.boolean(),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'PrivacyTerms' })

const code6 = z.string().check(z.regex(/^\d{6}$/, '请填 6 位验证码'))
const token = z
  .string()
  .check(z.minLength(20, '登录已经失效，请重新登录'), z.maxLength(200, '登录已经失效，请重新登录'))
const wechatCode = z.string().check(z.minLength(1, '微信登录没有成功'), z.maxLength(256, '微信登录没有成功'))

const sampleActor = {
  accountId: 'acc_1BoxkVZLBjFjeN8D7r',
  displayName: '周玉兰',
  maskedPhone: '138****0001',
  verified: true,
  community: { id: 'nod_1BoxkVZLBjFjeN8D7r', name: '青禾社区' },
  homes: [
    {
      roomId: 'nod_1BoxkVZLBjFjeN8D7s',
      communityId: 'nod_1BoxkVZLBjFjeN8D7r',
      communityName: '青禾社区',
      label: '锦和苑 3 号楼 2 单元 501',
      relation: 'owner',
    },
  ],
  roles: [],
  consentVersion: '2026-11',
  consentCurrent: true,
  optionalPurposes: { personalisedPush: false, wechatMessages: true },
}
const sampleSession = {
  accessToken: 'v1.eyJzdWIiOiJhY2MifQ.c2lnbmF0dXJl',
  refreshToken: 'Qm9vdHN0cmFwLXRva2VuLWV4YW1wbGU',
  expiresAt: '2026-11-23T02:10:00.000Z',
  actor: sampleActor,
}

export const sessionSchemas = {
  listDemo: {
    response: z.object({
      items: z.array(
        z.object({ persona: z.string(), name: z.string(), role: z.string(), blurb: z.string() }),
      ),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        items: [{ persona: 'resident', name: '周玉兰', role: '已核实住户', blurb: '锦和苑业主，提过意见' }],
      },
    },
  },
  signInDemo: {
    body: z.strictObject({ persona: z.string().check(z.regex(/^[a-z-]{2,40}$/, '请选择一位演示人物')) }),
    response: session,
    errors: ['not_found', 'staff_suspended'],
    examples: { body: { persona: 'resident' }, response: sampleSession },
  },
  sendCode: {
    body: z.strictObject({ phone }),
    response: z.object({ expiresInSeconds: z.number(), resendAfterSeconds: z.number() }),
    errors: ['upstream_failed'],
    examples: { body: { phone: '13800000001' }, response: { expiresInSeconds: 300, resendAfterSeconds: 60 } },
  },
  signInPhone: {
    body: z.strictObject({ phone, code: code6 }),
    response: session,
    errors: ['code_wrong', 'code_expired', 'staff_suspended', 'second_fact_required'],
    examples: { body: { phone: '13800000001', code: '246810' }, response: sampleSession },
  },
  answerSecondFact: {
    body: z.strictObject({
      ticket: token,
      name: text(40),
      /** The room (`3-2-501`), or the last four characters of the identity number on the roll. */
      fact: text(60),
    }),
    response: session,
    errors: ['second_fact_wrong', 'code_expired', 'staff_suspended'],
    examples: {
      body: { ticket: sampleSession.refreshToken, name: '周玉兰', fact: '3-2-501' },
      response: sampleSession,
    },
  },
  beginAnew: {
    body: z.strictObject({ ticket: token }),
    response: session,
    errors: ['code_expired', 'staff_suspended'],
    examples: { body: { ticket: sampleSession.refreshToken }, response: sampleSession },
  },
  signInWechat: {
    body: z.strictObject({ code: wechatCode, phoneCode: z.optional(wechatCode) }),
    response: session,
    errors: [
      'wechat_code_invalid',
      'upstream_failed',
      'forbidden',
      'staff_suspended',
      'second_fact_required',
      'conflict',
    ],
    examples: { body: { code: '0a1b2c3d' }, response: sampleSession },
  },
  refresh: {
    body: z.strictObject({
      refreshToken: token,
      /**
       * A random value the client makes and keeps beside each refresh token it receives, and sends with every try to
       * use that token: the same try within 60 seconds gets the same answer, should the first have been lost.
       */
      attemptKey: z.optional(
        z
          .string()
          .check(z.minLength(16, '登录已经失效，请重新登录'), z.maxLength(100, '登录已经失效，请重新登录')),
      ),
    }),
    response: session,
    errors: ['session_ended'],
    examples: { body: { refreshToken: sampleSession.refreshToken }, response: sampleSession },
  },
  me: { response: actor, errors: ['unauthenticated'], examples: { response: sampleActor } },
  signOut: { response: z.undefined(), errors: ['unauthenticated'], examples: { response: undefined } },
  signOutEverywhere: {
    response: z.undefined(),
    errors: ['unauthenticated'],
    examples: { response: undefined },
  },
  chooseCommunity: {
    body: z.strictObject({ communityId: id }),
    response: session,
    errors: ['unauthenticated', 'not_found'],
    examples: { body: { communityId: 'nod_1BoxkVZLBjFjeN8D7r' }, response: sampleSession },
  },
  privacyTerms: {
    response: privacyTerms,
    errors: [],
    examples: {
      response: {
        version: '2026-11',
        publishedAt: '2026-11-01T00:00:00.000Z',
        changes: ['增加了按标签推送的开关'],
        sections: [{ title: '我们收集什么', paragraphs: ['手机号，用来登录和通知您。'] }],
        purposes: [
          { code: 'service', label: '办事与通知', explanation: '没有这一项就不能登录使用', required: true },
        ],
      },
    },
  },
  consent: {
    body: z.strictObject({
      version: text(20),
      personalisedPush: z.boolean(),
      wechatMessages: z.boolean(),
    }),
    /** A whole session once more: with consent, homes and roles show that were kept back before. */
    response: session,
    errors: ['unauthenticated', 'conflict', 'guardian_required'],
    examples: {
      body: { version: '2026-11', personalisedPush: false, wechatMessages: true },
      response: sampleSession,
    },
  },
  withdrawConsent: {
    response: z.undefined(),
    errors: ['unauthenticated'],
    examples: { response: undefined },
  },
} satisfies SchemaTable<typeof sessionRoutes>
