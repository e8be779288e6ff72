import { setImmediate as nextTurn } from 'node:timers/promises'
import { gunzip, gzip } from 'node:zlib'
import { promisify } from 'node:util'
import {
  BOARD_FORMAT,
  marksText,
  namedBox,
  rootOf,
  secretBox,
  type Board,
  type FrozenPoll,
  type NamedRow,
} from '@linli/shared/polls/board'
import type { BoardFile } from '@linli/shared/polls/board.schema'
import type { SecretEntry } from '@linli/shared/polls/board.tree'
import { createCounter } from '@linli/shared/polls/count.rules'
import { decide, type Outcome } from '@linli/shared/polls/decision.rules'
import { rollLineText } from '@linli/shared/polls/fingerprints'
import { SMALLEST_PUBLIC_BOARD } from '@linli/shared/polls/polls.kinds'
import { rulePacks } from '@linli/shared/polls/packs'
import { isCounted, isPublished } from '@linli/shared/polls/polls.machine'
import { recountSteps } from '@linli/shared/polls/recount'
import { createPlaceTurnout } from '@linli/shared/polls/turnout.rules'
import { createSha256, hexOf } from '@linli/shared/polls/sha256'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import { systemActor, type Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import type { Logger } from '../../platform/logger'
import type { Outbox } from '../../platform/outbox'
import { isWriteConflict } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BallotBoxes } from './ballot-box.repository'
import { namedRow } from './named-row'
import { movedOf, type MovedPoll, type PollAccess } from './poll-access'
import type { PollThings } from './poll-desk-things.repository'
import type { PollRollsRepository, RollRef } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { clockScope, judgeDesk, judgeStaff } from './polls.policy'
import type { PollsRepository } from './polls.repository'

const zip = promisify(gzip)
const unzip = promisify(gunzip)

/** The end of a poll: sealing, counting, the board and publication. */
export interface PollsClosing {
  /** Seals and, where nothing is waited for, counts every poll whose time has come; answers how many it moved. */
  sweep(): Promise<number>
  count(actor: Actor, id: string, version: number): Promise<MovedPoll>
  publish(actor: Actor, id: string, version: number): Promise<MovedPoll>
  board(actor: Actor, id: string): Promise<BoardFile>
}

export interface ClosingDeps {
  readonly polls: PollsRepository
  readonly rolls: PollRollsRepository
  readonly boxes: BallotBoxes
  readonly things: PollThings
  readonly access: PollAccess
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
  readonly logger: Logger
}

/** Who of the desk has it counted, and as of which version. */
interface CountedBy {
  readonly version: number
  readonly byAccountId: string
  readonly byName: string
}

const SEAL_BATCH = 500
const SWEEP_BATCH = 20
/** A row held by an open ballot is tried again at the next sweep when it stays held for so many rounds. */
const SEAL_ROUNDS = 200

