import type { Jobs } from '../../platform/jobs'
import { inBatches, nextBy, removedHere, type Retention } from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { InboxTraces } from './messages.repository'
import type { MessagesService } from './messages.service'

const WECHAT_SECONDS = 10

/** Sending to WeChat is kept out of the event handlers: its slowness must not hold up anybody's inbox. */
export function registerMessageJobs(deps: {
  jobs: Jobs
  retention: Retention
  messages: MessagesService
  rows: Pick<InboxTraces, 'byAge'>
}): void {
  const { byAge } = deps.rows
  deps.jobs.every('messages.send-wechat', WECHAT_SECONDS, () => deps.messages.sendWechat())
  deps.retention.keep({
    rule: 'inbox',
    remove: async (now) => removedHere(await inBatches(() => byAge.removeBefore(keptSince('inbox', now)))),
    next: (now) => nextBy('inbox', now, byAge),
  })
}
