import type { Connection } from 'mongoose'
import type { Attempts } from '../../platform/attempts'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto, KeyRing } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { PersonalData } from '../../platform/personal-data'
import type { Retention } from '../../platform/retention'
import { createTenantSettings } from '../../platform/tenant-settings'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createBindingsDesk, type BindingsDesk } from './bindings-desk.service'
import { createDelegateAsks, type DelegateAsksService } from './delegate-asks.service'
import { createFamily, type FamilyService } from './family.service'
import { createHomeMatch, type HomeMatchService } from './home-match.service'
import { createHomeRequestsDesk, type HomeRequestsDesk } from './home-requests-desk.service'
import { createHomeRequestsLapse } from './home-requests-lapse'
import { createHomeRequestsRepository } from './home-requests.repository'
import { createHomeRequests, type HomeRequestsService } from './home-requests.service'
import { createHomeTraces } from './home-traces.repository'
import { registerHomesJobs } from './homes.jobs'
import { createHomesMessages } from './homes.messages'
import { createHomesPersonalData } from './homes.personal-data'
import type {
  HomesAccounts,
  HomesAsks,
  HomesBindings,
  HomesCalendars,
  HomesFiles,
  HomesHouseholds,
  HomesInbox,
  HomesKin,
  HomesPeople,
  HomesRoll,
  HomesSpace,
} from './homes.ports'
import { defaultHomesSettings, type HomesSettingsSource } from './homes.settings'
import { createInvitationSlips, type InvitationSlips } from './invitation-slips.service'
import { createInvitationCodes } from './invitation-codes'
import { createInvitationsRepository } from './invitations.repository'
import { createInvitations, type InvitationsService } from './invitations.service'
import { createMyHomes, type MyHomesService } from './my-homes.service'
import { createNewcomers } from './newcomers'
import { createOwnHomes } from './own-homes'
import { createWhom } from './whom'

export interface HomesModuleDeps {
  readonly connection: Connection
  readonly roll: HomesRoll
  readonly bindings: HomesBindings
  readonly households: HomesHouseholds
  readonly kin: HomesKin
  readonly asks: HomesAsks
  readonly people: HomesPeople
  readonly space: HomesSpace
  readonly accounts: HomesAccounts
  readonly files: HomesFiles
  readonly calendars: HomesCalendars
  readonly inbox: HomesInbox
  readonly attempts: Attempts
  readonly audit: Audit
  readonly crypto: Crypto
  readonly keys: KeyRing
  readonly retention: Retention
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: { readonly publicUrl: string | undefined; readonly host: string; readonly port: number }
}

export interface HomesModule {
  readonly mine: MyHomesService
  readonly family: FamilyService
  readonly asks: DelegateAsksService
  readonly invitations: InvitationsService
  readonly slips: InvitationSlips
  readonly matching: HomeMatchService
  readonly requests: HomeRequestsService
  readonly desk: HomeRequestsDesk
  readonly bindings: BindingsDesk
  /** What a community decides about binding. */
  readonly settings: HomesSettingsSource
  readonly personalData: PersonalData
}

/** Puts the parts of binding a person to a room together. */
export function createHomesModule(deps: HomesModuleDeps): HomesModule {
  const { publicUrl, host, port } = deps.settings
  const settings = createTenantSettings({ ...deps, feature: 'homes', defaults: defaultHomesSettings })
  const own = createOwnHomes(deps)
  const parts = {
    ...deps,
    settings,
    own,
    whom: createWhom({ ...deps, own }),
    invitations: createInvitationsRepository(deps.connection),
    requests: createHomeRequestsRepository(deps.connection),
    codes: createInvitationCodes(deps),
    newcomers: createNewcomers(deps),
    messages: createHomesMessages(deps),
    webAddress: publicUrl ?? `http://${host}:${port}`,
  }
  const family = createFamily(parts)
  const traces = createHomeTraces(deps.connection)
  registerHomesJobs(deps.retention, { traces, lapses: createHomeRequestsLapse(parts) })
  return {
    personalData: createHomesPersonalData({ ...deps, traces }),
    mine: createMyHomes(parts),
    family,
    asks: createDelegateAsks({ ...parts, family }),
    invitations: createInvitations(parts),
    slips: createInvitationSlips(parts),
    matching: createHomeMatch(parts),
    requests: createHomeRequests(parts),
    desk: createHomeRequestsDesk(parts),
    bindings: createBindingsDesk(parts),
    settings,
  }
}
