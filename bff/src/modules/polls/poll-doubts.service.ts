import { isCounted, pollPhase, type PollPhase } from '@linli/shared/polls/polls.machine'
import type { NotMeView } from '@linli/shared/polls/poll-doubts.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { PollAccess } from './poll-access'
import { answererOf, doubtedCast, enteredBy, levelsOf, type AnswererLevels } from './poll-doubt-answerers'
import type { PollThings } from './poll-desk-things.repository'
import type { DoubtedRow, PollDoubtsRepository } from './poll-doubts.repository'
import { MOST_DOUBTS, type PollOversight } from './poll-oversight'
import type { Finding, PollRollRow } from './poll-roll.model'
import type { PollRollsRepository } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { judgeDesk } from './polls.policy'
import type { PollElectors, PollPeople } from './polls.ports'
import { presentFinding } from './polls.presenter'

/**
 * 「不是我投的」. After closing anybody on the roll may say that the record of the own row is wrong; of a named poll that
 * is open also whoever finds a ballot there that was not cast on the own phone (participation §3.4 lines 2 and 14).
 *
 * What the desk may do about it follows from what can be taken back. While a named poll is open the ballot is on its row:
 * it goes, and the row is open again. A secret ballot has left its row for good, and nobody could find it in the box. A
 * sealed roll and a published root are what everybody has: a finding stands beside them and changes no figure.
 */
export interface PollDoubts {
  /** Throws `invalid_status` where nothing can be doubted, `conflict` while an answer is awaited. */
  say(actor: Actor, id: string, rowId: string, text: string): Promise<void>
  list(actor: Actor, id: string): Promise<{ items: NotMeView[] }>
  /**
   * Throws `other_person_required` for who entered the ballot, `forbidden` for a supervisor or the street while somebody
   * nearer may answer, and `conflict` when it is answered. The answer says whether
   * the ballot went: when closing came first, or the voter cast anew, none does.
   */
  answer(
    actor: Actor,
    id: string,
    answer: { rowId: string; upheld: boolean; reason: string },
  ): Promise<NotMeView>
}

