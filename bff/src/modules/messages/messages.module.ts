import { NIGHT } from '@linli/shared/quiet-hours'
import type { Connection } from 'mongoose'
import type { Jobs } from '../../platform/jobs'
import type { PersonalData } from '../../platform/personal-data'
import type { Retention } from '../../platform/retention'
import { createTenantSettings } from '../../platform/tenant-settings'
import type { Wechat } from '../../platform/wechat/wechat'
import { registerMessageJobs } from './messages.jobs'
import { createMessagesPersonalData } from './messages.personal-data'
import { createMessagesRepository } from './messages.repository'
import { createMessagesService, type MessagesDeps, type MessagesService } from './messages.service'
import { createWechatChannel, type SubscribeTemplates } from './messages.wechat'

export type MessagesModuleDeps = Omit<MessagesDeps, 'messages' | 'wechat' | 'quiet'> & {
  readonly connection: Connection
  readonly jobs: Jobs
  readonly retention: Retention
  /** Null when no app id is set. */
  readonly wechat: Pick<Wechat, 'sendSubscribe'> | null
  readonly templates: SubscribeTemplates
  /** Openids by account, of those who take WeChat messages at this moment. */
  readonly openidsOf: (accountIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

export interface MessagesModule {
  readonly inbox: MessagesService
  readonly personalData: PersonalData
}

/** The inbox, with the job that sends to WeChat what is due. */
export function createMessagesModule(deps: MessagesModuleDeps): MessagesModule {
  const rows = createMessagesRepository(deps.connection)
  const quiet = createTenantSettings({ ...deps, feature: 'messages', defaults: NIGHT })
  const inbox = createMessagesService({ ...deps, messages: rows, wechat: createWechatChannel(deps), quiet })
  registerMessageJobs({ ...deps, messages: inbox, rows })
  return { inbox, personalData: createMessagesPersonalData({ messages: rows, clock: deps.clock }) }
}
