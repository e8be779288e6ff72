import type { Jobs } from '../../platform/jobs'
import type { MessagesService } from './messages.service'

const WECHAT_SECONDS = 10

/** Sending to WeChat is kept out of the event handlers: its slowness must not hold up anybody's inbox. */
export function registerMessageJobs(deps: { jobs: Jobs; messages: MessagesService }): void {
  deps.jobs.every('messages.send-wechat', WECHAT_SECONDS, () => deps.messages.sendWechat())
}
