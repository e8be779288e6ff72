import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import type { WebhookDeliveries } from './webhook-deliveries.repository'
import { eventScope, mostWebhooks } from './webhooks.policy'
import type { WebhookCases } from './webhooks.ports'
import type { Webhooks } from './webhooks.repository'

/** What may change the row of a case that Open311 answers. */
const changes = [
  ...['opinion.accepted', 'opinion.rejected', 'opinion.dispatched', 'opinion.signed', 'opinion.taken'],
  ...['opinion.started', 'opinion.held', 'opinion.resumed', 'opinion.referred', 'opinion.info_requested'],
  ...['opinion.supplemented', 'opinion.replied', 'opinion.rated', 'opinion.lapsed', 'opinion.reopened'],
  ...['opinion.withdrawn', 'opinion.merged', 'opinion.made_public'],
] as const
/** What was public has been taken back: receivers are told that as well. */
const takenBack = 'opinion.made_private'

/** Enters a message into the ledger of each address of the community when a public case has changed. */
export function registerWebhookFanOut(deps: {
  readonly webhooks: Pick<Webhooks, 'active'>
  readonly deliveries: Pick<WebhookDeliveries, 'enter'>
  readonly cases: WebhookCases
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly ids: Ids
  readonly clock: Clock
}): void {
  const { webhooks, deliveries, cases, outbox, ids, clock } = deps

  async function fanOut({ id, type, aggregateId, communityId, occurredAt }: OutboxEvent): Promise<void> {
    if (communityId === null) return
    const listening = await webhooks.active(eventScope(communityId), mostWebhooks)
    if (listening.length === 0) return
    const told = await cases.told(communityId, aggregateId)
    if (!told || (told.row === null && type !== takenBack)) return
    for (const webhook of listening)
      await deliveries.enter({
        ...{ _id: ids.next('whd'), communityId, webhookId: webhook._id, eventId: id },
        ...{ caseId: aggregateId, number: told.number, occurredAt, createdAt: clock.now() },
      })
  }

  for (const type of [...changes, takenBack]) outbox.registerHandler(type, 'webhooks.fan_out', fanOut)
}