export function createPollsClosing(deps: ClosingDeps): PollsClosing {
  const { polls, rolls, boxes, things, access, uow, outbox, clock, logger } = deps

  /**
   * Seals every row. From then on nothing can be cast: a ballot whose transaction is open on a row comes before its
   * seal and is counted, or after it and is refused; there is no third way.
   */
  async function seal(ref: RollRef): Promise<boolean> {
    for (let round = 0; round < SEAL_ROUNDS; round += 1) {
      try {
        if ((await rolls.seal(ref, SEAL_BATCH)) === 0) return true
      } catch (error) {
        if (!isWriteConflict(error)) throw error
      }
    }
    return (await rolls.countUnsealed(ref)) === 0
  }

  /**
   * A stopped poll. Its rows are sealed first: a ballot that was under way when it was stopped comes before the seal and
   * goes with the box, or after it and is refused; none is left in a box that would be made anew for it.
   */
  async function burn(scope: Scope, id: string, ref: RollRef): Promise<boolean> {
    if (!(await seal(ref))) return false
    await boxes.drop(id)
    await polls.change(scope, id, { from: ['cancelled'], set: {}, nextActionAt: null })
    return true
  }

  async function close(id: string, communityId: string): Promise<boolean> {
    const scope = demand(clockScope(systemActor, communityId))
    let row = await polls.find(scope, id)
    if (!row?.roll) return false
    const ref = { scope, rollId: row.roll.id }
    if (row.status === 'cancelled') return burn(scope, id, ref)
    if (row.closesAt > clock.now()) return false
    if (row.status === 'frozen') {
      row = await polls.change(scope, id, {
        from: ['frozen'],
        set: { status: 'sealing' },
        history: byClock('seal', clock.now()),
      })
      if (!row) return false
    }
    if (row.status !== 'sealing' || !(await seal(ref))) return false
    const marked = await rolls.countDesk(ref)
    if (marked > 0 && (await things.countEntered(scope, id)) < marked) {
      // The papers come from the desk, which is told so; the sweep has nothing more to do here.
      await uow.run(async () => {
        if (await polls.change(scope, id, { from: ['sealing'], set: {}, nextActionAt: null }))
          await outbox.add({ type: 'poll.papers_awaited', aggregateId: id, communityId, payload: {} })
      })
      return true
    }
    return (await countSealed(scope, row, null)) !== null
  }

  /** Counts a sealed poll, keeps its board, and drops the box with the order its storage remembered. */
  async function countSealed(scope: Scope, row: PollRow, by: CountedBy | null): Promise<PollRow | null> {
    const { frozen, roll, fingerprint } = row
    if (!frozen || !roll || fingerprint === null) throw new Error('only a frozen poll is counted')
    const ref = { scope, rollId: roll.id }
    if ((await rolls.countUnsealed(ref)) > 0) throw new Error('only a sealed roll is counted')
    const turnout = createPlaceTurnout()
    const board = await boardOf(scope, row, frozen, ref, fingerprint, turnout)
    // The program that residents run says so too, or nothing is published.
    const check = await inSlices(recountSteps(board))
    if (!check.ok) {
      // Another process was faster, and the box is empty because it has been counted; or papers came in meanwhile.
      const known = await polls.find(scope, row._id)
      if (known?.status !== 'sealing' || known.version !== row.version) return null
      logger.error({ pollId: row._id, faults: check.faults.map(({ kind }) => kind) }, 'poll.recount_failed')
      throw new Error('the board does not recount')
    }
    const json = await zip(JSON.stringify(board))
    const counted = await uow.run(async () => {
      const changed = await polls.change(scope, row._id, {
        from: ['sealing'],
        ...(by && { version: by.version }),
        set: {
          status: 'counted',
          count: {
            root: board.root,
            outcomes: [...board.outcomes],
            voted: board.roll.voted,
            ballots: check.ballots,
            turnout: turnout.result(frozen.secrecy),
            countedAt: clock.now(),
          },
        },
        nextActionAt: null,
        history: by
          ? { event: 'count', at: clock.now(), byAccountId: by.byAccountId, byName: by.byName }
          : byClock('count', clock.now()),
      })
      // Everybody on the roll is told 已记录投票 or 未投票, with the root.
      if (!changed) return null
      // Of two processes that count at once one comes later, perhaps to a box that is gone: its board counts for nothing.
      await things.putBoard(scope, row._id, board.root, json)
      await outbox.add({
        type: 'poll.closed',
        aggregateId: row._id,
        communityId: row.communityId,
        payload: { root: board.root },
      })
      return changed
    })
    if (counted) await boxes.drop(row._id)
    return counted
  }

  async function boardOf(
    scope: Scope,
    row: PollRow,
    frozen: FrozenPoll,
    ref: RollRef,
    fingerprint: string,
    turnout: Pick<ReturnType<typeof createPlaceTurnout>, 'add'>,
  ): Promise<Board> {
    const roll = row.roll
    if (!roll) throw new Error('no roll')
    const isSecret = frozen.secrecy === 'secret'
    const counters = new Map(frozen.questions.map((question) => [question.id, createCounter(question)]))
    const silent = { votes: 0, area: 0 }
    const namedRows: NamedRow[] = []
    let voted = 0
    const rollHash = createSha256()
    for await (const own of rolls.sealedRows(ref)) {
      rollHash.addText(rollLineText(own))
      if (isSecret) {
        turnout.add(own.label, own.voted)
        if (own.voted) voted += 1
        continue
      }
      const line = namedRow(own)
      namedRows.push(line)
      turnout.add(line.label, line.standing === 'voted')
      if (line.standing === 'reached') {
        silent.votes += line.votes
        silent.area += line.area
      }
      if (line.standing !== 'voted') continue
      voted += 1
      for (const [index, question] of frozen.questions.entries())
        counters.get(question.id)?.add(line.answers[index] ?? '', line.votes, line.area)
    }
    // A roll that was edited after it was published is not the one people checked (participation §3.4 line 10).
    if (hexOf(rollHash.digest()) !== roll.fingerprint)
      throw new Error('the roll is not the one that was published')
    const secret = isSecret ? await secretBoxes(scope, row, frozen, ref) : null
    for (const box of secret ?? [])
      for (const [, choice] of box.entries) counters.get(box.questionId)?.add(choice, 1, 0)
    const parts = {
      format: BOARD_FORMAT,
      pollFingerprint: fingerprint,
      roll: { fingerprint: roll.fingerprint, rows: roll.rows, votes: roll.votes, area: roll.area, voted },
      secret,
      named: isSecret ? null : namedBox(namedRows),
    }
    const outcomes = frozen.questions.flatMap((question): Outcome[] => {
      const count = counters.get(question.id)?.result()
      return count ? [decide(question, count, { votes: roll.votes, area: roll.area, silent })] : []
    })
    return { poll: frozen, ...parts, marks: marksText(parts), root: rootOf(parts), outcomes }
  }

  async function secretBoxes(scope: Scope, row: PollRow, frozen: FrozenPoll, ref: RollRef) {
    const marked = await rolls.countDesk(ref)
    const entered = marked === 0 ? 0 : await things.countEntered(scope, row._id)
    const spoiled = marked === 0 ? 0 : await things.countSpoiled(scope, row._id)
    const result = []
    for (const { id } of frozen.questions) {
      const entries: SecretEntry[] = await boxes.sorted(row._id, id)
      // What is neither a ballot nor a paper accounted for was lost: the recount below refuses it.
      result.push(secretBox(id, entries, { spoiled, missing: marked - entered }))
    }
    return result
  }

  return {
    async sweep() {
      const now = clock.now()
      const read = (limit: number, skip: number) => polls.due(now, limit, skip)
      return eachDue(read, SWEEP_BATCH, idOf, ({ _id, communityId }) =>
        close(_id, communityId).catch((error: unknown) => {
          // Said by its own name: it stays closed and uncounted until somebody has looked.
          logger.error({ err: error, pollId: _id }, 'poll.closing_failed')
          return false
        }),
      )
    },

    async count(actor, id, version) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      const done = access.repeated(actor, row, 'count', version)
      if (done) return done
      const ref = access.rollOf(scope, row)
      if (row.status !== 'sealing')
        throw new AppError('invalid_status', { details: { current: row.status, allowedFrom: ['sealing'] } })
      if (row.version !== version) throw new AppError('version_conflict')
      const [unsealed, marked, entered] = [
        await rolls.countUnsealed(ref),
        await rolls.countDesk(ref),
        await things.countEntered(scope, id),
      ]
      // Papers that never came back are said openly on the board; more papers than marks would be stuffing.
      if (unsealed > 0 || entered > marked)
        throw new AppError('not_reconciled', { details: { marked, entered } })
      const counted = await countSealed(scope, row, {
        ...{ version, byAccountId: actor.accountId, byName: await access.signature(actor) },
      })
      if (!counted) throw new AppError('version_conflict')
      return movedOf(counted, clock.now())
    },

    async publish(actor, id, version) {
      const { row, scope } = await access.atDesk(actor, 'publish', id)
      const done = access.repeated(actor, row, 'publish', version)
      if (done) return done
      const now = clock.now()
      const { publicationDays } = rulePacks[row.draft.setup.packId]
      const changed = await access.move(actor, scope, row, {
        event: 'publish',
        version,
        set: { status: 'published', publishedAt: now },
        detail: {
          root: row.count?.root ?? null,
          until: dayOf(instantOf(addDays(dayOf(now), publicationDays))),
        },
        // Supervisors are asked to count it again and to sign.
        also: () =>
          outbox.add({
            ...{ type: 'poll.published', aggregateId: id, communityId: row.communityId },
            payload: { root: row.count?.root ?? '' },
          }),
      })
      // Again, in case the process died between counting and this.
      await boxes.drop(id)
      return movedOf(changed, now)
    },

    async board(actor, id) {
      const { row, scope } = await access.readable(actor, id)
      const isStaff = judgeStaff(actor, 'inspect', row.communityId).allowed
      const isSupervisor = judgeDesk(actor, 'sign', row).allowed
      if (!isPublished(row.status) && !(isSupervisor && isCounted(row.status)))
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['published', 'signed'] },
        })
      if (!isSupervisor) await refuseStrangers(actor, row, scope, isStaff)
      const json = await things.board(scope, id)
      if (json === null) throw new AppError('not_found')
      return JSON.parse((await unzip(json)).toString('utf8')) as BoardFile
    },
  }

  /** A named list is for the people on it; a secret board of a handful could be read like one. */
  async function refuseStrangers(actor: Actor, row: PollRow, scope: Scope, isStaff: boolean): Promise<void> {
    if (row.draft.setup.secrecy === 'secret') {
      if ((row.count?.ballots ?? 0) < SMALLEST_PUBLIC_BOARD) throw new AppError('forbidden')
      return
    }
    const isOnRoll =
      actor.personId !== null &&
      row.roll !== null &&
      (await rolls.ofPerson({ scope, rollId: row.roll.id }, actor.personId)).length > 0
    if (!isOnRoll) throw new AppError(isStaff ? 'forbidden' : 'not_found')
  }
}

/** Runs a computation that grows with the community in slices, so that others are answered in between. */
async function inSlices<T>(steps: Generator<unknown, T>): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    await nextTurn()
  }
}

const byClock = (event: string, at: Date) => ({ event, at, byAccountId: systemActor.accountId, byName: '' })
