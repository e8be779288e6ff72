import type { Connection } from 'mongoose'
import type { Jobs } from '../../platform/jobs'
import type { Wechat } from '../../platform/wechat/wechat'
import { registerMessageJobs } from './messages.jobs'
import { createMessagesRepository } from './messages.repository'
import { createMessagesService, type MessagesDeps, type MessagesService } from './messages.service'
import { createWechatChannel, type SubscribeTemplates } from './messages.wechat'

export type MessagesModuleDeps = Omit<MessagesDeps, 'messages' | 'wechat'> & {
  readonly connection: Connection
  readonly jobs: Jobs
  /** Null when no app id is set. */
  readonly wechat: Pick<Wechat, 'sendSubscribe'> | null
  readonly templates: SubscribeTemplates
  /** Openids by account, of those who take WeChat messages at this moment. */
  readonly openidsOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

/** The inbox, with the job that sends to WeChat what is due. */
export function createMessagesModule(deps: MessagesModuleDeps): MessagesService {
  const messages = createMessagesService({
    ...deps,
    messages: createMessagesRepository(deps.connection),
    wechat: createWechatChannel(deps),
  })
  registerMessageJobs({ jobs: deps.jobs, messages })
  return messages
}
