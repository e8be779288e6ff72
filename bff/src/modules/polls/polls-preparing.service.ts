import { pollFingerprint, type FrozenPoll } from '@linli/shared/polls/board'
import { cityPackOf } from '@linli/shared/polls/city-packs'
import { rulePacks } from '@linli/shared/polls/packs'
import { objectionsEnd } from '@linli/shared/polls/deadlines.rules'
import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import { frozenQuestions } from '@linli/shared/polls/freezing.rules'
import { isPrepared, preparationOf, type PreparationFacts } from '@linli/shared/polls/preparation.rules'
import { isByPerson, needsConfirmed, refusalText, setupRefusals } from '@linli/shared/polls/setup.rules'
import { weighingText } from '@linli/shared/polls/weights.rules'
import { dayOf, instantOf, type IsoDay } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { refuseFaster } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { Audit } from '../../platform/audit/audit'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { mostBallots, type BallotBoxes } from './ballot-box.repository'
import { createDraftRefusals } from './poll-draft-refusals'
import { isKept, movedOf, type MovedPoll, type PollAccess } from './poll-access'
import { factsOfRow, factsThatStand, noFacts } from './poll-facts'
import type { PollThings } from './poll-desk-things.repository'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { judgeStaff } from './polls.policy'
import type { PollCalendars, PollCity, PollElectors, PollInbox, PollSpace } from './polls.ports'
import type { PollsRepository } from './polls.repository'
import { createRollBuild } from './roll-build'

/** A day's voting begins at midnight in Shanghai and ends at 20:00 of the last day. */
const CLOSING_MINUTES = 20 * 60
/** Who has not voted is reminded once, on the last day (participation §5 no. 11). */
const REMIND_BEFORE_MS = 24 * 3_600_000

export interface PollsPreparing {
  /** The city whose rules a new owners' decision begins with; null while the community has not said where it lies. */
  cityOf(actor: Actor, communityId: string): Promise<string | null>
  create(actor: Actor, communityId: string, draft: PollDraft): Promise<PollRow>
  update(actor: Actor, id: string, version: number, draft: PollDraft): Promise<PollRow>
  prepare(actor: Actor, id: string, version: number): Promise<MovedPoll>
  revise(actor: Actor, id: string, version: number): Promise<MovedPoll>
  saveFacts(actor: Actor, id: string, version: number, facts: PollRow['facts']): Promise<PollRow>
  publishRoll(actor: Actor, id: string, version: number): Promise<MovedPoll>
  withdrawRoll(actor: Actor, id: string, version: number): Promise<MovedPoll>
  freeze(actor: Actor, id: string, version: number): Promise<MovedPoll>
  discard(actor: Actor, id: string, version: number): Promise<MovedPoll>
  cancel(actor: Actor, id: string, version: number, reason: string): Promise<MovedPoll>
  /** What the checklist is judged by. */
  factsOf(scope: Scope, row: PollRow): Promise<PreparationFacts>
}

