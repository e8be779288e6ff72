import { randomBytes } from 'node:crypto'
import { sameChoices } from '@linli/shared/polls/ballot.rules'
import type { DeskLineView } from '@linli/shared/polls/poll-papers.schema'
import { pollPhase } from '@linli/shared/polls/polls.machine'
import { MINIMUM_CELL, MOST_PAPERS, SHORT_CODE_DIGITS } from '@linli/shared/polls/polls.kinds'
import { hexOf, sha256, utf8 } from '@linli/shared/polls/sha256'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { refuseStatus } from '../../platform/refusals'
import { scopeOf } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { questionsOf, refuseFaults, refuseWrongSecrecy } from './ballot-checks'
import { mostBallots, type BallotBoxes } from './ballot-box.repository'
import { isRecorded, lastReadings } from './paper-readings'
import { rollPhases, type PollAccess } from './poll-access'
import type { PollThings } from './poll-desk-things.repository'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { presentDeskLine } from './polls.presenter'
import type { PollSet, PollsRepository } from './polls.repository'
import type { PageQuery } from './polls-voting.service'

/** Acts on the roll and its papers, as the trail names them. */
type PaperAct = 'deliver' | 'enter_paper' | 'mark' | 'print_papers' | 'void_papers' | 'enter_batch'

export interface PaperInput {
  readonly rowId: string
  readonly answers: string[]
  readonly channel: 'paper' | 'doorstep'
}

/** A paper of a secret poll as it was read after mixing; null for one that is no valid ballot. */
interface MixedPaper {
  readonly serial: number
  readonly answers: string[] | null
}

/** Papers by their numbers, both ends included. */
export interface LostPapers {
  readonly from: number
  readonly to: number
  readonly reason: string
}

/** The roll at the desk: what was delivered, who votes for whom, and ballots on paper. */
export interface PollPapers {
  /** The roll from a number on, or the lines whose label begins so. */
  roll(
    actor: Actor,
    id: string,
    query: PageQuery & { q?: string | undefined },
  ): Promise<{ items: DeskLineView[]; nextCursor: string | null }>
  /** These rows got their ballot with proof, before voting is over; says how many had not before. */
  serve(actor: Actor, id: string, rowIds: readonly string[]): Promise<{ recorded: number }>
  /** A named ballot on paper, entered by two who read it. Throws `paper_differs` when they read differently. */
  paper(actor: Actor, id: string, paper: PaperInput): Promise<{ state: 'first' | 'recorded' }>
  /** A row takes its secret ballot on paper; false when it has voted. */
  mark(actor: Actor, id: string, rowId: string): Promise<{ marked: boolean }>
  /**
   * Papers of a secret poll, each with a number and, for every question, the first digits of the code its ballot will
   * have on the board; numbers go on where the last ones ended.
   */
  print(actor: Actor, id: string, count: number): Promise<{ papers: { serial: number; codes: string[] }[] }>
  /**
   * Papers that are lost or damaged and were not used: they can be no ballot any more, and the record says who voided them
   * and why. Throws `conflict` where none of these numbers is left, or somebody printed or voided meanwhile.
   */
  voidPapers(actor: Actor, id: string, lost: LostPapers): Promise<{ voided: number }>
  /**
   * Secret papers after closing, in batches too large to tell one from. Throws `papers_refused` with the
   * numbers that were entered before, voided or never printed, and `not_reconciled`.
   */
  batch(actor: Actor, id: string, papers: readonly MixedPaper[]): Promise<{ entered: number; marked: number }>
}

