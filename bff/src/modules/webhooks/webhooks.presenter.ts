import type { WebhookDeliveryView, WebhookView } from '@linli/shared/webhooks/webhooks.schema'
import type { WebhookDeliveryRow } from './webhook-delivery.model'
import type { WebhookRow } from './webhook.model'

export function presentWebhook(row: WebhookRow): WebhookView {
  return {
    id: row._id,
    communityId: row.communityId,
    name: row.name,
    address: row.address,
    tail: row.tail,
    createdAt: row.createdAt.toISOString(),
    state: row.endedAt ? 'ended' : row.suspendedAt ? 'suspended' : 'active',
    stoppedAt: (row.endedAt ?? row.suspendedAt)?.toISOString() ?? null,
    needsSecret: row.endedAt === null && row.secretLost === true,
    failingSince: row.failingSince?.toISOString() ?? null,
    lastSentAt: row.lastSentAt?.toISOString() ?? null,
  }
}

/** `going` says whether anything is sent to the address today. */
export function presentDelivery(row: WebhookDeliveryRow, going: boolean): WebhookDeliveryView {
  return {
    id: row._id,
    webhookId: row.webhookId,
    number: row.number,
    state: row.state,
    tries: row.tries,
    createdAt: row.createdAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
    nextAt: row.claim === undefined ? (row.nextAt?.toISOString() ?? null) : null,
    fault: row.fault,
    status: row.status,
    // What has not been tried yet goes out by itself within seconds.
    maySendAgain: going && row.claim === undefined && (row.state !== 'waiting' || row.tries > 0),
  }
}
