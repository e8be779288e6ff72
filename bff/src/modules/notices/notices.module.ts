import type { Connection } from 'mongoose'
import { createHouseholdsRepository } from './households.repository'
import { createNoticesRepository } from './notices.repository'
import { createNoticesService, type NoticesDeps, type NoticesService } from './notices.service'
import { createReceiptsRepository } from './receipts.repository'

export type NoticesModuleDeps = Omit<NoticesDeps, 'notices' | 'households' | 'receipts'> & {
  readonly connection: Connection
}

/** Puts the parts of notices together; they share rows that no other feature sees. */
export function createNoticesModule(deps: NoticesModuleDeps): NoticesService {
  const { connection, ...rest } = deps
  return createNoticesService({
    ...rest,
    notices: createNoticesRepository(connection),
    households: createHouseholdsRepository(connection),
    receipts: createReceiptsRepository(connection),
  })
}
