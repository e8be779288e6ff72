import { dueTime, type ClockFacts } from '@linli/shared/opinions/opinions.clock'
import { dueRung, type Rung } from '@linli/shared/opinions/opinions.ladder'
import { afterQuiet } from '@linli/shared/quiet-hours'
import { streetParty } from '@linli/shared/opinions/parties'
import type { Logger } from 'pino'
import type { Clock } from '../../platform/clock'
import { eachAlone, eachDue, idOf, walk } from '../../platform/due-rows'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Outbox } from '../../platform/outbox'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { CaseParties } from './case-parties'
import { workersAt } from './case-workers'
import { warningMessage } from './cases.messages'
import type { OpinionRow } from './opinion.model'
import { currentStatus } from './opinions.effects'
import { eventScope, unbarred } from './opinions.policy'
import type { OpinionAccounts, OpinionCalendars, OpinionInbox, OpinionPeople } from './opinions.ports'
import { queuePlace } from './opinions.queue'
import type { OpinionsRepository } from './opinions.repository'
import type { OpinionSettingsSource } from './opinions.settings'
import { ladderOf, owedClock, warnTime } from './opinions.warnings'

const SWEEP_SECONDS = 60
const RECOMPUTE_SECONDS = 600
const BATCH = 200

export interface WarningJobsDeps {
  readonly opinions: OpinionsRepository
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly parties: CaseParties
  readonly people: Pick<OpinionPeople, 'holdersAt' | 'staffCards'>
  readonly ids: Ids
  readonly inbox: OpinionInbox
  readonly accounts: Pick<OpinionAccounts, 'openidsOf'>
  readonly outbox: Pick<Outbox, 'add' | 'registerHandler'>
  readonly uow: UnitOfWork
  readonly jobs: Pick<Jobs, 'every'>
  readonly clock: Clock
  readonly logger: Logger
}

export interface WarningJobs {
  /** Climbs the ladder of every promise whose time has come; answers how many warnings were written down. */
  warnDue(): Promise<number>
  /** Computes the due times of open promises again when the calendar is another one; closed ones stay as they were. */
  recompute(): Promise<number>
}

