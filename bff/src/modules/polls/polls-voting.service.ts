import { isCode } from '@linli/shared/polls/board.tree'
import { rulePacks } from '@linli/shared/polls/packs'
import { needsOfficialSystem } from '@linli/shared/polls/preparation.rules'
import type { LeftOutReason } from '@linli/shared/polls/polls.kinds'
import { isPublished, pollPhase } from '@linli/shared/polls/polls.machine'
import type { MyRowsView, PollListedView, PollView } from '@linli/shared/polls/polls.schema'
import type { ObjectionView, RollLineView } from '@linli/shared/polls/polls.parts.schema'
import { castsConfirmed, isByPerson } from '@linli/shared/polls/setup.rules'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { refuseStatus } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { PollDoubtsRepository } from './poll-doubts.repository'
import { questionsOf, refuseFaults, refuseWrongSecrecy, sameCast } from './ballot-checks'
import { mostBallots, type BallotBoxes } from './ballot-box.repository'
import { rollPhases, type PollAccess } from './poll-access'
import type { PollRollRow } from './poll-roll.model'
import type { CastBy, PollRollsRepository, RollRef } from './poll-rolls.repository'
import type { PollObjectionRow } from './poll-objection.model'
import type { PollRow } from './poll.model'
import { listScope, mayHoldProxy, publicStatuses } from './polls.policy'
import type { PollElectors, PollInbox } from './polls.ports'
import { isDoubtable } from './poll-doubts.service'
import { presentItem, presentLine, presentMyRow, presentObjection, presentPoll } from './polls.presenter'
import { leftOutReason } from './roll-plan'
import type { PollsSupervision } from './polls-supervision.service'
import type { PollsRepository } from './polls.repository'

export interface PageQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** What people of the community do with polls. */
export interface PollsVoting {
  list(actor: Actor, query: PageQuery): Promise<Page<PollListedView>>
  /** Open polls of the own community in which a ballot of the caller's is awaited. */
  awaiting(actor: Actor, limit: number): Promise<PollListedView[]>
  get(actor: Actor, id: string): Promise<PollView>
  mine(actor: Actor, id: string): Promise<MyRowsView>
  roll(actor: Actor, id: string, query: PageQuery): Promise<Page<RollLineView>>
  /** Throws `objection_open` while the caller's last one waits for an answer. */
  object(actor: Actor, id: string, text: string): Promise<ObjectionView>
  nameVoter(actor: Actor, id: string, rowId: string, personId: string): Promise<void>
  vote(
    actor: Actor,
    id: string,
    ballot: { rowId: string; answers: string[]; othersAgree: boolean },
  ): Promise<{ recorded: true; changes: number }>
  dissent(actor: Actor, id: string, rowId: string): Promise<void>
  cast(
    actor: Actor,
    id: string,
    ballot: { rowId: string; ballots: { code: string; choice: string }[] },
  ): Promise<{ recorded: true }>
}

export interface VotingDeps {
  readonly polls: PollsRepository
  readonly rolls: PollRollsRepository
  readonly boxes: BallotBoxes
  readonly access: PollAccess
  readonly electors: PollElectors
  readonly supervision: Pick<PollsSupervision, 'awaited'>
  readonly doubts: Pick<PollDoubtsRepository, 'count'>
  readonly inbox: Pick<PollInbox, 'settle'>
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
  readonly ids: Ids
}

