import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Outbound } from '../../platform/outbound'
import type { Outbox } from '../../platform/outbox'
import type { Retention } from '../../platform/retention'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createWebhookDeliveries } from './webhook-deliveries.repository'
import { registerWebhookFanOut } from './webhook-fan-out'
import { createWebhookSender } from './webhook-sender'
import { registerWebhookJobs } from './webhooks.jobs'
import type { WebhookCases } from './webhooks.ports'
import { createWebhooks } from './webhooks.repository'
import { createWebhooksService, type WebhooksService } from './webhooks.service'

/** Other systems that are told, signed and by https, when a public case changes. */
export function createWebhooksModule(deps: {
  readonly connection: Connection
  readonly cases: WebhookCases
  readonly outbound: Outbound
  readonly outbox: Outbox
  readonly jobs: Jobs
  readonly retention: Pick<Retention, 'keep'>
  readonly crypto: Crypto
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly ids: Ids
  readonly clock: Clock
  readonly logger: Logger
}): WebhooksService {
  const parts = {
    ...deps,
    webhooks: createWebhooks(deps.connection),
    deliveries: createWebhookDeliveries(deps.connection),
  }
  registerWebhookFanOut(parts)
  registerWebhookJobs({ ...parts, sender: createWebhookSender(parts) })
  return createWebhooksService(parts)
}
