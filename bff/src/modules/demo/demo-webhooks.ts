import { randomBytes } from 'node:crypto'
import type { Deps } from '../../deps'
import type { OpinionRow } from '../opinions/opinion.model'
import { createWebhookDeliveries } from '../webhooks/webhook-deliveries.repository'
import { webhookSecretField } from '../webhooks/webhook-seals'
import { createWebhooks } from '../webhooks/webhooks.repository'
import type { DemoCast } from './demo-cast'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** The hotline of the city is told of public cases: one message has arrived, and one was given up. */
export async function tellOfWebhooks(
  { connection, crypto, ids, clock }: Deps,
  cast: DemoCast,
  cases: readonly OpinionRow[],
): Promise<void> {
  const now = clock.now()
  const { communityId } = cast.staff('陈立新')
  const [arrived, lost] = cases.filter((row) => row.communityId === communityId && row.board !== undefined)
  if (communityId === null || !arrived || !lost) return
  const secret = `whs_${randomBytes(24).toString('base64url')}`
  const webhookId = ids.next('whk')
  await createWebhooks(connection).insert({
    ...{ _id: webhookId, communityId, name: '市 12345 热线', address: 'https://hotline.example.cn/linli' },
    secret: crypto.encrypt(secret, { field: webhookSecretField, tenant: communityId }),
    tail: secret.slice(-4),
    createdBy: cast.staff('沈静').accountId,
    createdAt: new Date(now.getTime() - 9 * DAY_MS),
    ...{ endedAt: null, suspendedAt: null, failingSince: null },
    lastSentAt: new Date(now.getTime() - 5 * HOUR_MS),
  })
  const deliveries = createWebhookDeliveries(connection)
  for (const [{ _id: caseId, number }, daysAgo] of [
    [lost, 4],
    [arrived, 0],
  ] as const) {
    const at = new Date(now.getTime() - daysAgo * DAY_MS - 5 * HOUR_MS)
    await deliveries.enter({
      ...{ _id: ids.next('whd'), communityId, webhookId, eventId: ids.next('evt'), caseId, number },
      ...{ occurredAt: at, createdAt: at },
    })
    const row = await deliveries.claim(now, now, ids.next('lea'))
    if (!row) continue
    await deliveries.settle(
      row,
      daysAgo === 0
        ? { state: 'sent', at, status: 204 }
        : { state: 'dead', nextAt: null, fault: 'refused', status: 503 },
    )
  }
}
