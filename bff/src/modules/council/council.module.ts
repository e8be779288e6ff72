import type { Connection } from 'mongoose'
import type { Attempts } from '../../platform/attempts'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { KeyRing } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import type { PersonalData } from '../../platform/personal-data'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createChain, type ChainService } from './chain.service'
import { registerCouncilDeskJobs } from './council-desk.jobs'
import { registerCouncilJobs, type CouncilJobs } from './council.jobs'
import { createCouncilPersonalData } from './council.personal-data'
import type {
  CouncilCalendars,
  CouncilElectors,
  CouncilFiles,
  CouncilInbox,
  CouncilNotices,
  CouncilOpinions,
  CouncilPeople,
  CouncilPolls,
  CouncilSpace,
} from './council.ports'
import type { CouncilSettingsSource } from './council.settings'
import { createDeliberation, type DeliberationService } from './deliberation.service'
import { createCouncilFigures, type CouncilFiguresService } from './figures.service'
import { createDoorGuesses } from './door-guesses'
import { createMeetingAccess } from './meeting-access'
import { createMeetingDoor } from './meeting-door'
import { createMeetingGuests } from './meeting-guests.repository'
import { createMeetingsDesk, type MeetingsDesk } from './meetings-desk.service'
import { registerMeetingsJobs } from './meetings.jobs'
import { createMeetingsRepository } from './meetings.repository'
import { createMeetingsService, type MeetingsService } from './meetings.service'
import { registerResolutionNotices } from './resolution-notices'
import { createStatementsRepository } from './statements.repository'
import { createTasksRepository } from './tasks.repository'
import { createTopicAccess } from './topic-access'
import { createTopicBackers } from './topic-backers.repository'
import { createTopicsDesk, type TopicsDesk } from './topics-desk.service'
import { createTopicsService, type TopicsService } from './topics.service'
import { createTopicsRepository } from './topics.repository'

export interface CouncilModuleDeps {
  readonly connection: Connection
  readonly sources: CouncilOpinions
  readonly people: CouncilPeople
  readonly calendars: CouncilCalendars
  readonly inbox: CouncilInbox
  readonly polls: CouncilPolls
  readonly settings: CouncilSettingsSource
  readonly files: CouncilFiles
  readonly notices: CouncilNotices
  readonly electors: CouncilElectors
  readonly space: CouncilSpace
  readonly keys: KeyRing
  readonly attempts: Attempts
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add' | 'registerHandler'>
  readonly audit: Audit
  readonly jobs: Pick<Jobs, 'every'>
  readonly clock: Clock
  readonly ids: Ids
}

export interface CouncilModule {
  readonly topics: TopicsService
  readonly desk: TopicsDesk
  readonly deliberation: DeliberationService
  readonly chain: ChainService
  readonly figures: CouncilFiguresService
  readonly meetings: MeetingsService
  readonly meetingsDesk: MeetingsDesk
  readonly jobs: CouncilJobs
  readonly settings: CouncilSettingsSource
  readonly personalData: PersonalData
}

/** Puts the parts of the council's chain together, and registers what follows by itself. */
export function createCouncilModule({ sources, ...deps }: CouncilModuleDeps): CouncilModule {
  const { connection } = deps
  const topics = createTopicsRepository(connection)
  const stores = {
    ...deps,
    topics,
    opinions: sources,
    backers: createTopicBackers(connection),
    statements: createStatementsRepository(connection),
    tasks: createTasksRepository(connection),
    meetings: createMeetingsRepository(connection),
    guests: createMeetingGuests(connection),
    door: createMeetingDoor(deps),
    guesses: createDoorGuesses(deps.attempts),
    access: createTopicAccess({ ...deps, topics }),
  }
  const service = createTopicsService(stores)
  const held = { ...stores, meetingAccess: createMeetingAccess(stores) }
  registerCouncilDeskJobs(stores)
  registerMeetingsJobs(stores)
  registerResolutionNotices(stores)
  const deliberation = createDeliberation(stores)
  return {
    topics: service,
    desk: createTopicsDesk({ ...stores, service }),
    deliberation,
    chain: createChain(stores),
    figures: createCouncilFigures(stores),
    meetings: createMeetingsService(held),
    meetingsDesk: createMeetingsDesk(held),
    jobs: registerCouncilJobs({ ...stores, deliberation }),
    settings: deps.settings,
    personalData: createCouncilPersonalData(stores),
  }
}