/** What time alone brings about: warnings, and new due times when a year's holidays become known. */
export function registerWarningJobs(deps: WarningJobsDeps): WarningJobs {
  const {
    opinions,
    settings,
    calendars,
    parties,
    people,
    ids,
    inbox,
    accounts,
    outbox,
    uow,
    jobs,
    clock,
    logger,
  } = deps
  let computedWith: string | undefined

  async function warn(id: string, communityId: string): Promise<boolean> {
    const scope = eventScope(communityId)
    const row = await opinions.find(scope, id)
    const now = clock.now()
    if (!row?.warnAt || row.warnAt > now) return false
    const [calendar, own] = [await calendars.current(), await settings.of(communityId)]
    const owed = owedClock({ ...row, status: currentStatus(row, now) })
    const facts = { warned: row.warned, urgent: row.category.urgent, now }
    const rung = owed && dueRung(calendar, owed, ladderOf(own, row.category), facts)
    // A sweep that is late, or was stopped for a while, disturbs nobody at night either.
    const later = row.category.urgent ? now : afterQuiet(now, own)
    const speaks = owed !== null && rung !== null && later <= now
    const warned = speaks ? { dueAt: owed.dueAt, rung } : row.warned
    const warnAt = later > now ? later : warnTime({ ...row, warned }, { calendar, settings: own, now })
    return uow.run(async () => {
      // Guarded by the time itself: of two workers one finds it moved.
      if (!(await opinions.markWarned(scope, id, row.warnAt ?? now, { warned, warnAt }))) return false
      if (!speaks) return false
      await outbox.add({
        type: 'opinion.warned',
        aggregateId: id,
        communityId,
        payload: { rung, dueAt: owed.dueAt.toISOString() },
      })
      return true
    })
  }

  async function warnDue(): Promise<number> {
    const now = clock.now()
    const read = (limit: number, skip: number) => opinions.listWarnings(now, limit, skip)
    const warned = await eachDue(
      read,
      BATCH,
      ({ id }) => id,
      ({ id, communityId }) => warn(id, communityId),
    )
    if (warned > 0) logger.info({ warned }, 'opinions.warned')
    return warned
  }

  async function accountsFor(row: OpinionRow, rung: Rung): Promise<string[]> {
    const { communityId } = row
    if (rung === 'street') return parties.accountsOf(communityId, streetParty)
    const working = await workersAt(parties, row)
    if (rung !== 'supervisor') return working
    const heads = await people.holdersAt([communityId], ['community_admin'])
    return [...working, ...heads.map(({ accountId }) => accountId)]
  }

  async function namesOf(accountIds: readonly string[]): Promise<string[]> {
    const cards = await people.staffCards(accountIds)
    return [...new Set(accountIds)].flatMap((accountId) => {
      const card = cards.get(accountId)
      return card ? [`${card.title} ${card.name}`] : []
    })
  }

  outbox.registerHandler('opinion.warned', 'opinions.tell_ladder', async (event) => {
    if (event.communityId === null) return
    const row = await opinions.find(eventScope(event.communityId), event.aggregateId)
    const now = clock.now()
    const owed = row && owedClock({ ...row, status: currentStatus(row, now) })
    // Said from the case as it is now: what has been done or moved since warns of nothing.
    if (!row || !owed || owed.doneAt !== null) return
    if (owed.dueAt.toISOString() !== event.payload.dueAt) return
    const rung = event.payload.rung as Rung
    const message = warningMessage(rung, row, owed, { now, calendar: await calendars.current() })
    const accountIds = unbarred(row, await accountsFor(row, rung))
    const openids = await accounts.openidsOf(accountIds)
    await inbox.deliver({
      communityId: row.communityId,
      topic: 'case',
      targetId: row._id,
      title: message.title,
      text: message.text,
      needsAct: message.needsAct,
      urgent: row.category.urgent,
      dedupeKey: `opinion.warned:${row._id}:${String(event.payload.dueAt)}:${rung}`,
      recipients: accountIds.map((accountId) => ({ accountId, wechat: openids.has(accountId) })),
    })
    // After the telling: what the course of the case says has happened.
    const told = await namesOf(accountIds)
    await opinions.addWarning(eventScope(row.communityId), row._id, {
      ...{ id: ids.next('wrn'), rung, dueAt: owed.dueAt, told, at: now },
    })
  })

  /** Null where the due times are right already; false when somebody moved the case meanwhile. */
  async function recomputeOne(row: OpinionRow): Promise<boolean | null> {
    const now = clock.now()
    const [calendar, own] = [await calendars.current(), await settings.of(row.communityId)]
    const again = (facts: ClockFacts): ClockFacts =>
      facts.doneAt === null ? { ...facts, dueAt: dueTime(calendar, facts) } : facts
    const promise = again(row.clock)
    const handling = row.handling && {
      ...row.handling,
      signing: again(row.handling.signing),
      helpers: row.handling.helpers.map((helper) => ({ ...helper, clock: again(helper.clock) })),
    }
    if (JSON.stringify([promise, handling]) === JSON.stringify([row.clock, row.handling])) return null
    const next = { ...row, clock: promise, ...(handling ? { handling } : {}) }
    return opinions.setClocks(eventScope(row.communityId), row._id, row.version, {
      ...{ clock: promise, ...(handling ? { handling } : {}), ...queuePlace(next) },
      warnAt: warnTime(next, { calendar, settings: own, now }),
    })
  }

  async function recompute(): Promise<number> {
    const version = await calendars.version()
    if (version === computedWith) return 0
    let [moved, wrong] = [0, 0]
    const open = walk((after, limit) => opinions.listOpen(after ?? '', limit), BATCH)
    await eachAlone(open, idOf, async (row) => {
      const isMoved = await recomputeOne(row)
      if (isMoved !== null) wrong += 1
      if (isMoved) moved += 1
      return true
    })
    // An act that had read its case before this round writes the former times back, so the rounds go on until one of
    // them has nothing to do: by then every such act has long ended.
    if (wrong === 0) computedWith = version
    if (moved > 0) logger.info({ moved }, 'opinions.recomputed')
    return moved
  }

  jobs.every('opinions.warn', SWEEP_SECONDS, warnDue)
  jobs.every('opinions.recompute', RECOMPUTE_SECONDS, recompute)
  return { warnDue, recompute }
}
