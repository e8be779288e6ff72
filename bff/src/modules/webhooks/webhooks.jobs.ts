import type { Jobs } from '../../platform/jobs'
import { inBatches, nextBy, removedHere, type Retention } from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { WebhookDeliveries } from './webhook-deliveries.repository'
import type { WebhookSender } from './webhook-sender'

const SEND_SECONDS = 5

export function registerWebhookJobs(deps: {
  readonly sender: WebhookSender
  readonly deliveries: Pick<WebhookDeliveries, 'dated'>
  readonly jobs: Pick<Jobs, 'every'>
  readonly retention: Pick<Retention, 'keep'>
}): void {
  const { sender, jobs, retention } = deps
  const { dated } = deps.deliveries
  jobs.every('webhooks.send', SEND_SECONDS, () => sender.round())
  retention.keep({
    rule: 'webhook_deliveries',
    remove: async (now) =>
      removedHere(await inBatches(() => dated.removeBefore(keptSince('webhook_deliveries', now)))),
    next: (now) => nextBy('webhook_deliveries', now, dated),
  })
}
