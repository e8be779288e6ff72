import type { Connection } from 'mongoose'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Logger } from '../../platform/logger'
import type { Outbox } from '../../platform/outbox'
import type { PersonalData } from '../../platform/personal-data'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createBallotBoxes } from './ballot-box.repository'
import { createPollChain, type PollChain } from './poll-chain.service'
import { createPollAccess } from './poll-access'
import { registerPollRowsJobs } from './poll-rows.jobs'
import { createPollRollsRepository } from './poll-rolls.repository'
import { createPollReminders } from './poll-reminders.repository'
import { createPollThings } from './poll-desk-things.repository'
import { createPollsPersonalData } from './polls.personal-data'
import { registerPollsJobs } from './polls.jobs'
import type {
  PollCalendars,
  PollCity,
  PollElectors,
  PollFiles,
  PollInbox,
  PollPeople,
  PollSpace,
} from './polls.ports'
import { createPollDoubts } from './poll-doubts.repository'
import { registerPollDoubtsJobs } from './poll-doubts.jobs'
import { createPollDoubtsService, type PollDoubts } from './poll-doubts.service'
import { createPollMandates, type PollMandates } from './poll-mandates.service'
import { createPollPapers, type PollPapers } from './poll-papers.service'
import { createPollOversight } from './poll-oversight'
import { createPollsRepository } from './polls.repository'
import { createPollsClosing, type PollsClosing } from './polls-closing.service'
import { createPollsDesk, type PollsDesk } from './polls-desk.service'
import { createPollsEvidence, type PollsEvidence } from './polls-evidence.service'
import { createPollsFiling, type PollsFiling } from './polls-filing.service'
import { createPollsOfficial, type PollsOfficial } from './polls-official.service'
import { createPollsPreparing, type PollsPreparing } from './polls-preparing.service'
import { createPollsSupervision, type PollsSupervision } from './polls-supervision.service'
import { createPollsVoting, type PollsVoting } from './polls-voting.service'

export interface PollsModuleDeps {
  readonly connection: Connection
  readonly electors: PollElectors
  readonly cityOf: PollCity
  readonly calendars: PollCalendars
  readonly space: PollSpace
  readonly people: PollPeople
  readonly inbox: PollInbox
  readonly files: PollFiles
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add' | 'registerHandler'>
  readonly audit: Audit
  readonly jobs: Pick<Jobs, 'every'>
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

export interface PollsModule {
  readonly voting: PollsVoting
  readonly preparing: PollsPreparing
  readonly desk: PollsDesk
  readonly papers: PollPapers
  readonly mandates: PollMandates
  readonly doubts: PollDoubts
  readonly closing: PollsClosing
  readonly official: PollsOfficial
  readonly evidence: PollsEvidence
  readonly filing: PollsFiling
  readonly supervision: PollsSupervision
  /** What larger things may know of polls they lead to. */
  readonly chain: PollChain
  readonly personalData: PersonalData
}

/** Puts the parts of voting together, and registers what follows by the clock. */
export function createPollsModule(deps: PollsModuleDeps): PollsModule {
  const { connection } = deps
  const polls = createPollsRepository(connection)
  const doubts = createPollDoubts(connection)
  const stores = {
    ...deps,
    polls,
    rolls: createPollRollsRepository(connection),
    boxes: createBallotBoxes(connection),
    things: createPollThings(connection),
    doubts,
    oversight: createPollOversight({ ...deps, polls, doubts }),
    reminders: createPollReminders(connection),
    access: createPollAccess({ ...deps, polls }),
  }
  const preparing = createPollsPreparing(stores)
  const closing = createPollsClosing(stores)
  const supervision = createPollsSupervision(stores)
  registerPollsJobs({ ...stores, closing })
  registerPollRowsJobs(stores)
  registerPollDoubtsJobs(stores)
  return {
    voting: createPollsVoting({ ...stores, supervision }),
    preparing,
    desk: createPollsDesk({ ...stores, preparing, supervision }),
    papers: createPollPapers(stores),
    mandates: createPollMandates(stores),
    doubts: createPollDoubtsService(stores),
    closing,
    supervision,
    official: createPollsOfficial({ ...stores, preparing }),
    evidence: createPollsEvidence(stores),
    filing: createPollsFiling(stores),
    chain: createPollChain(stores),
    personalData: createPollsPersonalData(stores),
  }
}
