import { randomBytes } from 'node:crypto'
import { isCandidate } from '@linli/shared/polls/candidates.rules'
import { sameChoices } from '@linli/shared/polls/ballot.rules'
import { MINIMUM_CELL } from '@linli/shared/polls/polls.kinds'
import { can } from '@linli/shared/machine'
import { pollMachine, pollPhase, type PollEvent } from '@linli/shared/polls/polls.machine'
import type { DeskLineView } from '@linli/shared/polls/poll-papers.schema'
import type { NotMeView, PollDeskView } from '@linli/shared/polls/poll-desk.schema'
import type { ObjectionView, PollItemView } from '@linli/shared/polls/polls.parts.schema'
import { needsOfficialSystem } from '@linli/shared/polls/preparation.rules'
import { hexOf, sha256, utf8 } from '@linli/shared/polls/sha256'
import { statusesOf } from '@linli/shared/machine'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { BallotBoxes } from './ballot-box.repository'
import type { PollAccess } from './poll-access'
import { mandateId, type PollThings } from './poll-desk-things.repository'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { deskScope, judgeDesk, judgeStaff, mayHoldProxy } from './polls.policy'
import type { PollElectors, PollFiles, PollPeople } from './polls.ports'
import { isOut, presentDesk, presentDeskLine, presentItem, presentObjection } from './polls.presenter'
import type { PollsPreparing } from './polls-preparing.service'
import type { PollsSupervision } from './polls-supervision.service'
import type { PollsRepository } from './polls.repository'
import { questionsOf, refuseFaults, refuseWrongSecrecy, type PageQuery } from './polls-voting.service'

/** Acts at the desk, as the trail names them. */
type DeskAct =
  'decide_objection' | 'deliver' | 'mandate' | 'enter_paper' | 'mark' | 'print_papers' | 'enter_batch'

export interface PaperInput {
  readonly rowId: string
  readonly answers: string[]
  readonly channel: 'paper' | 'doorstep'
}

/** What staff do at the poll desk. None of it can show a count before closing: there is no method that would. */
export interface PollsDesk {
  list(
    actor: Actor,
    query: PageQuery & { communityId?: string | undefined },
  ): Promise<{ items: PollItemView[]; nextCursor: string | null }>
  get(actor: Actor, id: string): Promise<PollDeskView>
  present(actor: Actor, row: PollRow): Promise<PollDeskView>
  objections(actor: Actor, id: string): Promise<{ items: ObjectionView[] }>
  /** The roll from a number on, or the lines whose label begins so. */
  roll(
    actor: Actor,
    id: string,
    query: PageQuery & { q?: string | undefined },
  ): Promise<{ items: DeskLineView[]; nextCursor: string | null }>
  notMes(actor: Actor, id: string): Promise<{ items: NotMeView[] }>
  decide(
    actor: Actor,
    id: string,
    decision: { objectionId: string; accepted: boolean; reason: string },
  ): Promise<ObjectionView>
  serve(actor: Actor, id: string, rowIds: readonly string[]): Promise<{ recorded: number }>
  mandate(
    actor: Actor,
    id: string,
    mandate: { rowId: string; holderId: string; mandateRef: string },
  ): Promise<void>
  paper(actor: Actor, id: string, paper: PaperInput): Promise<{ state: 'first' | 'recorded' }>
  mark(actor: Actor, id: string, rowId: string): Promise<{ marked: boolean }>
  print(actor: Actor, id: string, count: number): Promise<{ papers: { serial: number; code: string }[] }>
  batch(
    actor: Actor,
    id: string,
    papers: readonly { serial: number; answers: string[] | null }[],
  ): Promise<{ entered: number; marked: number }>
}

