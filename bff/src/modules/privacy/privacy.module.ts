import type { DataKind } from '@linli/shared/privacy/privacy.kinds'
import type { Calendar } from '@linli/shared/calendar/workdays'
import type { Connection } from 'mongoose'
import type { Logger } from 'pino'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto, KeyRing } from '../../platform/crypto'
import type { Blobs } from '../../platform/files/blobs'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import type { PersonalData, PersonalDataPart } from '../../platform/personal-data'
import type { Retention } from '../../platform/retention'
import { createSignedUrls } from '../../platform/signed-url'
import { createTenantSettings } from '../../platform/tenant-settings'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createAccountDeletion, type AccountDeletionService } from './account-deletion.service'
import { createAccountDeletionsRepository } from './account-deletions.repository'
import { correctionRetention } from './correction-retention'
import { createDataCorrections, type DataCorrectionsService } from './data-corrections.service'
import { createDataCorrectionsRepository } from './data-corrections.repository'
import { createDataExports, type DataExportsService } from './data-exports.service'
import { createDataExportsRepository } from './data-exports.repository'
import { createLooksRepository } from './looks.repository'
import { createMyData, type MyDataService } from './my-data.service'
import type {
  PrivacyAccounts,
  PrivacyInbox,
  PrivacyPeople,
  PrivacyRecords,
  PrivacyRequests,
  PrivacySpace,
} from './privacy.ports'
import { registerPrivacyJobs } from './privacy.jobs'
import { defaultPrivacySettings } from './privacy.settings'
import { createRetentionDaysRepository } from './retention-days.repository'
import { createRetentionReport, type RetentionReportService } from './retention-report.service'
import { writeValuesSheet } from './values-sheet'

export interface PrivacyModuleDeps {
  readonly connection: Connection
  readonly accounts: PrivacyAccounts
  readonly people: PrivacyPeople
  readonly records: PrivacyRecords
  readonly requests: PrivacyRequests
  readonly space: PrivacySpace & { communities(): Promise<readonly { readonly id: string }[]> }
  readonly calendars: { current(): Promise<Calendar> }
  readonly inbox: PrivacyInbox
  /** What every feature keeps about people, and forgets when somebody leaves. */
  readonly personalData: readonly PersonalData[]
  readonly keys: KeyRing
  readonly crypto: Crypto
  readonly blobs: Blobs
  readonly audit: Audit
  readonly retention: Retention
  readonly jobs: Jobs
  readonly outbox: Outbox
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

export interface PrivacyServices {
  readonly myData: MyDataService
  readonly exports: DataExportsService
  readonly corrections: DataCorrectionsService
  readonly deletion: AccountDeletionService
  readonly retention: RetentionReportService
}

/** The privacy centre (product §3.12): it knows the register, and asks each feature for its own part. */
export function createPrivacyModule(deps: PrivacyModuleDeps): PrivacyServices {
  const { connection } = deps
  const corrections = createDataCorrectionsRepository(connection)
  const exportRows = createDataExportsRepository(connection)
  const deletions = createAccountDeletionsRepository(connection)
  const settings = createTenantSettings({ ...deps, feature: 'privacy', defaults: defaultPrivacySettings })

  // The parts of this feature ask the others through the same map, so it is read when it is complete.
  const own: { parts: PersonalDataPart[] } = { parts: [] }
  const parts = (): ReadonlyMap<DataKind, PersonalDataPart> =>
    new Map(
      [...deps.personalData.flatMap((data) => data.parts), ...own.parts].map((part) => [part.kind, part]),
    )

  const shared = { ...deps, parts, settings }
  const myData = createMyData({ ...shared, looks: createLooksRepository(connection) })
  const requests = createDataCorrections({ ...shared, myData, corrections, exports: exportRows })
  const exports = createDataExports({
    ...shared,
    myData,
    exports: exportRows,
    workbook: writeValuesSheet,
    signedUrls: createSignedUrls({ ...deps, basePath: '/api/v1' }),
  })
  own.parts.push(myData.looksPart, requests.part)
  const deletion = createAccountDeletion({
    ...shared,
    myData,
    deletions,
    steps: () => [...deps.personalData.flatMap((data) => data.erasures), requests.erasure, exports.erasure],
  })
  registerPrivacyJobs({
    ...{ jobs: deps.jobs, outbox: deps.outbox, retention: deps.retention, exports, deletion },
    works: [
      exports.retention,
      correctionRetention({ corrections, communities: () => deps.space.communities() }),
      deps.accounts.retention(async (accountIds) => {
        await deps.records.forgetBindings(accountIds)
        await deletions.forget(accountIds)
      }),
    ],
  })
  return {
    myData,
    exports,
    corrections: requests,
    deletion,
    retention: createRetentionReport({ ...deps, days: createRetentionDaysRepository(connection) }),
  }
}
