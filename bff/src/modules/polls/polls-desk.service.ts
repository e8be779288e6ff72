import { candidatesOf } from '@linli/shared/polls/candidates.rules'
import { isCounted, isPublished, pollMachine, type PollEvent } from '@linli/shared/polls/polls.machine'
import type { DeskObjectionView, PollDeskView, RemindersView } from '@linli/shared/polls/poll-desk.schema'
import type { ObjectionView, PollItemView } from '@linli/shared/polls/polls.parts.schema'
import { needsOfficialSystem } from '@linli/shared/polls/preparation.rules'
import { can, statusesOf } from '@linli/shared/machine'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { PollAccess } from './poll-access'
import { objectorsOf } from './poll-objectors'
import type { PollDoubtsRepository } from './poll-doubts.repository'
import { isToBeFiled } from './poll-facts'
import type { PollOversight } from './poll-oversight'
import type { PollReminders } from './poll-reminders.repository'
import type { PollThings } from './poll-desk-things.repository'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { deskScope, judgeDesk, judgeStaff } from './polls.policy'
import type { PollCalendars, PollElectors, PollFiles, PollPeople } from './polls.ports'
import { presentDesk, presentItem, presentObjection, resultDue } from './polls.presenter'
import type { PollsPreparing } from './polls-preparing.service'
import type { PollsSupervision } from './polls-supervision.service'
import type { PollsRepository } from './polls.repository'
import type { PageQuery } from './polls-voting.service'

/**
 * The desk of a poll as staff read it, and the objections they decide. None of it can show a count before closing:
 * there is no method that would.
 */
export interface PollsDesk {
  list(
    actor: Actor,
    query: PageQuery & { communityId?: string | undefined },
  ): Promise<{ items: PollItemView[]; nextCursor: string | null }>
  get(actor: Actor, id: string): Promise<PollDeskView>
  present(actor: Actor, row: PollRow): Promise<PollDeskView>
  /** Objections in their order; whoever decides them reads who objects, whoever only looks does not. */
  objections(actor: Actor, id: string): Promise<{ items: DeskObjectionView[] }>
  /**
   * Which rows were reminded on the last day because they had not voted by then. Nobody reads it before the count; each
   * look is in the trail. Throws `invalid_status`.
   */
  reminders(actor: Actor, id: string, query: PageQuery): Promise<RemindersView>
  decide(
    actor: Actor,
    id: string,
    decision: { objectionId: string; accepted: boolean; reason: string },
  ): Promise<ObjectionView>
}

