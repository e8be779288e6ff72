import type { Connection } from 'mongoose'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { PersonalData } from '../../platform/personal-data'
import type { Retention } from '../../platform/retention'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createBindingsRepository } from './bindings.repository'
import { createBindingsService, type BindingsService } from './bindings.service'
import { createDelegateAsks } from './delegate-asks.repository'
import { createDelegateAsksService, type DelegateAsks } from './delegate-asks.service'
import { createHouseholdRoll, type HouseholdRoll } from './household-roll.service'
import { createKinRepository } from './kin.repository'
import { createKinService, type KinDirectory, type KinService } from './kin.service'
import { createMergesRepository } from './merges.repository'
import { createMergesService, type MergesService } from './merges.service'
import { createPeopleDesk, type PeopleDesk } from './people-desk.service'
import { createOwnRecords, type OwnRecordsService } from './own-records.service'
import { registerPeopleJobs } from './people.jobs'
import { createPeopleLists, type PeopleLists } from './people-lists.service'
import { createPeoplePersonalData } from './people.personal-data'
import { createPeopleSearch, type PeopleSearch } from './people-search.service'
import { createPersonCards, type PersonCards } from './person-card.service'
import { createPersonDoor } from './person-door'
import { createPersonTracesRepository } from './person-traces.repository'
import { createPersonSeals } from './person-seals'
import { createPersonsRepository } from './persons.repository'
import { createRelationsService, type RelationsService } from './relations.service'
import type {
  PersonTraces,
  RollAccounts,
  RollBookings,
  RollCorrections,
  RollCouncil,
  RollOpinions,
  RollPeople,
  RollPolls,
  RollReceipts,
  RollSpace,
} from './roll.ports'
import { createRollRepository } from './roll.repository'
import { createRollService, type RollService } from './roll.service'
import { rollRetention } from './roll-tidying'
import { createTagCatalogueRepository } from './tag-catalogue.repository'
import { createTagsService, type TagsService } from './tags.service'

export interface RollModuleDeps {
  readonly connection: Connection
  readonly people: RollPeople
  readonly space: RollSpace
  readonly accounts: RollAccounts
  readonly opinions: PersonTraces
  readonly notices: RollReceipts
  readonly council: RollCouncil
  readonly bookings: RollBookings
  readonly cases: RollOpinions
  readonly polls: RollPolls
  readonly corrections: RollCorrections
  readonly crypto: Crypto
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly retention: Retention
  readonly clock: Clock
  readonly ids: Ids
}

/** What the routes of people ask. */
export interface PeopleServices {
  readonly search: PeopleSearch
  readonly cards: PersonCards
  readonly desk: PeopleDesk
  readonly relations: RelationsService
  readonly tags: TagsService
  readonly kin: KinService
  readonly merges: MergesService
}

/** The roll for the rest of the house, and what staff work with. */
export interface RollModule {
  readonly roll: RollService
  /** The roll as lists take it out. */
  readonly lists: PeopleLists
  /** Guardians and delegates, for features that act for somebody. */
  readonly kin: KinDirectory
  /** Asking to act for somebody. */
  readonly asks: DelegateAsks
  /** Which account is which person, and the roll as those need it who bring the two together. */
  readonly bindings: BindingsService
  readonly households: HouseholdRoll
  readonly desk: PeopleServices
  /** What a person may see and do about the own record. */
  readonly own: OwnRecordsService
  readonly personalData: PersonalData
}

/** Puts the parts of the roll together. */
export function createRollModule(deps: RollModuleDeps): RollModule {
  const { connection } = deps
  const persons = createPersonsRepository(connection)
  const roll = createRollRepository(connection)
  const merges = createMergesRepository(connection)
  const catalogues = createTagCatalogueRepository(connection)
  const seals = createPersonSeals(deps.crypto)
  const writer = createRollService({ ...deps, persons, roll, catalogue: catalogues, seals })
  const stores = { ...deps, persons, roll, merges, kin: createKinRepository(connection), seals, writer }
  const door = createPersonDoor(stores)
  const cards = createPersonCards({ ...stores, door })
  const parts = { ...stores, door, cards }
  const kin = createKinService(parts)
  const delegateAsks = createDelegateAsks(connection)
  const traces = createPersonTracesRepository(connection)
  registerPeopleJobs(deps.retention, rollRetention({ ...stores, catalogues, traces, delegateAsks }))
  return {
    roll: writer,
    lists: createPeopleLists(stores),
    kin,
    asks: createDelegateAsksService({ ...stores, kin, asks: delegateAsks }),
    bindings: createBindingsService({ ...parts, bindings: createBindingsRepository(connection) }),
    households: createHouseholdRoll(parts),
    own: createOwnRecords({ ...stores, traces }),
    personalData: createPeoplePersonalData({ ...stores, traces, delegateAsks }),
    desk: {
      search: createPeopleSearch(parts),
      cards,
      desk: createPeopleDesk(parts),
      relations: createRelationsService(parts),
      tags: createTagsService({ ...parts, catalogues }),
      kin,
      merges: createMergesService({ ...parts, asks: delegateAsks }),
    },
  }
}
