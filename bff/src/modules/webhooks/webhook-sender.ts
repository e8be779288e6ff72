import { breatherMs, isLongFailing, nextTryAt } from '@linli/shared/webhooks/webhooks.rules'
import type { DeliveryFault } from '@linli/shared/webhooks/webhooks.kinds'
import type { Logger } from 'pino'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { OutboundError, type Outbound, type OutboundReason } from '../../platform/outbound'
import { signatureOf } from '../../platform/signed-message'
import type { WebhookDeliveries } from './webhook-deliveries.repository'
import type { WebhookDeliveryRow } from './webhook-delivery.model'
import type { WebhookRow } from './webhook.model'
import { webhookSecretField } from './webhook-seals'
import { eventScope } from './webhooks.policy'
import type { WebhookCases } from './webhooks.ports'
import type { Webhooks } from './webhooks.repository'

/** A try takes five seconds at most; whoever has not settled by then is dead. */
const LEASE_MS = 60_000
/** Messages side by side: a receiver that does not answer holds up one of them for five seconds. */
const PARALLEL = 4
/** Of one round: with every one at its limit still within the lock of its job. */
const MOST_OF_A_ROUND = 60

export interface WebhookSender {
  /** Sends what is due and answers how many tries that took. Safe beside other workers. */
  round(): Promise<number>
}

interface Outcome {
  readonly fault: DeliveryFault | null
  readonly status: number | null
}

/** Brings the messages of the ledger to their addresses. */
export function createWebhookSender(deps: {
  readonly webhooks: Pick<Webhooks, 'find' | 'markSent' | 'markFailing' | 'suspend' | 'suspendSealed'>
  readonly deliveries: Pick<WebhookDeliveries, 'claim' | 'settle' | 'putOff' | 'giveUp'>
  readonly cases: WebhookCases
  readonly outbound: Pick<Outbound, 'post'>
  readonly crypto: Pick<Crypto, 'decrypt'>
  readonly ids: Ids
  readonly clock: Clock
  readonly logger: Logger
}): WebhookSender {
  const { webhooks, deliveries, cases, outbound, crypto, ids, clock, logger } = deps

  async function bodyOf(row: WebhookDeliveryRow): Promise<string> {
    const told = await cases.told(row.communityId, row.caseId)
    return JSON.stringify({
      id: row._id,
      event: told?.row ? 'request.changed' : 'request.hidden',
      occurred_datetime: row.occurredAt.toISOString(),
      jurisdiction_id: told?.jurisdictionId ?? null,
      service_request_id: row.number,
      request: told?.row ?? null,
    })
  }

  /** Null when no key of the deployment opens it: another try would find the same. */
  function secretOf({ _id, communityId, secret }: WebhookRow): string | null {
    try {
      return crypto.decrypt(secret, { field: webhookSecretField, tenant: communityId })
    } catch (error) {
      logger.error({ err: error, webhookId: _id, communityId }, 'webhook.secret_lost')
      return null
    }
  }

  async function post(row: WebhookDeliveryRow, webhook: WebhookRow, secret: string): Promise<Outcome> {
    const body = await bodyOf(row)
    const seconds = Math.floor(clock.now().getTime() / 1000)
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Linli-Webhook/1',
      'linli-delivery': row._id,
      'linli-timestamp': String(seconds),
      'linli-signature': signatureOf(secret, seconds, body),
    }
    try {
      const status = await outbound.post(webhook.address, { headers, body })
      return { fault: status >= 200 && status < 300 ? null : 'refused', status }
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return { fault: faultOf(error.reason), status: null }
    }
  }

  async function deliver(row: WebhookDeliveryRow): Promise<void> {
    const webhook = await webhooks.find(eventScope(row.communityId), row.webhookId)
    const stopped = webhook ? stopOf(webhook) : 'ended'
    if (!webhook || stopped !== null) {
      await deliveries.settle(row, { state: 'dead', nextAt: null, fault: stopped ?? 'ended', status: null })
      return
    }
    const secret = secretOf(webhook)
    if (secret === null) {
      await deliveries.settle(row, { state: 'dead', nextAt: null, fault: 'secret_lost', status: null })
      await webhooks.suspendSealed(webhook, clock.now())
      await deliveries.giveUp(row.communityId, row.webhookId, 'secret_lost')
      return
    }
    const { fault, status } = await post(row, webhook, secret)
    const now = clock.now()
    if (fault === null) {
      await deliveries.settle(row, { state: 'sent', at: now, status: status ?? 0 })
      await webhooks.markSent(webhook, now)
      return
    }
    const nextAt = nextTryAt(row.tries, now)
    await deliveries.settle(row, { state: nextAt ? 'waiting' : 'dead', nextAt, fault, status })
    if (isLongFailing(await webhooks.markFailing(webhook, now), now)) {
      await webhooks.suspend(webhook, now)
      await deliveries.giveUp(row.communityId, row.webhookId, 'suspended')
      logger.warn({ webhookId: webhook._id, communityId: webhook.communityId }, 'webhook.suspended')
    } else await deliveries.putOff(row, new Date(now.getTime() + breatherMs))
  }

  /** Never rejects: what could not even be settled comes back when its lease runs out. */
  const deliverSafely = (row: WebhookDeliveryRow): Promise<void> =>
    deliver(row).catch((error: unknown) => logger.error({ err: error, deliveryId: row._id }, 'webhook.left'))

  return {
    async round() {
      let taken = 0
      const inHand = new Set<Promise<void>>()
      while (taken < MOST_OF_A_ROUND) {
        const now = clock.now()
        const row = await deliveries.claim(now, new Date(now.getTime() + LEASE_MS), ids.next('lea'))
        if (!row) break
        taken += 1
        const work = deliverSafely(row).finally(() => inHand.delete(work))
        inHand.add(work)
        if (inHand.size >= PARALLEL) await Promise.race(inHand)
      }
      await Promise.all(inHand)
      return taken
    },
  }
}

/** Why nothing is sent to an address any more; messages side by side find the same, whichever was first. */
function stopOf({ endedAt, suspendedAt, secretLost }: WebhookRow): DeliveryFault | null {
  if (endedAt !== null) return 'ended'
  if (suspendedAt === null) return null
  return secretLost === true ? 'secret_lost' : 'suspended'
}

/** Nothing is read of an answer, so none is too large. */
const faultOf = (reason: OutboundReason): DeliveryFault => (reason === 'too_large' ? 'failed' : reason)
