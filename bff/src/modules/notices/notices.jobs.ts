import type { Jobs } from '../../platform/jobs'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import { noticeEvents } from './notice-publishing'
import type { NoticesService } from './notices.service'

/** Readers see a scheduled notice on the second, by the clock; this is how late its messages may be. */
const PUBLISH_SECONDS = 10
const LEFT_RECEIPTS_SECONDS = 60

/** What follows the events of notices, and the sweeps that fire those whose time has come. */
export function registerNoticeJobs(deps: {
  outbox: Pick<Outbox, 'registerHandler'>
  jobs: Pick<Jobs, 'every'>
  notices: NoticesService
}): void {
  const { outbox, jobs, notices } = deps
  const { delivery } = notices
  const on = (
    type: string,
    subscriber: string,
    act: (of: { noticeId: string; communityId: string }, event: OutboxEvent) => Promise<void>,
  ): void =>
    outbox.registerHandler(type, subscriber, async (event) => {
      const { aggregateId, communityId } = event
      if (communityId === null) throw new Error(`event ${event.id} names no community`)
      await act({ noticeId: aggregateId, communityId }, event)
    })

  on(noticeEvents.published, 'notices.freeze-households', (of) => delivery.freezeHouseholds(of))
  on(noticeEvents.published, 'notices.deliver', (of) => delivery.deliver(of))
  on(noticeEvents.reminded, 'notices.deliver-reminder', (of, { payload }) =>
    delivery.deliverReminder(of, String(payload.at)),
  )
  on(noticeEvents.withdrawn, 'notices.settle-inboxes', (of) => delivery.settleInboxes(of))

  jobs.every('notices.publish-due', PUBLISH_SECONDS, () => notices.publishDue())
  jobs.every('notices.enter-left-receipts', LEFT_RECEIPTS_SECONDS, () => notices.enterLeftReceipts())
}
