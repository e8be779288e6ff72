import type { Connection } from 'mongoose'
import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import type { PersonalData } from '../../platform/personal-data'
import { createTenantSettings } from '../../platform/tenant-settings'
import { createHouseholdsRepository } from './households.repository'
import { registerNoticeJobs } from './notices.jobs'
import { createNoticesPersonalData } from './notices.personal-data'
import { createNoticesRepository } from './notices.repository'
import { createNoticesService, type NoticesDeps, type NoticesService } from './notices.service'
import { defaultSettings } from './notices.settings'
import { createReceiptsRepository } from './receipts.repository'

export type NoticesModuleDeps = Omit<NoticesDeps, 'notices' | 'households' | 'receipts' | 'settings'> & {
  readonly connection: Connection
  readonly jobs: Jobs
  readonly outbox: Outbox
}

export interface NoticesModule {
  readonly notices: NoticesService
  readonly personalData: PersonalData
}

/** Puts the parts of notices together, and registers what follows their events by itself. */
export function createNoticesModule(deps: NoticesModuleDeps): NoticesModule {
  const { connection } = deps
  const rows = {
    notices: createNoticesRepository(connection),
    households: createHouseholdsRepository(connection),
    receipts: createReceiptsRepository(connection),
    settings: createTenantSettings({ ...deps, feature: 'notices', defaults: defaultSettings }),
  }
  const notices = createNoticesService({ ...deps, ...rows })
  registerNoticeJobs({ ...deps, notices })
  return { notices, personalData: createNoticesPersonalData({ ...rows, clock: deps.clock }) }
}
