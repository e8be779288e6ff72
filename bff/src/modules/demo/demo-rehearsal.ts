import type { Party } from '@linli/shared/opinions/parties'
import { NIGHT } from '@linli/shared/quiet-hours'
import type { Deps } from '../../deps'
import type { Audit, AuditEntry } from '../../platform/audit/audit'
import type { Jobs } from '../../platform/jobs'
import type { EventHandler, NewEvent, Outbox } from '../../platform/outbox'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createMessagesService } from '../messages/messages.service'
import { registerNoticeJobs } from '../notices/notices.jobs'
import { createNoticesRepository } from '../notices/notices.repository'
import { createNoticesService, type NoticesService } from '../notices/notices.service'
import { createCaseParties } from '../opinions/case-parties'
import { registerCasesJobs } from '../opinions/cases.jobs'
import { createCasesService, type CasesService } from '../opinions/cases.service'
import { createOpinionsDesk, type OpinionsDesk } from '../opinions/opinions-desk.service'
import { registerOpinionsJobs, type OpinionsJobs } from '../opinions/opinions.jobs'
import { createQueueCounts } from '../opinions/opinions.queue-counts'
import { createProxies } from '../opinions/intake/proxies'
import { createNamedStaff } from '../opinions/named-staff'
import { createOpinionSupports } from '../opinions/intake/opinion-supports.repository'
import { createOpinionsService, type OpinionsService } from '../opinions/opinions.service'
import { createTransitions } from '../opinions/opinions.transition'
import { createCouncilModule, type CouncilModule } from '../council/council.module'
import { createCouncilSettings } from '../council/council.settings'
import { createOpinionSources } from '../opinions/opinion-sources.service'
import { createElectors } from '../people/electors.repository'
import { createPollsModule, type PollsModule } from '../polls/polls.module'
import type { Place } from '../space/space.service'
import {
  rememberCalendar,
  rememberCommunities,
  stageHouseholds,
  stageMessages,
  stageOpinions,
  stageReceipts,
  type StagedHouseholds,
  type StagedMessages,
  type StagedOpinions,
} from './demo-stage'
import type { StoryClock } from './demo-time'

/**
 * The features themselves, playing the past on a stage: they decide everything as they do in the house, but what
 * grows (cases, inboxes, frozen households, audit rows) is kept in memory and stored in one go at the end. Told
 * through the database, the same story takes ten times as long.
 */
export interface Rehearsal {
  readonly notices: NoticesService
  readonly opinions: OpinionsService
  readonly desk: OpinionsDesk
  readonly cases: CasesService
  readonly jobs: OpinionsJobs
  /** Polls are few: they are stored as they happen. */
  readonly polls: PollsModule
  /** Tells those who have not voted, where it is time to; the clock of the house does the same every few minutes. */
  readonly remindVoters: () => Promise<void>
  readonly council: CouncilModule
  readonly stage: {
    readonly opinions: StagedOpinions
    readonly messages: StagedMessages
    readonly households: StagedHouseholds
  }
  /** Lets follow what follows from the events so far. */
  readonly drain: () => Promise<void>
  /** Writes the audit rows of everything that was done, each at its time. */
  readonly storeAudit: () => Promise<void>
}

