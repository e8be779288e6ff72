import type { DelegationView, FamilyView } from '@linli/shared/homes/family.schema'
import { yearsOn } from '@linli/shared/people/age.rules'
import {
  consentWayLabel,
  delegateScopeLabel,
  guardianBasisLabel,
  type DelegateScope,
} from '@linli/shared/people/people.kinds'
import { addDays, dayOf, dayText } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Attempts } from '../../platform/attempts'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { delegateGuess } from './guesses'
import type { HomesMessages } from './homes.messages'
import { lookedAtScope, placeScope } from './homes.policy'
import type {
  Binding,
  Caller,
  HomesAsks,
  HomesBindings,
  HomesHouseholds,
  HomesKin,
  HomesSpace,
  KnownPerson,
} from './homes.ports'
import type { OwnHomes } from './own-homes'
import { candidatesIn, type Named, type Whom } from './whom'

export interface NewDelegation extends Named {
  readonly scope: readonly DelegateScope[]
  readonly lastDay: string
}

export interface FamilyService {
  family(actor: Actor): Promise<FamilyView>
  /**
   * The caller names who may act for them: an adult of the own homes, or whoever has this name and phone on the roll
   * of the community. Throws `match_failed` for any other name or phone, `conflict` when it is so already.
   */
  addDelegate(caller: Caller, body: NewDelegation): Promise<DelegationView>
  /** Either side ends it. Throws `not_found`. */
  endDelegate(actor: Actor, delegationId: string): Promise<FamilyView>
}

export interface FamilyDeps {
  readonly own: OwnHomes
  readonly whom: Whom
  readonly kin: HomesKin
  readonly asks: Pick<HomesAsks, 'ofPerson'>
  readonly bindings: HomesBindings
  readonly households: HomesHouseholds
  readonly space: HomesSpace
  readonly messages: HomesMessages
  readonly attempts: Attempts
  readonly uow: UnitOfWork
  readonly clock: Clock
}

type Delegation = Awaited<ReturnType<HomesKin['delegationsOf']>>[number]

/** Who acts for whom in a family, as its members arrange it themselves. Voting is never among it (product §1). */
export function createFamily(deps: FamilyDeps): FamilyService {
  const { own, whom, kin, asks, bindings, households, space, messages, attempts, uow, clock } = deps

  const present = (
    row: Delegation,
    other: KnownPerson | undefined,
    names: ReadonlyMap<string, string>,
  ): DelegationView => ({
    id: row._id,
    personId: other?.personId ?? row.delegatePersonId,
    maskedName: other?.maskedName ?? '*',
    communityName: names.get(row.communityId) ?? '',
    scope: row.scope,
    scopeLabels: row.scope.map((one) => delegateScopeLabel[one]),
    consentLabel: consentWayLabel[row.consent.way],
    lastDay: addDays(dayOf(row.until), -1),
  })

  async function kinOf(row: Binding) {
    const scope = placeScope(row)
    const delegations = await kin.delegationsOf(scope, row.personId)
    const wards = await kin.wardsOf(scope, row.personId)
    const asked = await asks.ofPerson(scope, row.personId)
    const known = await households.persons(scope, [
      ...[...delegations, ...asked].flatMap((one) => [one.principalPersonId, one.delegatePersonId]),
      ...wards.map((ward) => ward.childPersonId),
    ])
    return { row, delegations, wards, asked, known }
  }

  const family: FamilyService['family'] = async (actor) => {
    const { rows } = await own.bindings(actor.accountId)
    const names = await space.names(rows.map((row) => row.communityId))
    const all: Awaited<ReturnType<typeof kinOf>>[] = []
    // An account is bound in one or two communities.
    for (const row of rows) all.push(await kinOf(row))
    const today = dayOf(clock.now())
    return {
      delegates: all.flatMap(({ row, delegations, known }) =>
        delegations
          .filter((one) => one.principalPersonId === row.personId)
          .map((one) => present(one, known.get(one.delegatePersonId), names)),
      ),
      principals: all.flatMap(({ row, delegations, known }) =>
        delegations
          .filter((one) => one.delegatePersonId === row.personId)
          .map((one) => present(one, known.get(one.principalPersonId), names)),
      ),
      asks: all.flatMap(({ row, asked, known }) =>
        asked.map((one) => {
          const byMe = one.delegatePersonId === row.personId
          const personId = byMe ? one.principalPersonId : one.delegatePersonId
          return {
            ...{ id: one._id, personId, maskedName: known.get(personId)?.maskedName ?? '*', byMe },
            scopeLabels: one.scope.map((what) => delegateScopeLabel[what]),
            lastDay: one.lastDay,
          }
        }),
      ),
      children: all.flatMap(({ wards, known }) =>
        wards.map(({ childPersonId, basis }) => {
          const child = known.get(childPersonId)
          return {
            personId: childPersonId,
            maskedName: child?.maskedName ?? '*',
            basisLabel: guardianBasisLabel[basis],
            age: yearsOn(child?.birthDate ?? null, today),
          }
        }),
      ),
      candidates: candidatesIn(await own.of(actor)).map(({ personId, maskedName, label }) => ({
        ...{ personId, maskedName, where: label },
      })),
    }
  }

  return {
    family,
    async addDelegate(caller, body) {
      const { actor } = caller
      const isGuess = body.personId === undefined
      const guess = delegateGuess(caller)
      if (isGuess) await attempts.take(guess)
      const made = await uow.run(async () => {
        const principalId = actor.personId
        if (principalId === null) throw new AppError('forbidden')
        const scope = lookedAtScope(actor)
        const delegateId = await whom.find(caller, body)
        const today = dayOf(clock.now())
        const row = await kin.appointDelegate(
          scope,
          {
            ...{ principalId, delegateId, scope: body.scope, lastDay: body.lastDay },
            ...{ way: 'app', consentDay: today },
          },
          actor.accountId,
        )
        const binding = await bindings.ofPerson(scope, delegateId)
        if (binding)
          await messages.tell({
            ...{
              accountId: binding.accountId,
              communityId: row.communityId,
              event: `delegate.named:${row._id}`,
            },
            title: '有人请您代办',
            text: `可以代办：${row.scope.map((one) => delegateScopeLabel[one]).join('、')}，到 ${dayText(body.lastDay, today)}。不能代为投票`,
          })
        const known = await households.persons(scope, [delegateId])
        return present(row, known.get(delegateId), await space.names([row.communityId]))
      })
      if (isGuess) await attempts.giveBack(guess)
      return made
    },
    async endDelegate(actor, delegationId) {
      await uow.run(async () => {
        const { rows } = await own.bindings(actor.accountId)
        for (const row of rows) {
          const scope = placeScope(row)
          const found = (await kin.delegationsOf(scope, row.personId)).find((one) => one._id === delegationId)
          if (found && (await kin.dismissDelegate(scope, delegationId))) return
        }
        throw new AppError('not_found')
      })
      return family(actor)
    },
  }
}
