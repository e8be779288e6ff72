import { sessionRoutes } from '@linli/shared/session/session.routes'
import { sessionSchemas } from '@linli/shared/session/session.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { SessionService } from './session.service'

export const createSessionRoutes = (session: SessionService): FeatureRoutes =>
  implement(
    sessionRoutes,
    sessionSchemas,
  )({
    listDemo: async () => ({ items: await session.listDemo() }),
    signInDemo: ({ body }) => session.signInDemo(body.persona),
    sendCode: ({ body }) => session.sendCode(body.phone),
    signInPhone: ({ body }) => session.signInPhone(body.phone, body.code),
    signInWechat: ({ body }) => session.signInWechat(body.code, body.phoneCode),
    answerSecondFact: ({ body: { ticket, ...said } }) => session.answerSecondFact(ticket, said),
    beginAnew: ({ body }) => session.beginAnew(body.ticket),
    refresh: ({ body }) => session.refresh(body.refreshToken, body.attemptKey),
    me: ({ actor }) => session.me(actor),
    signOut: async ({ actor }) => {
      await session.signOut(actor)
      return undefined
    },
    signOutEverywhere: async ({ actor }) => {
      await session.signOutEverywhere(actor)
      return undefined
    },
    chooseCommunity: ({ actor, body }) => session.chooseCommunity(actor, body.communityId),
    privacyTerms: () => Promise.resolve(session.terms()),
    consent: ({ actor, body }) => session.consent(actor, body),
    withdrawConsent: async ({ actor }) => {
      await session.withdrawConsent(actor)
      return undefined
    },
  })