export interface PapersDeps {
  readonly polls: Pick<PollsRepository, 'change'>
  readonly rolls: PollRollsRepository
  readonly boxes: BallotBoxes
  readonly things: PollThings
  readonly access: PollAccess
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

/** The code of one question on a printed paper: each question is a ballot of its own. */
const codeFor = (printed: string, questionId: string): string =>
  hexOf(sha256(utf8(`${printed}|${questionId}`)), 16)

export function createPollPapers(deps: PapersDeps): PollPapers {
  const { polls, rolls, boxes, things, access, uow, outbox, audit, clock } = deps

  const record = (
    actor: Actor,
    row: PollRow,
    act: PaperAct,
    detail: Record<string, string | number | boolean | null>,
  ) =>
    audit.record({
      actor,
      action: `poll.${act}`,
      communityId: row.communityId,
      targetType: 'poll',
      targetId: row._id,
      detail,
    })

  /** A secret poll whose papers may still be printed and voided: it is frozen, and has not closed. */
  async function sheetsOf(actor: Actor, id: string) {
    const { row, scope } = await access.atDesk(actor, 'desk', id)
    refuseWrongSecrecy(row, 'secret')
    if (row.status !== 'frozen' || clock.now() >= row.closesAt)
      throw new AppError('invalid_status', { details: { current: row.status, allowedFrom: ['frozen'] } })
    return { row, scope }
  }

  /** Of two who print or void at once one wins: numbers are given out once, and every change stands in the history. */
  async function handleSheets(
    actor: Actor,
    row: PollRow,
    event: 'print_papers' | 'void_papers',
    detail: string,
    { set, also }: { set: () => Promise<PollSet>; also?: () => Promise<void> },
  ): Promise<void> {
    const byName = await access.signature(actor)
    await uow.run(async () => {
      const changed = await polls.change(scopeOf([row.communityId]), row._id, {
        from: ['frozen'],
        version: row.version,
        set: await set(),
        history: { event, at: clock.now(), byAccountId: actor.accountId, byName, detail },
      })
      if (!changed) throw new AppError('conflict')
      await also?.()
      await record(actor, row, event, { papers: detail })
    })
  }

  /** Puts the ballots of mixed papers into the box, inside the caller's unit of work: all of them or none. */
  async function enter(row: PollRow, papers: readonly MixedPaper[]): Promise<void> {
    const scope = scopeOf([row.communityId])
    const refused: number[] = []
    for (const { serial, answers } of papers) {
      const paper = await things.enterPaper(scope, row._id, serial, answers === null)
      if (!paper) refused.push(serial)
      if (!paper || !answers) continue
      const ballots = questionsOf(row).map(({ id: questionId }, at) => ({
        questionId,
        code: codeFor(paper.code, questionId),
        choice: answers[at] ?? '',
      }))
      if (!(await boxes.put(row._id, mostBallots(row), ballots))) throw new AppError('conflict')
    }
    if (refused.length > 0) throw new AppError('papers_refused', { details: { serials: refused } })
  }

  return {
    async roll(actor, id, { cursor, limit = PAGE_ROWS, q = '' }) {
      const { row, scope } = await access.atDesk(actor, 'inspect', id)
      const ref = access.rollOf(scope, row)
      const asked = spaced(q)
      if (asked !== '' && !/^\d+$/.test(asked))
        return {
          items: (await rolls.labelled(ref, asked, MOST_LABELLED)).map(presentDeskLine),
          nextCursor: null,
        }
      const [after = 0] =
        cursor === undefined
          ? [asked === '' ? 0 : Math.max(0, Number(asked) - 1)]
          : decodeCursor(cursor, ['number'])
      const found = await rolls.deskLines(ref, { after, limit: limit + 1 })
      const page = pageOf(found, limit, (last) => [last.serial])
      return { items: page.rows.map(presentDeskLine), nextCursor: page.nextCursor }
    },
    async serve(actor, id, rowIds) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      const ref = access.rollOf(scope, row)
      return uow.run(async () => {
        // A delivery that is written down after closing would count the silent ones of that row with the many.
        refuseStatus(pollPhase(row, clock.now()), rollPhases)
        const recorded = await rolls.serve(ref, rowIds)
        await record(actor, row, 'deliver', { rows: recorded })
        return { recorded }
      })
    },

    async paper(actor, id, { rowId, answers, channel }) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      refuseWrongSecrecy(row, 'named')
      const ref = access.rollOf(scope, row)
      refuseFaults(questionsOf(row), answers, (index) => `body.answers.${index}`)
      access.refuseClosed(row)
      return uow
        .run(async () => {
          access.refuseClosed(row)
          const at = clock.now()
          if (isRecorded(await rolls.find(ref, rowId), actor.accountId, answers))
            return { state: 'recorded' as const, other: undefined }
          const kept = await rolls.addPaper(ref, rowId, { byAccountId: actor.accountId, at, answers })
          if (!kept) {
            const found = await rolls.find(ref, rowId)
            if (!found) throw new AppError('not_found')
            // Sent again after a lost answer: the own reading lies there, and waits for somebody else's.
            const own = lastReadings(found.papers).find(({ byAccountId }) => byAccountId === actor.accountId)
            const isRepeated = own !== undefined && sameChoices(own.answers, answers)
            if (!found.sealed && isRepeated) return { state: 'first' as const, other: undefined }
            throw found.sealed ? access.closed(row) : new AppError('conflict')
          }
          const others = lastReadings(kept.papers).filter(
            ({ byAccountId }) => byAccountId !== actor.accountId,
          )
          const same = others.filter((paper) => sameChoices(paper.answers, answers))
          const isConfirmed = same.length > 0
          await record(actor, row, 'enter_paper', { rowId, confirmed: isConfirmed })
          if (!isConfirmed) return { state: 'first' as const, other: others.at(-1)?.answers }
          const done = await rolls.castNamed(
            ref,
            rowId,
            { staff: true },
            {
              ...{ at, via: channel, answers, byAccountId: actor.accountId, byPersonId: null },
              readBy: [...same.map(({ byAccountId }) => byAccountId), actor.accountId],
            },
            { mayChange: true, clearsDissentOf: null },
          )
          if (!done) throw new AppError('row_suspended')
          // The voter learns that a ballot came by another way than before (participation §3.4 line 14).
          await outbox.add({
            type: 'poll.row_cast',
            aggregateId: id,
            communityId: row.communityId,
            payload: { rowId, byPersonId: null, cast: done.before.casts.length, via: channel },
          })
          return { state: 'recorded' as const, other: undefined }
        })
        .then(({ state, other }) => {
          // Both readings are kept, and shown beside each other; whoever enters another looks at the paper again.
          if (other) throw new AppError('paper_differs', { details: { other: [...other] } })
          return { state }
        })
    },