export interface PreparingDeps {
  readonly polls: PollsRepository
  readonly rolls: PollRollsRepository
  readonly boxes: Pick<BallotBoxes, 'open'>
  readonly things: Pick<PollThings, 'dropMandates'>
  readonly access: PollAccess
  readonly electors: PollElectors
  readonly cityOf: PollCity
  readonly calendars: PollCalendars
  readonly space: PollSpace
  readonly inbox: Pick<PollInbox, 'settle'>
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** Question, rules and times as they will stand for ever. */
export function frozenOf({ _id, draft, opensAt, closesAt, roll }: PollRow, ids: Ids): FrozenPoll {
  const { secrecy, electorate, packId, cityId, questions } = draft.setup
  const weighing = weighingText(draft.setup)
  return {
    id: _id,
    title: draft.title,
    secrecy,
    electorate,
    pack: `${packId}@${rulePacks[packId].version}`,
    city: cityId,
    ...(weighing !== null && { weighing }),
    ...(isByPerson(draft.setup) && !needsConfirmed(draft.setup) && { takesUnconfirmed: true }),
    ...(roll && { roll: { rows: roll.rows, votes: roll.votes, area: roll.area } }),
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    questions: frozenQuestions(
      draft.setup,
      questions.map(() => ids.next('pqu')),
      roll?.fingerprint,
    ),
  }
}

/** From a first draft to the moment from which only the clock acts. */
export function createPollsPreparing(deps: PreparingDeps): PollsPreparing {
  const { polls, rolls, boxes, things, access, calendars, inbox, uow, audit, clock, ids } = deps
  const refuse = createDraftRefusals(deps)
  const build = createRollBuild(deps)

  const timesOf = ({ setup }: PollDraft) => ({
    opensAt: instantOf(setup.opensOn),
    closesAt: instantOf(setup.closesOn, CLOSING_MINUTES),
  })

  /** As the calendar stands on the day of publication: what the roll says to its readers is moved by no later notice. */
  async function objectionsEndOf({ draft }: PollRow, publishedOn: IsoDay): Promise<IsoDay> {
    const calendar = await calendars.current()
    return objectionsEnd(publishedOn, draft.setup.packId, (day) => !calendar.isWorkday(day))
  }

  async function factsOf(scope: Scope, row: PollRow): Promise<PreparationFacts> {
    const ref = row.roll && { scope, rollId: row.roll.id }
    const today = dayOf(clock.now())
    return {
      ...factsOfRow(row),
      today,
      rollPublishedOn: row.roll?.publishedOn ?? null,
      objectionsUntil: row.roll?.objectionsUntil ?? null,
      objectionsWouldEnd: await objectionsEndOf(row, today),
      rollRows: row.roll?.rows ?? 0,
      leftOut: row.roll?.pending ?? 0,
      homesOnPaper: row.roll?.onPaper ?? 0,
      roomsWithoutArea: row.roll?.withoutArea ?? 0,
      openObjections: await polls.openObjections(scope, row._id),
      officialRecorded: row.official !== undefined,
      rowsWithoutVoter: ref && row.draft.setup.secrecy === 'secret' ? await rolls.countWithoutVoter(ref) : 0,
    }
  }

  /**
   * Takes the roll out of force. The places that mandates for it have taken in their holders' hands go with it, its rows
   * after it: of this build alone, since a colleague may publish the next one in the same moment.
   */
  async function endRoll(
    actor: Actor,
    scope: Scope,
    row: PollRow,
    move: { event: 'withdraw_roll' | 'discard'; version: number; status: 'preparing' | 'discarded' },
  ): Promise<MovedPoll> {
    const { event, version, status } = move
    const changed = await access.move(actor, scope, row, {
      ...{ event, version, set: { status, roll: null } },
      also: async () => {
        await things.dropMandates(scope, row._id)
        // What is given up asks nobody for an answer any more.
        if (event === 'discard') await inbox.settle({ topic: 'poll_desk', targetId: row._id })
      },
    })
    if (row.roll) await rolls.removeBuild({ scope, rollId: row.roll.id })
    return movedOf(changed, clock.now())
  }

  /** Throws `not_prepared` with what is missing before the poll can be frozen. */
  async function refuseUnprepared(scope: Scope, row: PollRow): Promise<void> {
    const checklist = preparationOf(row.draft.setup, await factsOf(scope, row))
    const missing = checklist.filter(({ isDone }) => !isDone).map(({ text }) => text)
    // A poll that should have begun already would give its first days away.
    if (clock.now() >= row.opensAt) missing.push('开始日期已经到了，请改到明天或以后')
    if (!isPrepared(checklist) || missing.length > 0)
      throw new AppError('not_prepared', { details: { missing } })
  }

  return {
    factsOf,
    async cityOf(actor, communityId) {
      demand(judgeStaff(actor, 'prepare', communityId))
      return cityPackOf(await deps.cityOf(communityId))?.id ?? null
    },
    async create(actor, communityId, draft) {
      const scope = demand(judgeStaff(actor, 'prepare', communityId))
      await refuse(scope, communityId, draft)
      const row: PollRow = {
        _id: ids.next('pol'),
        communityId,
        draft,
        ...timesOf(draft),
        status: 'draft',
        version: 0,
        facts: noFacts,
        roll: null,
        frozen: null,
        fingerprint: null,
        papers: 0,
        count: null,
        publishedAt: null,
        signatures: [],
        cancelReason: null,
        history: [],
        createdAt: clock.now(),
      }
      await uow.run(async () => {
        await polls.insert(row)
        await audit.record({
          actor,
          action: 'poll.create',
          communityId,
          targetType: 'poll',
          targetId: row._id,
          detail: { pack: draft.setup.packId },
        })
      })
      return row
    },

    async update(actor, id, version, draft) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      if (isKept(row, ['draft'], version, [row.draft, draft])) return row
      await refuse(scope, row.communityId, draft)
      const changed = await polls.change(scope, id, {
        from: ['draft'],
        version,
        set: { draft, ...timesOf(draft), facts: factsThatStand(row, draft) },
      })
      return changed ?? refuseFaster(await polls.find(scope, row._id), ['draft'])
    },

    async prepare(actor, id, version) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      const done = access.repeated(actor, row, 'prepare', version)
      if (done) return done
      await refuse(scope, row.communityId, row.draft)
      const refusals = setupRefusals(row.draft.setup)
      if (refusals.length > 0)
        throw new AppError('validation_failed', {
          errors: refusals.map((refusal) => ({
            path: `body.${refusal.path}`,
            message: refusalText(refusal),
          })),
        })
      return movedOf(
        await access.move(actor, scope, row, { event: 'prepare', version, set: { status: 'preparing' } }),
        clock.now(),
      )
    },

