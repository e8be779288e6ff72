import { secondFactorRoutes } from '@linli/shared/second-factor/second-factor.routes'
import { secondFactorSchemas } from '@linli/shared/second-factor/second-factor.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { SecondFactorResetService } from './second-factor-reset.service'
import type { SecondFactorService } from './second-factor.service'

export const createSecondFactorRoutes = (services: {
  readonly own: SecondFactorService
  readonly resets: SecondFactorResetService
}): FeatureRoutes => {
  const { own, resets } = services
  return implement(
    secondFactorRoutes,
    secondFactorSchemas,
  )({
    status: ({ actor }) => own.status(actor),
    begin: ({ actor }) => own.begin(actor),
    confirm: async ({ actor, body }) => ({ recoveryCodes: await own.confirm(actor, body.code) }),
    prove: ({ actor, body }) => own.prove(actor, body),
    renewRecoveryCodes: async ({ actor }) => ({ recoveryCodes: await own.renewRecoveryCodes(actor) }),
    listResets: async ({ actor }) => ({ items: await resets.list(actor) }),
    requestReset: async ({ actor, body }) => ({ id: await resets.request(actor, body.accountId) }),
    approveReset: async ({ actor, params }) => ({ id: await resets.approve(actor, params.id) }),
    refuseReset: async ({ actor, params }) => ({ id: await resets.refuse(actor, params.id) }),
  })
}
