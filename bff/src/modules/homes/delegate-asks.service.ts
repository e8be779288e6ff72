import type { DelegateAskView, FamilyView } from '@linli/shared/homes/family.schema'
import { delegateScopeLabel, type ConsentWay, type DelegateScope } from '@linli/shared/people/people.kinds'
import { dayOf, dayText } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Attempts } from '../../platform/attempts'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { FamilyService, NewDelegation } from './family.service'
import { delegateAskCount, delegateGuess } from './guesses'
import type { HomesMessages } from './homes.messages'
import { deskScope, lookedAtScope, officeScope, placeScope } from './homes.policy'
import type { Caller, HomesAsks, HomesBindings, HomesHouseholds } from './homes.ports'
import type { OwnHomes } from './own-homes'
import type { Whom } from './whom'

/** Asking to act for somebody: the other agrees in the app, or says so to the office (product §1: recorded consent). */
export interface DelegateAsksService {
  /** Throws `match_failed`, `not_found`, `validation_failed`, and `conflict` when it stands or was asked already. */
  ask(caller: Caller, body: NewDelegation): Promise<FamilyView>
  agree(actor: Actor, id: string): Promise<FamilyView>
  /** Either side lets it be. */
  decline(actor: Actor, id: string): Promise<FamilyView>
  /** What waits for an answer in a community, for the office that meets people who have no phone. */
  list(actor: Actor, communityId?: string): Promise<{ items: DelegateAskView[] }>
  confirm(
    actor: Actor,
    id: string,
    consent: { readonly way: ConsentWay; readonly consentDay: string },
  ): Promise<{ items: DelegateAskView[] }>
  dismiss(actor: Actor, id: string): Promise<{ items: DelegateAskView[] }>
}