    async revise(actor, id, version) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      const done = access.repeated(actor, row, 'revise', version)
      if (done) return done
      return movedOf(
        await access.move(actor, scope, row, { event: 'revise', version, set: { status: 'draft' } }),
        clock.now(),
      )
    },

    async saveFacts(actor, id, version, facts) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      const from = ['preparing', 'roll_published'] as const
      if (isKept(row, from, version, [row.facts, facts])) return row
      const changed = await uow.run(async () => {
        const saved = await polls.change(scope, id, { from, version, set: { facts } })
        if (saved)
          await audit.record({
            actor,
            action: 'poll.facts',
            communityId: row.communityId,
            targetType: 'poll',
            targetId: id,
            detail: { noticeDay: facts.noticeDay, partyStudyOn: facts.partyStudyOn },
          })
        return saved
      })
      return changed ?? refuseFaster(await polls.find(scope, row._id), from)
    },

    async publishRoll(actor, id, version) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      const done = access.repeated(actor, row, 'publish_roll', version)
      if (done) return done
      // The place may have become another since: an estate was added to it.
      await refuse(scope, row.communityId, row.draft)
      const today = dayOf(clock.now())
      const roll = await build(scope, row, today, await objectionsEndOf(row, today))
      try {
        const changed = await access.move(actor, scope, row, {
          event: 'publish_roll',
          version,
          set: { status: 'roll_published', roll },
          detail: { rows: roll.rows, fingerprint: roll.fingerprint },
        })
        // Only what was built before: a colleague may be building the next one already.
        await rolls.removeBefore(scope, id, roll.id)
        return movedOf(changed, clock.now())
      } catch (error) {
        // A commit whose answer was lost may have put this very build in force.
        if ((await polls.find(scope, id))?.roll?.id !== roll.id)
          await rolls.removeBuild({ scope, rollId: roll.id })
        throw error
      }
    },

    async withdrawRoll(actor, id, version) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      const done = access.repeated(actor, row, 'withdraw_roll', version)
      if (done) return done
      return endRoll(actor, scope, row, { event: 'withdraw_roll', version, status: 'preparing' })
    },

    async freeze(actor, id, version) {
      const { row, scope } = await access.atDesk(actor, 'publish', id)
      const done = access.repeated(actor, row, 'freeze', version)
      if (done) return done
      const { roll, opensAt, closesAt } = row
      await refuseUnprepared(scope, row)
      const frozen = frozenOf(row, ids)
      if (frozen.secrecy === 'secret') await boxes.open(id, mostBallots({ roll, frozen }))
      const changed = await access.move(actor, scope, row, {
        event: 'freeze',
        version,
        set: {
          status: 'frozen',
          frozen,
          fingerprint: pollFingerprint(frozen),
          remindAt: new Date(Math.max(opensAt.getTime(), closesAt.getTime() - REMIND_BEFORE_MS)),
        },
        nextActionAt: closesAt,
        // An objection may have been filed since.
        also: () => refuseUnprepared(scope, row),
        detail: { fingerprint: pollFingerprint(frozen), roll: roll?.fingerprint ?? null },
      })
      return movedOf(changed, clock.now())
    },

    async discard(actor, id, version) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      const done = access.repeated(actor, row, 'discard', version)
      if (done) return done
      return endRoll(actor, scope, row, { event: 'discard', version, status: 'discarded' })
    },

    async cancel(actor, id, version, reason) {
      const { row, scope } = await access.atDesk(actor, 'publish', id)
      const changed = await access.move(actor, scope, row, {
        event: 'cancel',
        version,
        set: { status: 'cancelled', cancelReason: reason },
        // What is in the box will never be counted: the sweep seals the roll and burns it.
        nextActionAt: clock.now(),
      })
      return movedOf(changed, clock.now())
    },
  }
}