export interface DoubtsDeps {
  readonly doubts: PollDoubtsRepository
  readonly rolls: Pick<PollRollsRepository, 'find'>
  readonly things: Pick<PollThings, 'freeMandate'>
  readonly access: PollAccess
  readonly oversight: PollOversight
  readonly electors: Pick<PollElectors, 'byIds'>
  readonly people: Pick<PollPeople, 'staffCards' | 'holdersAt' | 'boundPersonsOf'>
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

/** Whether this person may say now that the record of the row is wrong. */
export function isDoubtable(
  { official, draft }: PollRow,
  phase: PollPhase,
  row: Pick<PollRollRow, 'personIds' | 'voted' | 'notMe'> & {
    readonly casts: readonly { readonly byPersonId: string | null }[]
  },
  personId: string | null,
): boolean {
  const isFree = row.notMe === null || row.notMe.finding?.annulled === true
  if (personId === null || !row.personIds.includes(personId) || !isFree || official !== undefined)
    return false
  if (isCounted(phase)) return true
  // What the own phone has cast is changed by casting again.
  const isOthers = row.voted && row.casts.at(-1)?.byPersonId !== personId
  return phase === 'open' && draft.setup.secrecy === 'named' && isOthers
}

/** The finding that it was not theirs takes this ballot away: it is still the one that was doubted. */
const isAnnullable = (poll: PollRow, phase: PollPhase, row: DoubtedRow): boolean =>
  phase === 'open' &&
  poll.draft.setup.secrecy === 'named' &&
  row.voted &&
  row.notMe?.cast !== undefined &&
  row.casts.length === row.notMe.cast.number &&
  doubtedCast(row) !== undefined

const levelActions = { desk: 'desk', supervisor: 'sign', street: 'oversee' } as const

/** Why this person may not answer for the row; null where nothing is against it. */
function refusalFor(
  actor: Actor,
  poll: PollRow,
  levels: AnswererLevels,
  row: DoubtedRow,
): 'other_person_required' | 'forbidden' | null {
  if (enteredBy(row).includes(actor.accountId)) return 'other_person_required'
  if (judgeDesk(actor, 'desk', poll).allowed) return null
  return judgeDesk(actor, levelActions[answererOf(levels, row)], poll).allowed ? null : 'forbidden'
}

export function createPollDoubtsService(deps: DoubtsDeps): PollDoubts {
  const { doubts, rolls, things, access, oversight, electors, people, uow, outbox, audit, clock } = deps

  async function present(
    actor: Actor,
    scope: Scope,
    poll: PollRow,
    found: readonly DoubtedRow[],
  ): Promise<NotMeView[]> {
    const phase = pollPhase(poll, clock.now())
    const isSecret = poll.draft.setup.secrecy === 'secret'
    const levels = await levelsOf(deps, poll)
    const casts = isSecret ? [] : found.flatMap((row) => doubtedCast(row) ?? [])
    const cards = await people.staffCards([...new Set(found.flatMap(enteredBy))])
    const residents = await electors.byIds(scope, [
      ...new Set(casts.flatMap(({ byPersonId }) => byPersonId ?? [])),
    ])
    const names = new Map(residents.map(({ personId, maskedName }) => [personId, maskedName]))
    return found.flatMap((row): NotMeView[] => {
      const { _id, serial, label, voted, via, notMe } = row
      if (notMe === null) return []
      const cast = isSecret ? undefined : doubtedCast(row)
      const by =
        cast === undefined
          ? []
          : cast.byPersonId === null
            ? enteredBy(row).flatMap((accountId) => cards.get(accountId)?.name ?? [])
            : [names.get(cast.byPersonId) ?? '已经不在名册上的人']
      const channel = cast?.via ?? (isSecret ? via : null)
      const isOpen = notMe.finding === undefined
      return [
        {
          ...{ rowId: _id, serial, label },
          voted: voted || notMe.cast !== undefined,
          ...{ text: notMe.text, at: notMe.at.toISOString() },
          cast: channel && { via: channel, at: cast?.at.toISOString() ?? null, by },
          finding: presentFinding(notMe),
          answerer: answererOf(levels, row),
          abilities: {
            answer: isOpen && refusalFor(actor, poll, levels, row) === null,
            annuls: isOpen && isAnnullable(poll, phase, row),
          },
        },
      ]
    })
  }

  return {
    async say(actor, id, rowId, text) {
      const { row, scope } = await access.readable(actor, id)
      const { personId } = actor
      if (personId === null) throw new AppError('not_on_roll')
      const ref = access.rollOf(scope, row)
      const phase = pollPhase(row, clock.now())
      await uow.run(async () => {
        const own = await rolls.find(ref, rowId)
        if (!own?.personIds.includes(personId)) throw new AppError('not_on_roll')
        // Sent again after a lost answer: it has been said.
        if (own.notMe?.text === text && own.notMe.finding === undefined) return
        if (own.notMe !== null && own.notMe.finding?.annulled !== true) throw new AppError('conflict')
        if (!isDoubtable(row, phase, own, personId))
          throw new AppError('invalid_status', {
            details: { current: phase, allowedFrom: ['counted', 'published'] },
          })
        const last = own.voted ? own.casts.at(-1) : undefined
        const doubt = {
          ...{ text, at: clock.now() },
          ...(last && { cast: { number: own.casts.length, at: last.at } }),
        }
        if (!(await doubts.say(ref, own, personId, doubt))) throw new AppError('conflict')
        await outbox.add({
          ...{ type: 'poll.doubted', aggregateId: id, communityId: row.communityId },
          payload: { rowId },
        })
      })
    },

    async list(actor, id) {
      const { row, scope } = await oversight(actor, id)
      if (row.roll === null) return { items: [] }
      const found = await doubts.list({ scope, rollId: row.roll.id }, MOST_DOUBTS)
      return { items: await present(actor, scope, row, found) }
    },

    async answer(actor, id, { rowId, upheld, reason }) {
      const { row, scope } = await access.atDesk(actor, 'answer', id)
      const ref = access.rollOf(scope, row)
      const byName = await access.signature(actor)
      const levels = await levelsOf(deps, row)
      const answered = await uow.run(async () => {
        const found = await doubts.find(ref, rowId)
        const doubt = found?.notMe
        if (!found || !doubt) throw new AppError('not_found')
        if (doubt.finding !== undefined) throw new AppError('conflict')
        const refusal = refusalFor(actor, row, levels, found)
        if (refusal !== null) throw new AppError(refusal)
        const annulled = upheld && isAnnullable(row, pollPhase(row, clock.now()), found)
        const finding: Finding = {
          ...{ upheld, reason, annulled, byName },
          ...{ at: clock.now(), byAccountId: actor.accountId },
        }
        const changed = annulled
          ? await doubts.annul(ref, found, doubt, finding)
          : await doubts.answer(ref, rowId, doubt, finding)
        if (!changed) throw new AppError('conflict')
        // The mandate went with its ballot, and with it the holder's name from the row.
        const holderId = annulled && found.via === 'proxy' ? (doubtedCast(found)?.byPersonId ?? null) : null
        if (holderId !== null) await things.freeMandate(scope, id, rowId)
        await outbox.add({
          ...{ type: 'poll.doubt_answered', aggregateId: id, communityId: row.communityId },
          payload: { rowId, holderId },
        })
        await audit.record({
          ...{ actor, action: 'poll.answer_not_me', communityId: row.communityId },
          ...{ targetType: 'poll', targetId: id, detail: { rowId, upheld, annulled } },
        })
        return changed
      })
      const [view] = await present(actor, scope, row, [answered])
      if (!view) throw new AppError('not_found')
      return view
    },
  }
}
