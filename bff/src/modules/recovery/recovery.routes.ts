import { recoveryRoutes } from '@linli/shared/recovery/recovery.routes'
import { recoverySchemas } from '@linli/shared/recovery/recovery.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { RecoveryService } from './recovery.service'

export const createRecoveryRoutes = (recovery: RecoveryService): FeatureRoutes =>
  implement(
    recoveryRoutes,
    recoverySchemas,
  )({
    sendCode: ({ actor, body }) => recovery.sendCode(actor, body),
    recover: ({ actor, body }) => recovery.recover(actor, body),
    list: ({ actor, query }) => recovery.list(actor, query),
  })