export interface DeskDeps {
  readonly polls: PollsRepository
  readonly rolls: PollRollsRepository
  readonly things: PollThings
  readonly doubts: Pick<PollDoubtsRepository, 'count'>
  readonly reminders: Pick<PollReminders, 'page' | 'count'>
  readonly access: PollAccess
  readonly oversight: PollOversight
  readonly electors: Pick<PollElectors, 'byIds'>
  readonly preparing: Pick<PollsPreparing, 'factsOf'>
  readonly supervision: Pick<PollsSupervision, 'awaited'>
  readonly people: Pick<PollPeople, 'boundPersonsOf'>
  readonly files: Pick<PollFiles, 'present'>
  readonly calendars: PollCalendars
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

export function createPollsDesk(deps: DeskDeps): PollsDesk {
  const { polls, rolls, things, doubts, reminders, access, preparing, uow, outbox, audit, clock } = deps

  async function closingOf(scope: Scope, row: PollRow): Promise<PollDeskView['closing']> {
    if (row.roll === null || (row.status !== 'sealing' && row.status !== 'counted')) return null
    const ref = { scope, rollId: row.roll.id }
    return {
      unsealed: await rolls.countUnsealed(ref),
      marked: await rolls.countDesk(ref),
      entered: await things.countEntered(scope, row._id),
    }
  }

  /**
   * Whom a draft names, for whoever may go on writing it; and whom a published roll leaves out and why, for whoever can
   * mend it. A list of ids tells nobody whom it means.
   */
  async function peopleOf(actor: Actor, row: PollRow, scope: Scope): Promise<PollDeskView['people']> {
    if (!judgeDesk(actor, 'prepare', row).allowed) return []
    const { setup, electorIds } = row.draft
    const named = [...candidatesOf(setup), ...(setup.weights?.people ?? [])].map(({ personId }) => personId)
    const leftOut = row.status === 'roll_published' ? (row.roll?.leftOut ?? []) : []
    const reasons = new Map(leftOut.map(({ personId, reason }) => [personId, reason]))
    const ids = row.status === 'draft' ? [...new Set([...electorIds, ...named])] : [...reasons.keys()]
    if (ids.length === 0) return []
    // Somebody with two homes comes twice; one of them tells people of one name apart.
    const labels = new Map(
      (await deps.electors.byIds(scope, ids)).map(({ personId, maskedName, roomLabel }) => [
        personId,
        `${maskedName}，${roomLabel}`,
      ]),
    )
    return ids.flatMap((personId) => {
      const reason = reasons.get(personId)
      // Whoever is gone from the register has no name here any more, and keeps the place on the list.
      const label = labels.get(personId) ?? (reason && `第 ${electorIds.indexOf(personId) + 1} 位代表`)
      return label === undefined ? [] : [{ personId, label, ...(reason && { reason }) }]
    })
  }

  async function present(actor: Actor, row: PollRow, scope: Scope): Promise<PollDeskView> {
    const now = clock.now()
    const ref = row.roll && { scope, rollId: row.roll.id }
    const facts = await preparing.factsOf(scope, row)
    const isAfter = isCounted(row.status)
    return presentDesk(row, now, {
      facts,
      resultDueOn: resultDue(row, await deps.calendars.current()),
      withoutVoter: facts.rowsWithoutVoter,
      // Before closing the desk sees what everybody sees; that is the poll page's figure, not another one here.
      turnout: isAfter && row.count ? { voted: row.count.voted, rows: row.roll?.rows ?? 0 } : null,
      closing: await closingOf(scope, row),
      doubts: ref ? await doubts.count(ref) : undefined,
      awaited: await deps.supervision.awaited(row),
      people: await peopleOf(actor, row, scope),
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
      const { row, scope } = await deps.oversight(actor, id)
      return present(actor, row, scope)
    },
    async present(actor, row) {
      const { scope } = await access.atDesk(actor, 'inspect', row._id)
      return present(actor, row, scope)
    },
    async objections(actor, id) {
      const { row, scope } = await access.atDesk(actor, 'inspect', id)
      const found = await polls.objections(scope, id)
      const decides = judgeDesk(actor, 'prepare', row).allowed
      const by = decides && found.length > 0 ? await objectorsOf(deps, scope, row, found) : null
      return {
        items: found.map((objection) => ({
          ...presentObjection(objection),
          by: by && (by.get(objection.byAccountId) ?? []),
        })),
      }
    },
    async reminders(actor, id, { cursor, limit = PAGE_ROWS }) {
      const { row, scope } = await access.atDesk(actor, 'inspect', id)
      if (!isCounted(row.status))
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['counted', 'published', 'signed'] },
        })
      const [after = 0] = cursor === undefined ? [] : decodeCursor(cursor, ['number'])
      const found = await reminders.page(scope, id, { after, limit: limit + 1 })
      const page = pageOf(found, limit, (last) => [last.serial])
      const lines = await rolls.linesAt(
        access.rollOf(scope, row),
        page.rows.map(({ serial }) => serial),
      )
      const labels = new Map(lines.map(({ serial, label }) => [serial, label]))
      await uow.run(() =>
        audit.record({
          ...{ actor, action: 'poll.reminders', communityId: row.communityId },
          ...{ targetType: 'poll', targetId: id },
        }),
      )
      return {
        ...(await reminders.count(scope, id)),
        items: page.rows.map(({ serial, reached }) => ({
          ...{ serial, reached },
          label: labels.get(serial) ?? '',
        })),
        nextCursor: page.nextCursor,
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
        await audit.record({
          ...{ actor, action: 'poll.decide_objection', communityId: row.communityId },
          ...{ targetType: 'poll', targetId: id, detail: { objectionId, accepted } },
        })
        await outbox.add({
          ...{ type: 'poll.objection_decided', aggregateId: id, communityId: row.communityId },
          payload: { objectionId },
        })
        return presentObjection(decided)
      })
    },
  }
}

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
    record_filing: isToBeFiled(row) && may('prepare'),
    // The street, asked about one record, reads neither roll nor objections.
    inspect: may('inspect'),
    write: may('prepare'),
    desk: may('desk'),
    evidence: may('sign') && row.count !== null,
  }
}

/** Once each: who has signed this root has signed it, who has refused may still sign. */
function supervisorAbilities({ accountId }: Actor, row: PollRow, mayEver: boolean): Record<string, boolean> {
  const isIn = (said: readonly { accountId: string }[]): boolean =>
    said.some((one) => one.accountId === accountId)
  const sign = mayEver && isPublished(row.status) && !isIn(row.signatures)
  return { sign, refuse_signature: sign && !isIn(row.refusals ?? []) }
}