/** `past` is the house living by `clock`. */
export function createRehearsal(past: Deps, clock: StoryClock): Rehearsal {
  const { connection, ids, counters } = past
  // What happens in a story is no news for the log.
  const logger = past.logger.child({}, { level: 'warn' })
  const { space, people, files, session } = past.services
  const uow = unguarded
  const outbox = createStagedOutbox(past)
  const audit = createStagedAudit(past.audit, clock)
  const jobs: Pick<Jobs, 'every'> = { every: () => undefined }
  const stage = { opinions: stageOpinions(), messages: stageMessages(), households: stageHouseholds() }
  const inbox = createMessagesService({
    messages: stage.messages.repository,
    wechat: null,
    quiet: { of: () => Promise.resolve(NIGHT) },
    clock,
    ids,
    logger,
  })
  // Nobody's phone rings for something that is over.
  const accounts = { ...session, openidsOf: () => Promise.resolve(new Map<string, string>()) }
  const settings = rememberCommunities(past.services.opinions.settings)
  const calendars = rememberCalendar(past.services.calendars)
  const cast = {
    ...people,
    staffCards: onceEach((accountIds: readonly string[]) => people.staffCards(accountIds)),
    residentLabels: onceEach((scope: Scope, personIds: readonly string[]) =>
      people.residentLabels(scope, personIds),
    ),
  }
  const town = {
    ...space,
    community: onceEach((communityId: string) => space.community(communityId)),
    place: onceEach((scope: Scope, nodeId: string) => space.place(scope, nodeId)),
    around: onceEach((place: Place) => space.around(place)),
    names: onceEach((nodeIds: readonly string[]) => space.names(nodeIds)),
  }

  const shared = {
    people: cast,
    space: town,
    // Nobody comes to work or leaves while the story is told.
    named: createNamedStaff({ people, space, clock: { now: constant(clock.now()) } }),
    files,
    accounts,
    calendars,
    inbox,
    uow,
    outbox,
    audit,
    clock,
    ids,
    logger,
  }
  const notices = createNoticesService({
    ...shared,
    notices: createNoticesRepository(connection),
    households: stage.households.repository,
    receipts: stageReceipts(),
    settings: rememberCommunities(past.services.notices.settings),
  })
  registerNoticeJobs({ outbox, jobs, notices })
  const opinions = stage.opinions.repository
  const counts = createQueueCounts({ opinions, clock })
  const transitions = createTransitions({ ...shared, opinions, counts })
  const found = createCaseParties({ people, space })
  const parties = {
    of: onceEach((communityId: string) => found.of(communityId)),
    accountsOf: onceEach((communityId: string, party: Party) => found.accountsOf(communityId, party)),
  }
  const supports = createOpinionSupports(connection)
  // On the stage everybody speaks for themselves.
  const nobody = () => Promise.resolve([])
  const alone = { principalsOf: nobody, homesOf: nobody, mayActFor: () => Promise.resolve(false) }
  const proxies = createProxies({ kin: alone, people: cast })
  const parts = {
    ...shared,
    opinions,
    settings,
    counts,
    transitions,
    supports,
    counters,
    jobs,
    parties,
    proxies,
  }
  registerCasesJobs(parts)
  const electors = createElectors(connection)
  const councilSettings = createCouncilSettings({ ...shared, connection })
  const cityOf = async (communityId: string) => (await councilSettings.of(communityId)).cityId
  const timers = new Map<string, () => Promise<unknown>>()
  const polls = createPollsModule({
    ...{ ...shared, connection, electors, cityOf },
    jobs: { every: (name, _, run) => void timers.set(name, run) },
  })
  return {
    notices,
    opinions: createOpinionsService(parts),
    // Nobody is at any case while the past is told.
    desk: createOpinionsDesk({ ...parts, presence: { others: () => Promise.resolve(new Map()) } }),
    cases: createCasesService(parts),
    jobs: registerOpinionsJobs(parts),
    council: createCouncilModule({
      ...shared,
      connection,
      jobs,
      notices,
      electors,
      keys: past.keys,
      attempts: past.attempts,
      sources: createOpinionSources(parts),
      polls: polls.chain,
      settings: councilSettings,
    }),
    polls,
    remindVoters: async () => {
      await timers.get('polls.remind')?.()
    },
    stage,
    drain: outbox.drain,
    storeAudit: audit.store,
  }
}

/** One story-teller, one thing after another: there is nobody to be guarded against. */
const unguarded: UnitOfWork = {
  run: (fn) => fn(),
  request: (fn) => fn(),
  afterCommit: (hook) => hook(),
}

const constant =
  <T>(value: T): (() => T) =>
  () =>
    value

/** The same question gets the first answer: neither places nor people change during the story. */
function onceEach<Question extends readonly unknown[], Answer>(
  ask: (...question: Question) => Promise<Answer>,
): (...question: Question) => Promise<Answer> {
  const known = new Map<string, Promise<Answer>>()
  return (...question) => {
    const key = JSON.stringify(question)
    const answer = known.get(key) ?? ask(...question)
    known.set(key, answer)
    return answer
  }
}

function createStagedOutbox({ ids, clock }: Pick<Deps, 'ids' | 'clock'>) {
  const handlers = new Map<string, EventHandler[]>()
  let waiting: (NewEvent & { id: string; occurredAt: Date })[] = []
  const outbox: Pick<Outbox, 'add' | 'registerHandler'> = {
    add(event) {
      waiting.push({ ...event, id: ids.next('evt'), occurredAt: clock.now() })
      return Promise.resolve()
    },
    registerHandler(type, _, handler) {
      handlers.set(type, [...(handlers.get(type) ?? []), handler])
    },
  }
  return {
    ...outbox,
    drain: async (): Promise<void> => {
      const events = waiting
      waiting = []
      for (const event of events) {
        for (const handler of handlers.get(event.type) ?? []) await handler({ ...event, attempt: 1 })
      }
    },
  }
}

function createStagedAudit(audit: Audit, clock: StoryClock) {
  const acts: { entry: AuditEntry; at: Date }[] = []
  return {
    record(entry: AuditEntry) {
      acts.push({ entry, at: clock.now() })
      return Promise.resolve()
    },
    store: async (): Promise<void> => {
      const writing = acts.map(({ entry, at }) => {
        // The time of the row is read before its write begins, so the writes need not wait for each other.
        clock.set(at)
        return audit.record(entry)
      })
      await Promise.all(writing)
    },
  }
}
