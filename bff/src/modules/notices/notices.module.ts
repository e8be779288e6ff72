import type { Connection } from 'mongoose'
import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import { createTenantSettings } from '../../platform/tenant-settings'
import { createHouseholdsRepository } from './households.repository'
import { registerNoticeJobs } from './notices.jobs'
import { createNoticesRepository } from './notices.repository'
import { createNoticesService, type NoticesDeps, type NoticesService } from './notices.service'
import { defaultSettings } from './notices.settings'
import { createReceiptsRepository } from './receipts.repository'

export type NoticesModuleDeps = Omit<NoticesDeps, 'notices' | 'households' | 'receipts' | 'settings'> & {
  readonly connection: Connection
  readonly jobs: Jobs
  readonly outbox: Outbox
}

/** Puts the parts of notices together, and registers what follows their events by itself. */
export function createNoticesModule(deps: NoticesModuleDeps): NoticesService {
  const { connection } = deps
  const notices = createNoticesService({
    ...deps,
    notices: createNoticesRepository(connection),
    households: createHouseholdsRepository(connection),
    receipts: createReceiptsRepository(connection),
    settings: createTenantSettings({ ...deps, feature: 'notices', defaults: defaultSettings }),
  })
  registerNoticeJobs({ ...deps, notices })
  return notices
}