export function createPollsVoting(deps: VotingDeps): PollsVoting {
  const { polls, rolls, boxes, access, electors, supervision, doubts, inbox, uow, outbox, clock, ids } = deps

  /** Only of the whole roll, while it is open, and only where the pack shows it (product §3.6). */
  async function turnoutOf(ref: RollRef | null, row: PollRow): Promise<PollView['turnout']> {
    const phase = pollPhase(row, clock.now())
    const shown = rulePacks[row.draft.setup.packId].showsTurnout && (phase === 'open' || phase === 'closed')
    // A secret electorate near its minimum would tell who has been, one by one.
    const isLarge = (row.roll?.rows ?? 0) >= SMALLEST_TURNOUT
    if (!ref || !shown || !isLarge || !row.roll) return null
    return { voted: await rolls.countVoted(ref), rows: row.roll.rows }
  }

  async function personRows(actor: Actor, id: string) {
    const { row, scope } = await access.readable(actor, id)
    const { personId } = actor
    if (personId === null) throw new AppError('not_on_roll')
    return { row, scope, ref: access.rollOf(scope, row), personId }
  }

  /** The caller's own row as it stands, or `not_on_roll`. */
  async function ownRow(ref: RollRef, rowId: string, personId: string): Promise<PollRollRow> {
    const found = await rolls.find(ref, rowId)
    const isMine = found && (found.personIds.includes(personId) || found.proxy?.holderId === personId)
    if (!isMine) throw new AppError('not_on_roll')
    return found
  }

  /**
   * What keeps the caller off a roll of persons, or from casting for the own household. The list that is kept is short;
   * where everybody of the community was meant, the register says it of the others as it stands now.
   */
  async function leftOutOf(
    scope: Scope,
    { communityId, roll, draft: { nodeId, setup, electorIds } }: PollRow,
    personId: string | null,
  ): Promise<LeftOutReason | null> {
    if (personId === null || !(isByPerson(setup) || castsConfirmed(setup))) return null
    const kept = roll?.leftOut?.find((one) => one.personId === personId)
    if (kept) return kept.reason
    if (setup.electorate !== 'representative' && nodeId !== communityId) return null
    const homes = await electors.byIds(scope, [personId])
    const own = homes.find(({ livesIn }) => livesIn || setup.electorate === 'representative')
    const isMeant =
      setup.electorate === 'person' ||
      (setup.electorate === 'household' ? own?.relation !== 'carer' : electorIds.includes(personId))
    return own && isMeant ? leftOutReason(setup, setup.opensOn, own) : null
  }

  /** What the rolls of these polls say of the caller, by roll. */
  async function ownOn(actor: Actor, rows: readonly PollRow[]): ReturnType<PollRollsRepository['votedOn']> {
    const rollIds = rows.flatMap(({ roll }) => roll?.id ?? [])
    return actor.personId === null ? new Map() : rolls.votedOn(listScope(actor), rollIds, actor.personId)
  }

  const presentListed = (row: PollRow, own: Awaited<ReturnType<typeof ownOn>>): PollListedView => ({
    ...presentItem(row, clock.now()),
    // Of a vote in the city's own system nothing is known here about anybody.
    voted: needsOfficialSystem(row.draft.setup) ? null : (own.get(row.roll?.id ?? '')?.voted ?? null),
  })

  return {
    async awaiting(actor, limit) {
      if (actor.personId === null || actor.communityId === null) return []
      const rows = await polls.list(listScope(actor), ['frozen'], { after: null, limit: MOST_OPEN })
      const open = rows.filter((row) => pollPhase(row, clock.now()) === 'open')
      const own = await ownOn(actor, open)
      const awaited = open.filter(({ roll, draft }) => {
        const mine = own.get(roll?.id ?? '')
        // A secret ballot of several is cast by the one they have named; the others are not asked for it.
        return mine?.voted === false && (draft.setup.secrecy === 'named' || mine.isVoter)
      })
      return awaited.slice(0, limit).map((row) => presentListed(row, own))
    },
    async list(actor, { cursor, limit = PAGE_ROWS }) {
      const [after = null] = cursor === undefined ? [] : decodeCursor(cursor, ['string'])
      const rows = await polls.list(listScope(actor), publicStatuses, { after, limit: limit + 1 })
      const page = pageOf(rows, limit, (last) => [last._id])
      const own = await ownOn(actor, page.rows)
      return { items: page.rows.map((row) => presentListed(row, own)), nextCursor: page.nextCursor }
    },

    async get(actor, id) {
      const { row, scope } = await access.readable(actor, id)
      const ref = row.roll && { scope, rollId: row.roll.id }
      return presentPoll(row, clock.now(), {
        turnout: await turnoutOf(ref, row),
        awaited: await supervision.awaited(row),
        doubts: ref && isPublished(row.status) ? await doubts.count(ref) : undefined,
      })
    },

    async mine(actor, id) {
      const { row, scope } = await access.readable(actor, id)
      const { personId } = actor
      const found =
        personId === null || row.roll === null
          ? []
          : await rolls.ofPerson({ scope, rollId: row.roll.id }, personId)
      const sharers = await electors.byIds(scope, [...new Set(found.flatMap(({ personIds }) => personIds))])
      const names = new Map(sharers.map((person) => [person.personId, person.maskedName]))
      const isSecret = row.draft.setup.secrecy === 'secret'
      const phase = pollPhase(row, clock.now())
      const isGoing = rollPhases.includes(phase)
      const rows = found.map((own) =>
        presentMyRow(own, personId ?? '', names, {
          isSecret,
          isGoing,
          isDoubtable: (one) => isDoubtable(row, phase, one, personId),
        }),
      )
      const leftOut = found.length > 0 || row.roll === null ? null : await leftOutOf(scope, row, personId)
      const by = { accountId: actor.accountId, personIds: personId === null ? [] : [personId] }
      const objections = await polls.objectionsOf(scope, by, MOST_OWN_OBJECTIONS, id)
      const isOpen = phase === 'open'
      const mayChange = !isSecret && rulePacks[row.draft.setup.packId].mayChangeBallot
      return {
        rows,
        leftOut,
        objections: objections.map(presentObjection),
        abilities: {
          vote: isOpen && rows.some((own) => !own.voted && own.isVoter),
          change: isOpen && mayChange && rows.some((own) => own.voted && own.isVoter),
          object:
            phase === 'roll_published' &&
            isObjecting(row, clock.now()) &&
            objections.every(({ decision }) => decision !== null),
          notMe: rows.some(({ mayDoubt }) => mayDoubt),
        },
      }
    },

    async roll(actor, id, { cursor, limit = PAGE_ROWS }) {
      const { row, scope } = await access.readable(actor, id)
      const [after = 0] = cursor === undefined ? [] : decodeCursor(cursor, ['number'])
      const found = await rolls.lines(access.rollOf(scope, row), { after, limit: limit + 1 })
      const page = pageOf(found, limit, (last) => [last.serial])
      return {
        items: page.rows.map(presentLine),
        nextCursor: page.nextCursor,
      }
    },

    async object(actor, id, text) {
      const { row, scope } = await access.readable(actor, id)
      const { personId } = actor
      const objection: PollObjectionRow = {
        _id: ids.next('pob'),
        communityId: row.communityId,
        pollId: id,
        byAccountId: actor.accountId,
        openBy: actor.accountId,
        ...(personId !== null && { byPersonId: personId, openByPerson: personId }),
        text,
        at: clock.now(),
        decision: null,
      }
      await uow.run(async () => {
        if (!(await polls.addObjection(scope, objection, dayOf(objection.at))))
          throw new AppError('invalid_status', {
            details: { current: row.status, allowedFrom: ['roll_published'] },
          })
        await outbox.add({
          ...{ type: 'poll.objected', aggregateId: id, communityId: row.communityId },
          payload: { objectionId: objection._id },
        })
      })
      return presentObjection(objection)
    },

    async nameVoter(actor, id, rowId, personId) {
      const { row, ref, personId: me } = await personRows(actor, id)
      const now = clock.now()
      const phase = pollPhase(row, now)
      refuseStatus(phase, ['roll_published', 'waiting'])
      if (!(await rolls.nameVoter(ref, rowId, me, personId))) throw new AppError('not_on_roll')
    },

    async vote(actor, id, { rowId, answers, othersAgree }) {
      const { row, ref, personId } = await personRows(actor, id)
      refuseWrongSecrecy(row, 'named')
      refuseFaults(questionsOf(row), answers, (index) => `body.answers.${index}`)
      access.refuseClosed(row)
      const own = await ownRow(ref, rowId, personId)
      const isShared = own.personIds.length > 1
      if (isShared && !othersAgree)
        throw new AppError('validation_failed', {
          errors: [{ path: 'body.othersAgree', message: '这一票几个人共有，请先和其他人商量好' }],
        })
      const isProxy = !own.personIds.includes(personId)
      // Whoever was given a post since the mandate was written carries it no more.
      if (isProxy && !mayHoldProxy(actor.grants.map(({ role }) => role)))
        throw new AppError('proxy_refused', { details: { reason: 'staff' } })
      const by: CastBy = isProxy ? { holderId: personId } : { personId }
      const known = sameCast(own, personId, answers)
      if (known !== null) return { recorded: true as const, changes: known }
      const { mayChangeBallot: mayChange } = rulePacks[row.draft.setup.packId]
      return uow.run(async () => {
        // Again inside: a transaction that had to be repeated may begin after closing.
        access.refuseClosed(row)
        const done = await rolls.castNamed(
          ref,
          rowId,
          by,
          {
            at: clock.now(),
            via: isProxy ? 'proxy' : 'phone',
            answers,
            byAccountId: actor.accountId,
            byPersonId: personId,
          },
          { mayChange, clearsDissentOf: personId },
        )
        if (!done) return refuseNamed(ref, rowId, row, by)
        const { before } = done
        // Asked to vote anew after a ballot that was not hers was annulled: she has.
        if (before.notMe?.finding?.annulled)
          await inbox.settle({ topic: 'poll', targetId: id, accountIds: [actor.accountId] })
        // Whoever shares the row is told at once; a named ballot is no secret to them.
        if (isShared || isProxy || (before.voted && before.via !== 'phone'))
          await outbox.add({
            type: 'poll.row_cast',
            aggregateId: id,
            communityId: row.communityId,
            payload: {
              rowId,
              byPersonId: personId,
              cast: before.casts.length,
              via: isProxy ? 'proxy' : 'phone',
            },
          })
        return { recorded: true as const, changes: before.casts.length }
      })
    },

    async dissent(actor, id, rowId) {
      const { row, ref, personId } = await personRows(actor, id)
      refuseWrongSecrecy(row, 'named')
      access.refuseClosed(row)
      const own = await ownRow(ref, rowId, personId)
      // Sent again after a lost answer: it is suspended by this very person already.
      if (own.dissentBy === personId) return
      if (own.personIds.length < 2 || !(await rolls.dissent(ref, rowId, personId)))
        throw new AppError('invalid_status', { details: { current: 'not cast', allowedFrom: ['cast'] } })
    },

    async cast(actor, id, { rowId, ballots }) {
      const { row, ref, personId } = await personRows(actor, id)
      refuseWrongSecrecy(row, 'secret')
      const questions = questionsOf(row)
      const choices = ballots.map(({ choice }) => choice)
      refuseFaults(questions, choices, (index) => `body.ballots.${index}.choice`)
      const codes = new Set(ballots.map(({ code }) => code))
      if (codes.size < ballots.length || ![...codes].every(isCode)) throw usedCode()
      return uow.run(async () => {
        const isOpen = pollPhase(row, clock.now()) === 'open'
        if (!isOpen || !(await rolls.takeSecret(ref, rowId, { voterId: personId }, 'phone'))) {
          // The row itself says whether this was a retry, somebody else's row, or too late.
          const found = await rolls.find(ref, rowId)
          if (found?.voterId !== personId) throw new AppError('not_on_roll')
          if (found.voted) return { recorded: true as const }
          throw access.closed(row)
        }
        const detached = questions.map((question, index) => ({
          questionId: question.id,
          code: ballots[index]?.code ?? '',
          choice: ballots[index]?.choice ?? '',
        }))
        if (!(await boxes.put(id, mostBallots(row), detached))) throw usedCode()
        return { recorded: true as const }
      })
    },
  }

  async function refuseNamed(ref: RollRef, rowId: string, row: PollRow, by: CastBy): Promise<never> {
    const found = await rolls.find(ref, rowId)
    // Taken back in this very moment: the mandate ends with the word of who gave it.
    const isTakenBack = 'holderId' in by && found?.proxy?.holderId !== by.holderId
    if (!found || isTakenBack) throw new AppError('not_on_roll')
    if (found.sealed) throw access.closed(row)
    throw new AppError(found.dissentBy === null ? 'already_voted' : 'row_suspended')
  }
}

/** Fewer than this, and a number that goes up by one says who has just been seen at the desk. */
const SMALLEST_TURNOUT = 20

/** The last so many of the own objections to one roll. */
const MOST_OWN_OBJECTIONS = 20
/** More polls than a community has open at once. */
const MOST_OPEN = 20

const usedCode = (): AppError =>
  new AppError('validation_failed', {
    errors: [{ path: 'body.ballots', message: '选票码重复了，请退出这一页再投一次' }],
  })

const isObjecting = (row: PollRow, now: Date): boolean =>
  row.roll !== null && dayOf(now) <= row.roll.objectionsUntil