export function createDelegateAsks(deps: {
  readonly family: Pick<FamilyService, 'family'>
  readonly asks: HomesAsks
  readonly own: OwnHomes
  readonly whom: Whom
  readonly bindings: HomesBindings
  readonly households: HomesHouseholds
  readonly messages: HomesMessages
  readonly attempts: Attempts
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
}): DelegateAsksService {
  const { family, asks, own, whom, bindings, households, messages, attempts, audit, uow, clock } = deps

  const words = (scope: readonly DelegateScope[], lastDay: string): string =>
    `${scope.map((one) => delegateScopeLabel[one]).join('、')}，到 ${dayText(lastDay, dayOf(clock.now()))}。不能代为投票`

  async function tell(
    scope: Scope,
    personId: string,
    message: { event: string; title: string; text: string; needsAct?: boolean; targetId: string },
  ): Promise<void> {
    const binding = await bindings.ofPerson(scope, personId)
    if (binding)
      await messages.tell({ accountId: binding.accountId, communityId: binding.communityId, ...message })
  }

  const nameOf = async (scope: Scope, personId: string): Promise<string> =>
    (await households.persons(scope, [personId])).get(personId)?.maskedName ?? '*'

  /** The caller's own side of an open one. */
  async function side(actor: Actor, id: string): Promise<{ scope: Scope; personId: string }> {
    const { rows } = await own.bindings(actor.accountId)
    for (const row of rows) {
      const scope = placeScope(row)
      if ((await asks.ofPerson(scope, row.personId)).some((ask) => ask._id === id))
        return { scope, personId: row.personId }
    }
    throw new AppError('not_found')
  }

  async function agreed(
    scope: Scope,
    id: string,
    consent: Parameters<HomesAsks['agree']>[2],
  ): Promise<Awaited<ReturnType<HomesAsks['agree']>>> {
    const row = await asks.agree(scope, id, consent)
    await messages.settle(id)
    const { principalPersonId, delegatePersonId } = row
    await tell(scope, delegatePersonId, {
      ...{ event: `delegate.agreed:${id}`, targetId: id },
      title: `可以替 ${await nameOf(scope, principalPersonId)} 办事了`,
      text: `对方同意了：${row.scope.map((one) => delegateScopeLabel[one]).join('、')}。不能代为投票`,
    })
    return row
  }

  async function declined(scope: Scope, id: string, by: string | null) {
    const row = await asks.decline(scope, id, by)
    await messages.settle(id)
    if (by !== row.delegatePersonId)
      await tell(scope, row.delegatePersonId, {
        ...{ event: `delegate.declined:${id}`, targetId: id },
        title: '没有同意您代办',
        text: `${await nameOf(scope, row.principalPersonId)} 没有同意。可以当面说好后再申请`,
      })
    return row
  }

  const list: DelegateAsksService['list'] = async (actor, communityId) => {
    const scope = deskScope(actor, 'decide', communityId)
    const rows = await asks.list(scope)
    const known = await households.persons(
      scope,
      rows.flatMap((row) => [row.principalPersonId, row.delegatePersonId]),
    )
    const present = (personId: string) => ({
      personId,
      maskedName: known.get(personId)?.maskedName ?? '*',
    })
    // One that a merge left with the record that went is nobody's to answer.
    const open = rows.filter((row) => known.has(row.principalPersonId) && known.has(row.delegatePersonId))
    return {
      items: open.map((row) => ({
        id: row._id,
        principal: present(row.principalPersonId),
        delegate: present(row.delegatePersonId),
        scopeLabels: row.scope.map((one) => delegateScopeLabel[one]),
        lastDay: row.lastDay,
        askedAt: row.askedAt.toISOString(),
      })),
    }
  }

  return {
    async ask(caller, body) {
      const { actor } = caller
      const isGuess = body.personId === undefined
      const guess = delegateGuess(caller)
      await attempts.take([...(isGuess ? guess : []), ...delegateAskCount(caller)])
      await uow.run(async () => {
        const delegateId = actor.personId
        if (delegateId === null) throw new AppError('forbidden')
        const scope = lookedAtScope(actor)
        const principalId = await whom.find(caller, body)
        const row = await asks.ask(scope, {
          ...{ principalId, delegateId, scope: body.scope, lastDay: body.lastDay },
        })
        await tell(scope, principalId, {
          ...{ event: `delegate.asked:${row._id}`, targetId: row._id, needsAct: true },
          title: `${await nameOf(scope, delegateId)} 想替您办事`,
          text: `${words(row.scope, row.lastDay)}。请到“家人和代办”里选同意或不同意`,
        })
      })
      if (isGuess) await attempts.giveBack(guess)
      return family.family(actor)
    },

    async agree(actor, id) {
      await uow.run(async () => {
        const { scope, personId } = await side(actor, id)
        const consentDay = dayOf(clock.now())
        await agreed(scope, id, { by: personId, way: 'app', consentDay, recordedBy: actor.accountId })
      })
      return family.family(actor)
    },

    async decline(actor, id) {
      await uow.run(async () => {
        const { scope, personId } = await side(actor, id)
        await declined(scope, id, personId)
      })
      return family.family(actor)
    },

    list,

    async confirm(actor, id, consent) {
      const { communityId } = await uow.run(async () => {
        const scope = officeScope(actor, 'decide')
        const row = await agreed(scope, id, { by: null, ...consent, recordedBy: actor.accountId })
        // Whoever asks to act for somebody does not attest at the office that they agreed.
        const delegate = await bindings.ofPerson(scope, row.delegatePersonId)
        if (delegate?.accountId === actor.accountId) throw new AppError('own_matter')
        await audit.record({
          ...{ actor, action: 'person.add_delegate', communityId: row.communityId },
          ...{ targetType: 'person', targetId: row.principalPersonId },
          detail: { delegateId: row.delegatePersonId, way: consent.way },
        })
        return row
      })
      return list(actor, communityId)
    },

    async dismiss(actor, id) {
      const { communityId } = await uow.run(async () => {
        const row = await declined(officeScope(actor, 'decide'), id, null)
        await audit.record({
          ...{ actor, action: 'person.decline_delegate', communityId: row.communityId },
          ...{ targetType: 'person', targetId: row.principalPersonId },
          detail: { delegateId: row.delegatePersonId },
        })
        return row
      })
      return list(actor, communityId)
    },
  }
}
