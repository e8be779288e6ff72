import { isAdultOn } from '@linli/shared/people/age.rules'
import { isCandidate } from '@linli/shared/polls/candidates.rules'
import { pollPhase } from '@linli/shared/polls/polls.machine'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { AppError } from '../../platform/problem-error'
import { refuseStatus } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { rollPhases, type PollAccess } from './poll-access'
import { mandateId, type PollThings } from './poll-desk-things.repository'
import type { PollRollRow } from './poll-roll.model'
import type { CastBy, PollRollsRepository, RollRef } from './poll-rolls.repository'
import type { PollRow } from './poll.model'
import { mayHoldProxy } from './polls.policy'
import type { PollElectors, PollPeople } from './polls.ports'

/** 委托: in writing, for one poll and one row, capped, published (居民委员会组织法 art. 19; product §3.6). */
export interface PollMandates {
  /** Throws `no_proxies` where the poll knows none, and `proxy_refused` with the reason. */
  give(
    actor: Actor,
    id: string,
    mandate: { rowId: string; holderId: string; mandateRef: string },
  ): Promise<void>
  /**
   * Whoever stands on the row takes its mandate back, until a ballot is cast under it (`mandate_used`); a vote in person
   * takes it back as well. Sent again it changes nothing.
   */
  takeBack(actor: Actor, id: string, rowId: string): Promise<void>
  /** The same at the desk, on the written word of who gave it; kept with its reference and audited. */
  takeBackAtDesk(actor: Actor, id: string, word: { rowId: string; reference: string }): Promise<void>
}

export interface MandatesDeps {
  readonly rolls: Pick<PollRollsRepository, 'find' | 'setProxy' | 'takeProxyBack'>
  readonly things: Pick<PollThings, 'mandatesOf' | 'takeMandate' | 'freeMandate'>
  readonly access: PollAccess
  readonly electors: Pick<PollElectors, 'byIds'>
  readonly people: Pick<PollPeople, 'grantsOf'>
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

export function createPollMandates(deps: MandatesDeps): PollMandates {
  const { rolls, things, access, electors, people, uow, outbox, audit, clock } = deps

  const record = (
    actor: Actor,
    row: PollRow,
    action: 'poll.mandate' | 'poll.withdraw_mandate',
    detail: Readonly<Record<string, string | boolean>>,
  ) =>
    audit.record({
      ...{ actor, action, communityId: row.communityId },
      ...{ targetType: 'poll', targetId: row._id, detail },
    })

  async function takeBack(
    { row, ref, found }: { row: PollRow; ref: RollRef; found: PollRollRow },
    by: CastBy,
    end: { actor: Actor; byPersonId: string | null; reference: string | null },
  ): Promise<void> {
    const { proxy } = found
    refuseStatus(pollPhase(row, clock.now()), rollPhases)
    if (proxy === null) return
    const { holderId, mandateRef } = proxy
    const { actor, byPersonId, reference } = end
    const wasBack = await uow.run(async () => {
      const isBack = await rolls.takeProxyBack(ref, found._id, by, {
        ...{ holderId, mandateRef, reference },
        ...{ byAccountId: actor.accountId, at: clock.now() },
      })
      // Learning that the holder has voted is a look: it stays in the trail whether or not the mandate came back.
      if (reference !== null)
        await record(actor, row, 'poll.withdraw_mandate', { rowId: found._id, holderId, taken: isBack })
      if (!isBack) return false
      await things.freeMandate(ref.scope, row._id, found._id)
      await outbox.add({
        ...{ type: 'poll.mandate_taken_back', aggregateId: row._id, communityId: row.communityId },
        payload: { rowId: found._id, holderId, byPersonId },
      })
      return true
    })
    if (!wasBack) await refuseKept(ref, found._id, row)
  }

  /** Why it was not taken back: closing or a ballot came first; that somebody else took it back is as good. */
  async function refuseKept(ref: RollRef, rowId: string, row: PollRow): Promise<void> {
    const found = await rolls.find(ref, rowId)
    if (found?.sealed) throw access.closed(row)
    if (found?.proxy && found.via === 'proxy') throw new AppError('mandate_used')
    if (found?.proxy) throw new AppError('conflict')
  }

  /** The first free place in the hands of a holder; undefined when as many as `cap` are taken. */
  async function freePlace(scope: Scope, pollId: string, holderId: string, cap: number) {
    const taken = new Set(await things.mandatesOf(scope, pollId, holderId, cap))
    return Array.from({ length: cap }, (_, at) => mandateId(pollId, holderId, at)).find(
      (place) => !taken.has(place),
    )
  }

  return {
    async give(actor, id, { rowId, holderId, mandateRef }) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      const ref = access.rollOf(scope, row)
      const cap = row.draft.setup.proxiesPerHolder
      if (cap === 0 || row.draft.setup.secrecy !== 'named') throw new AppError('no_proxies')
      if (!rollPhases.includes(pollPhase(row, clock.now())))
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
      // Acting for another takes an adult (民法典 art. 18), whatever the roll asks of those who stand on it.
      if (!isAdultOn(holder.birthDate, dayOf(clock.now())))
        throw new AppError('proxy_refused', { details: { reason: 'minor' } })
      const found = await rolls.find(ref, rowId)
      if (!found) throw new AppError('not_found')
      if (found.personIds.includes(holderId))
        throw new AppError('proxy_refused', { details: { reason: 'on_row' } })
      // A free place is looked for, and only then taken: in a transaction a refused insert would end it.
      const place = await freePlace(scope, id, holderId, cap)
      if (place === undefined) throw new AppError('proxy_refused', { details: { reason: 'too_many' } })
      await uow.run(async () => {
        const isMine = await things.takeMandate({
          ...{ _id: place, communityId: row.communityId, pollId: id, rowId },
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
        // Whose vote it is learns that somebody else may cast it now, and can take that back.
        await outbox.add({
          ...{ type: 'poll.mandate_given', aggregateId: id, communityId: row.communityId },
          payload: { rowId },
        })
        await record(actor, row, 'poll.mandate', { rowId, holderId })
      })
    },

    async takeBack(actor, id, rowId) {
      const { row, scope } = await access.readable(actor, id)
      const { personId } = actor
      const ref = access.rollOf(scope, row)
      const found = personId === null ? null : await rolls.find(ref, rowId)
      if (personId === null || !found?.personIds.includes(personId)) throw new AppError('not_on_roll')
      await takeBack({ row, ref, found }, { personId }, { actor, byPersonId: personId, reference: null })
    },

    async takeBackAtDesk(actor, id, { rowId, reference }) {
      const { row, scope } = await access.atDesk(actor, 'desk', id)
      const ref = access.rollOf(scope, row)
      const found = await rolls.find(ref, rowId)
      if (!found) throw new AppError('not_found')
      await takeBack({ row, ref, found }, { staff: true }, { actor, byPersonId: null, reference })
    },
  }
}