    async mark(actor, id, rowId) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      refuseWrongSecrecy(row, 'secret')
      const ref = access.rollOf(scope, row)
      access.refuseClosed(row)
      const marked = await uow.run(async () => {
        access.refuseClosed(row)
        const isTaken = await rolls.takeSecret(ref, rowId, { staff: true }, 'desk')
        if (!isTaken && !(await rolls.find(ref, rowId))) throw new AppError('not_found')
        // Learning that a row has voted is a look: it stays in the trail whether or not a paper was handed out.
        await record(actor, row, 'mark', { rowId, marked: isTaken })
        return isTaken
      })
      return { marked }
    },

    async print(actor, id, count) {
      const { row } = await sheetsOf(actor, id)
      const first = row.papers + 1
      const last = row.papers + count
      if (last > MOST_PAPERS)
        throw new AppError('validation_failed', {
          errors: [
            { path: 'body.count', message: `一次表决最多印 ${MOST_PAPERS} 张，现在已有 ${row.papers} 张` },
          ],
        })
      const papers = Array.from({ length: count }, (_, index) => ({
        _id: `${id}:${first + index}`,
        communityId: row.communityId,
        pollId: id,
        serial: first + index,
        code: randomBytes(16).toString('hex'),
        entered: false,
        spoiled: false,
        voided: false,
      }))
      await handleSheets(actor, row, 'print_papers', `${first}–${last} 号`, {
        set: () => Promise.resolve({ papers: last }),
        also: () => things.addPapers(papers),
      })
      // What stands on the paper is what stands on the board: who keeps it finds the own ballot after closing.
      const questions = questionsOf(row)
      const codesOf = (code: string): string[] =>
        questions.map(({ id: questionId }) => codeFor(code, questionId).slice(0, SHORT_CODE_DIGITS))
      return { papers: papers.map(({ serial, code }) => ({ serial, codes: codesOf(code) })) }
    },

    async voidPapers(actor, id, { from, to, reason }) {
      const { row, scope } = await sheetsOf(actor, id)
      let voided = 0
      await handleSheets(actor, row, 'void_papers', `${from}–${to} 号：${reason}`, {
        set: async () => {
          voided = await things.voidPapers(scope, id, from, to)
          if (voided === 0) throw new AppError('conflict')
          return { papersVoided: (row.papersVoided ?? 0) + voided }
        },
      })
      return { voided }
    },

    async batch(actor, id, papers) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      refuseWrongSecrecy(row, 'secret')
      if (row.status !== 'sealing')
        throw new AppError('invalid_status', { details: { current: row.status, allowedFrom: ['sealing'] } })
      const ref = access.rollOf(scope, row)
      if ((await rolls.countUnsealed(ref)) > 0)
        throw new AppError('invalid_status', { details: { current: 'sealing', allowedFrom: ['sealed'] } })
      const questions = questionsOf(row)
      for (const [index, { answers }] of papers.entries())
        if (answers) refuseFaults(questions, answers, (at) => `body.papers.${index}.answers.${at}`)
      const marked = await rolls.countDesk(ref)
      const byName = await access.signature(actor)
      return uow.run(async () => {
        // One batch after another, and none beside the count: each writes the poll, so that of two at once the second sees
        // what the first has entered, and a count that has begun without it starts over.
        const changed = await polls.change(scope, id, {
          from: ['sealing'],
          set: {},
          history: {
            ...{ event: 'enter_batch', at: clock.now(), byAccountId: actor.accountId, byName },
            detail: `${papers.length} 张`,
          },
        })
        if (!changed) throw new AppError('conflict')
        const before = await things.countEntered(scope, id)
        await enter(row, papers)
        // The last papers come in one batch with enough others, or all papers at once when there are so few.
        const left = marked - before - papers.length
        const isSmall = papers.length < Math.min(MINIMUM_CELL, marked)
        if (left < 0 || isSmall || (left > 0 && left < MINIMUM_CELL))
          throw new AppError('not_reconciled', { details: { marked, entered: before + papers.length } })
        await record(actor, row, 'enter_batch', { papers: papers.length })
        return { entered: before + papers.length, marked }
      })
    },
  }
}

/** `锦和苑3号楼` → `锦和苑 3 号楼`, as labels are written. */
const spaced = (text: string): string => text.replace(/(\d+)/g, ' $1 ').replace(/\s+/g, ' ').trim()

/** Whoever looks for more writes more of the label. */
const MOST_LABELLED = 50