export interface DeskDeps {
  readonly polls: PollsRepository
  readonly rolls: PollRollsRepository
  readonly boxes: BallotBoxes
  readonly things: PollThings
  readonly access: PollAccess
  readonly preparing: Pick<PollsPreparing, 'factsOf'>
  readonly supervision: Pick<PollsSupervision, 'awaited'>
  readonly files: Pick<PollFiles, 'present'>
  readonly electors: PollElectors
  readonly people: PollPeople
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

/** The code of one question on a printed paper: each question is a ballot of its own. */
const codeFor = (printed: string, questionId: string): string =>
  hexOf(sha256(utf8(`${printed}|${questionId}`)), 16)

export function createPollsDesk(deps: DeskDeps): PollsDesk {
  const { polls, rolls, boxes, things, access, preparing, electors, people, uow, outbox, audit, clock } = deps

  const record = (
    actor: Actor,
    row: PollRow,
    act: DeskAct,
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

  async function closingOf(scope: Scope, row: PollRow): Promise<PollDeskView['closing']> {
    if (row.roll === null || (row.status !== 'sealing' && row.status !== 'counted')) return null
    const ref = { scope, rollId: row.roll.id }
    return {
      unsealed: await rolls.countUnsealed(ref),
      marked: await rolls.countDesk(ref),
      entered: await things.countEntered(scope, row._id),
    }
  }

  async function present(actor: Actor, row: PollRow, scope: Scope): Promise<PollDeskView> {
    const now = clock.now()
    const ref = row.roll && { scope, rollId: row.roll.id }
    const facts = await preparing.factsOf(scope, row)
    const isAfter = row.status === 'counted' || row.status === 'published' || row.status === 'signed'
    return presentDesk(row, now, {
      facts,
      withoutVoter: facts.rowsWithoutVoter,
      // Before closing the desk sees what everybody sees; that is the poll page's figure, not another one here.
      turnout: isAfter && row.count ? { voted: row.count.voted, rows: row.roll?.rows ?? 0 } : null,
      closing: await closingOf(scope, row),
      notMe: ref && isAfter ? await rolls.countNotMe(ref) : 0,
      awaited: await deps.supervision.awaited(row),
      present: (ref) => deps.files.present(ref),
      abilities: abilitiesOf(actor, row, now),
    })
  }

  return {
    async list(actor, { cursor, limit = PAGE_ROWS, communityId }) {
      const [after = null] = cursor === undefined ? [] : decodeCursor(cursor, ['string'])
      const judged = communityId === undefined ? null : judgeStaff(actor, 'inspect', communityId)
      if (judged && !judged.allowed) throw new AppError(judged.code)
      const scope = judged?.allowed ? judged.scope : deskScope(actor)
      const rows = await polls.list(scope, statusesOf(pollMachine), { after, limit: limit + 1 })
      const page = pageOf(rows, limit, (last) => [last._id])
      return { items: page.rows.map((row) => presentItem(row, clock.now())), nextCursor: page.nextCursor }
    },
    async get(actor, id) {
      const { row, scope } = await access.atDesk(actor, 'inspect', id)
      return present(actor, row, scope)
    },
    async present(actor, row) {
      const { scope } = await access.atDesk(actor, 'inspect', row._id)
      return present(actor, row, scope)
    },
    async objections(actor, id) {
      const { scope } = await access.atDesk(actor, 'inspect', id)
      return { items: (await polls.objections(scope, id)).map(presentObjection) }
    },
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
    async notMes(actor, id) {
      const { row, scope } = await access.atDesk(actor, 'inspect', id)
      if (row.roll === null) return { items: [] }
      const found = await rolls.notMes({ scope, rollId: row.roll.id }, MOST_NOT_MES)
      return {
        items: found.flatMap(({ serial, label, notMe }) =>
          notMe === null ? [] : [{ serial, label, text: notMe.text, at: notMe.at.toISOString() }],
        ),
      }
    },
    async decide(actor, id, { objectionId, accepted, reason }) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      const byName = await access.signature(actor)
      return uow.run(async () => {
        const decided = await polls.decideObjection(scope, id, objectionId, {
          accepted,
          reason,
          at: clock.now(),
          byAccountId: actor.accountId,
          byName,
        })
        if (!decided) throw new AppError('conflict')
        await record(actor, row, 'decide_objection', { objectionId, accepted })
        return presentObjection(decided)
      })
    },

    async serve(actor, id, rowIds) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      const ref = access.rollOf(scope, row)
      return uow.run(async () => {
        const recorded = await rolls.serve(ref, rowIds)
        await record(actor, row, 'deliver', { rows: recorded })
        return { recorded }
      })
    },

    async mandate(actor, id, { rowId, holderId, mandateRef }) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      const ref = access.rollOf(scope, row)
      const cap = row.draft.setup.proxiesPerHolder
      if (cap === 0 || row.draft.setup.secrecy !== 'named')
        throw new AppError('proxy_refused', { details: { reason: 'too_many' } })
      const phase = pollPhase(row, clock.now())
      if (phase !== 'waiting' && phase !== 'open' && phase !== 'roll_published')
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['roll_published', 'frozen'] },
        })
      const [holder] = await electors.byIds(scope, [holderId])
      if (!holder) throw new AppError('not_found')
      const grants = holder.accountId === null ? [] : await people.grantsOf(holder.accountId)
      if (isCandidate(row.draft.setup, holderId))
        throw new AppError('proxy_refused', { details: { reason: 'candidate' } })
      if (!mayHoldProxy(grants.map(({ role }) => role)))
        throw new AppError('proxy_refused', { details: { reason: 'staff' } })
      const found = await rolls.find(ref, rowId)
      if (!found) throw new AppError('not_found')
      if (found.personIds.includes(holderId))
        throw new AppError('proxy_refused', { details: { reason: 'on_row' } })
      // A free place is looked for, and only then taken: in a transaction a refused insert would end it.
      const taken = new Set(await things.mandatesOf(scope, id, holderId, cap))
      const place = Array.from({ length: cap }, (_, at) => at).find(
        (at) => !taken.has(mandateId(id, holderId, at)),
      )
      if (place === undefined) throw new AppError('proxy_refused', { details: { reason: 'too_many' } })
      await uow.run(async () => {
        const isMine = await things.takeMandate({
          _id: mandateId(id, holderId, place),
          communityId: row.communityId,
          pollId: id,
          rowId,
        })
        if (!isMine) throw new AppError('conflict')
        const isSet = await rolls.setProxy(ref, rowId, {
          holderId,
          holderLabel: holder.maskedName,
          mandateRef,
          byAccountId: actor.accountId,
          at: clock.now(),
        })
        if (!isSet) throw new AppError('proxy_refused', { details: { reason: 'taken' } })
        await record(actor, row, 'mandate', { rowId, holderId })
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
          const kept = await rolls.addPaper(ref, rowId, { byAccountId: actor.accountId, at, answers })
          if (!kept) {
            const found = await rolls.find(ref, rowId)
            if (!found) throw new AppError('not_found')
            throw found.sealed ? access.closed(row) : new AppError('conflict')
          }
          const others = kept.papers.filter(({ byAccountId }) => byAccountId !== actor.accountId)
          const isConfirmed = others.some((paper) => sameChoices(paper.answers, answers))
          await record(actor, row, 'enter_paper', { rowId, confirmed: isConfirmed })
          if (!isConfirmed) return { state: 'first' as const, differs: others.length > 0 }
          const done = await rolls.castNamed(
            ref,
            rowId,
            { staff: true },
            { at, via: channel, answers, byAccountId: actor.accountId, byPersonId: null },
            { mayChange: true, clearsDissentOf: null },
          )
          if (!done) throw new AppError('row_suspended')
          // The voter learns that a ballot came by another way than before (participation §3.4 line 14).
          await outbox.add({
            type: 'poll.row_cast',
            aggregateId: id,
            communityId: row.communityId,
            payload: { rowId, byPersonId: null, cast: done.before.casts.length },
          })
          return { state: 'recorded' as const, differs: false }
        })
        .then(({ state, differs }) => {
          // Both readings are kept; whoever enters a third looks at the paper again.
          if (differs) throw new AppError('paper_differs')
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
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      refuseWrongSecrecy(row, 'secret')
      if (row.status !== 'frozen' || clock.now() >= row.closesAt)
        throw new AppError('invalid_status', { details: { current: row.status, allowedFrom: ['frozen'] } })
      const papers = Array.from({ length: count }, (_, index) => ({
        _id: `${id}:${index + 1}`,
        communityId: row.communityId,
        pollId: id,
        serial: index + 1,
        code: randomBytes(16).toString('hex'),
        entered: false,
        spoiled: false,
      }))
      await uow.run(async () => {
        const isFirst = await polls.change(scope, id, {
          from: ['frozen'],
          version: row.version,
          set: { papers: count },
        })
        if (!isFirst || row.papers > 0) throw new AppError('conflict')
        await things.addPapers(papers)
        await record(actor, row, 'print_papers', { count })
      })
      return { papers: papers.map(({ serial, code }) => ({ serial, code })) }
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
      return uow.run(async () => {
        const before = await things.countEntered(scope, id)
        // The last papers come in one batch with enough others, or all papers at once when there are so few.
        const left = marked - before - papers.length
        const isSmall = papers.length < Math.min(MINIMUM_CELL, marked)
        if (left < 0 || isSmall || (left > 0 && left < MINIMUM_CELL))
          throw new AppError('not_reconciled', { details: { marked, entered: before + papers.length } })
        for (const { serial, answers } of papers) {
          const paper = await things.enterPaper(scope, id, serial, answers === null)
          if (!paper) throw new AppError('conflict')
          if (!answers) continue
          const isNew = await boxes.put(
            id,
            questions.map((question, at) => ({
              questionId: question.id,
              code: codeFor(paper.code, question.id),
              choice: answers[at] ?? '',
            })),
          )
          if (!isNew) throw new AppError('conflict')
        }
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
const MOST_NOT_MES = 500

/** What the desk may do next, for its buttons. */
function abilitiesOf(actor: Actor, row: PollRow, now: Date): Record<string, boolean> {
  const may = (action: Parameters<typeof judgeStaff>[1]): boolean => judgeDesk(actor, action, row).allowed
  const byEvent: readonly [PollEvent, Parameters<typeof judgeStaff>[1]][] = [
    ['prepare', 'prepare'],
    ['revise', 'prepare'],
    ['publish_roll', 'prepare'],
    ['withdraw_roll', 'prepare'],
    ['freeze', 'publish'],
    ['discard', 'prepare'],
    ['cancel', 'publish'],
    ['count', 'desk'],
    ['publish', 'publish'],
  ]
  return {
    ...Object.fromEntries(
      byEvent.map(([event, action]) => [event, can(pollMachine, row.status, event) && may(action)]),
    ),
    // One way or the other: what the city's own system counts is never opened here.
    ...(needsOfficialSystem(row.draft.setup)
      ? {
          freeze: false,
          record_official: row.status === 'roll_published' && now >= row.closesAt && may('publish'),
          correct_official:
            row.official !== undefined && can(pollMachine, row.status, 'correct_official') && may('publish'),
          official_pack: row.roll !== null && may('prepare'),
        }
      : {}),
    ...supervisorAbilities(actor, row, may('sign')),
    write: may('prepare'),
    desk: may('desk'),
    evidence: may('sign') && row.count !== null,
  }
}

/** Once each: who has signed this root has signed it, who has refused may still sign. */
function supervisorAbilities({ accountId }: Actor, row: PollRow, mayEver: boolean): Record<string, boolean> {
  const isIn = (said: readonly { accountId: string }[]): boolean =>
    said.some((one) => one.accountId === accountId)
  const sign = mayEver && isOut(row) && !isIn(row.signatures)
  return { sign, refuse_signature: sign && !isIn(row.refusals ?? []) }
}
