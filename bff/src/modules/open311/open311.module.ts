import type { Connection } from 'mongoose'
import type { Attempts } from '../../platform/attempts'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { Outbound } from '../../platform/outbound'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createApiKeys } from './api-keys.repository'
import { createApiKeysService, type ApiKeysService } from './api-keys.service'
import { createFilings } from './filings.repository'
import { createGeoReport, type GeoReport } from './georeport.service'
import { createJurisdictions } from './jurisdictions'
import { createKeyLimit } from './key-limit'
import type { Open311Cases, Open311Space } from './open311.ports'
import { createPushes } from './pushes.repository'
import { createStatusPushes, type StatusPushes } from './status-pushes'

export interface Open311Module {
  readonly keys: ApiKeysService
  readonly report: GeoReport
  readonly statusPushes: StatusPushes
}

/** Other systems of the district: their keys, and GeoReport v2 over the opinion box. */
export function createOpen311Module(deps: {
  readonly connection: Connection
  readonly settings: { readonly publicUrl: string | undefined }
  readonly cases: Open311Cases
  readonly space: Open311Space
  readonly crypto: Crypto
  readonly audit: Audit
  readonly attempts: Attempts
  /** The hosts photos may be fetched from. */
  readonly outbound: Outbound
  readonly uow: UnitOfWork
  readonly ids: Ids
  readonly clock: Clock
}): Open311Module {
  const keys = createApiKeysService({ ...deps, keys: createApiKeys(deps.connection) })
  const report = createGeoReport({
    ...{ ...deps, keys, jurisdictions: createJurisdictions(deps) },
    publicUrl: deps.settings.publicUrl,
    filings: createFilings(deps.connection),
    limit: createKeyLimit(deps.attempts, 'key'),
  })
  const statusPushes = createStatusPushes({
    ...{ ...deps, keys, pushes: createPushes(deps.connection) },
    limit: createKeyLimit(deps.attempts, 'push'),
  })
  return { keys, report, statusPushes }
}
