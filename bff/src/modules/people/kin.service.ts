import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { isAdultOn } from '@linli/shared/people/age.rules'
import type { ConsentWay, DelegateScope, GuardianBasis } from '@linli/shared/people/people.kinds'
import type { PersonCardView } from '@linli/shared/people/person-card.schema'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { DelegateRow, GuardianRow } from './kin.model'
import type { KinRepository } from './kin.repository'
import type { PersonCards } from './person-card.service'
import type { PersonDoor } from './person-door'
import type { PersonRow } from './person.model'
import type { PersonsRepository } from './persons.repository'

/** A consent longer than this is given again. */
export const LONGEST_DELEGATION_DAYS = 1096

export interface NewDelegate {
  readonly principalId: string
  readonly delegateId: string
  readonly scope: readonly DelegateScope[]
  readonly way: ConsentWay
  /** Shanghai day on which the principal agreed. */
  readonly consentDay: string
  /** Last day on which it holds. */
  readonly lastDay: string
}

/** Who answers and acts for whom, as other features ask it; what writes is called inside a unit of work. */
export interface KinDirectory {
  /** Whether somebody answers for a child today: without one an under-14 may not consent to an account. */
  hasGuardian(scope: Scope, childPersonId: string): Promise<boolean>
  guardiansOf(scope: Scope, childPersonId: string): Promise<GuardianRow[]>
  /** Children somebody answers for. */
  wardsOf(scope: Scope, guardianPersonId: string): Promise<GuardianRow[]>
  /** Throws `not_found`, `validation_failed`, `conflict` when it is so already. */
  appointGuardian(
    scope: Scope,
    guardianship: {
      readonly childId: string
      readonly guardianId: string
      readonly basis: GuardianBasis
    },
  ): Promise<GuardianRow>
  /** Delegations that hold now, with the person on either side. */
  delegationsOf(scope: Scope, personId: string): Promise<DelegateRow[]>
  /** Those for whom this person may do this now. */
  principalsOf(scope: Scope, delegateId: string, what: DelegateScope): Promise<string[]>
  /** Whether `delegateId` may do this for `principalId` now. */
  mayActFor(scope: Scope, delegateId: string, principalId: string, what: DelegateScope): Promise<boolean>
  /** Throws `not_found`, `validation_failed`, `conflict` when there is one already. */
  appointDelegate(scope: Scope, delegation: NewDelegate, recordedBy: string): Promise<DelegateRow>
  /** False when it had ended already. */
  dismissDelegate(scope: Scope, delegationId: string): Promise<boolean>
}

export interface KinService extends KinDirectory {
  addGuardian(
    actor: Actor,
    childId: string,
    body: { readonly guardianId: string; readonly basis: GuardianBasis },
  ): Promise<PersonCardView>
  endGuardian(actor: Actor, id: string): Promise<PersonCardView>
  addDelegate(
    actor: Actor,
    principalId: string,
    body: Omit<NewDelegate, 'principalId'>,
  ): Promise<PersonCardView>
  endDelegate(actor: Actor, id: string): Promise<PersonCardView>
}

export interface KinDeps {
  readonly door: PersonDoor
  readonly cards: PersonCards
  readonly persons: PersonsRepository
  readonly kin: KinRepository
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** Guardians of children and delegates of elders. */
export function createKinService(deps: KinDeps): KinService {
  const { door, cards, persons, kin, uow, audit, clock, ids } = deps
  const today = (): string => dayOf(clock.now())

  async function personIn(scope: Scope, id: string): Promise<PersonRow> {
    const person = await persons.find(scope, id)
    if (!person) throw new AppError('not_found')
    return person
  }

  const delegationsOf: KinDirectory['delegationsOf'] = async (scope, personId) => {
    const now = clock.now()
    return (await kin.ofPerson(scope, personId)).delegates.filter((row) => row.until > now)
  }
  const guardiansOf: KinDirectory['guardiansOf'] = async (scope, childPersonId) =>
    (await kin.ofPerson(scope, childPersonId)).guardians.filter((row) => row.childPersonId === childPersonId)

  const wardsOf: KinDirectory['wardsOf'] = async (scope, guardianPersonId) =>
    (await kin.ofPerson(scope, guardianPersonId)).guardians.filter(
      (row) => row.guardianPersonId === guardianPersonId,
    )

  const appointGuardian: KinDirectory['appointGuardian'] = async (scope, { childId, guardianId, basis }) => {
    const child = await personIn(scope, childId)
    if (child.birthDate === null) throw wrongField('body.guardianId', '请先补上孩子的出生日期')
    if (isAdultOn(child.birthDate, today())) throw wrongField('body.guardianId', '已满 18 岁，不需要监护人')
    const guardian = await personIn(scope, guardianId)
    if (!isAdultOn(guardian.birthDate, today())) throw wrongField('body.guardianId', '监护人要年满 18 岁')
    const row: GuardianRow = {
      ...{ _id: ids.next('grd'), communityId: child.communityId },
      ...{ childPersonId: childId, guardianPersonId: guardianId, basis, from: clock.now(), to: null },
    }
    await kin.insertGuardian(row)
    return row
  }

  const appointDelegate: KinDirectory['appointDelegate'] = async (scope, delegation, recordedBy) => {
    const { principalId, delegateId, way, consentDay, lastDay } = delegation
    if (principalId === delegateId) throw wrongField('body.delegateId', '不能委托本人')
    const principal = await personIn(scope, principalId)
    const delegate = await personIn(scope, delegateId)
    if (!isAdultOn(delegate.birthDate, today())) throw wrongField('body.delegateId', '代办人要年满 18 岁')
    if (consentDay > today()) throw wrongField('body.consentDay', '同意的日期不能晚于今天')
    if (lastDay < today()) throw wrongField('body.lastDay', '到期日不能早于今天')
    if (lastDay > addDays(today(), LONGEST_DELEGATION_DAYS))
      throw wrongField('body.lastDay', '一次最多委托三年')
    const now = clock.now()
    // One that has run out by itself makes place for the next.
    for (const old of (await kin.ofPerson(scope, principalId)).delegates) {
      if (old.principalPersonId === principalId && old.delegatePersonId === delegateId && old.until <= now)
        await kin.endDelegate(scope, old._id, old.until)
    }
    const row: DelegateRow = {
      _id: ids.next('dlg'),
      communityId: principal.communityId,
      ...{ principalPersonId: principalId, delegatePersonId: delegateId },
      scope: [...new Set(delegation.scope)],
      consent: { way, at: instantOf(consentDay), recordedBy },
      from: now,
      until: instantOf(addDays(lastDay, 1)),
      to: null,
    }
    await kin.insertDelegate(row)
    return row
  }

  const record = (
    actor: Actor,
    action: AuditAct,
    communityId: string,
    personId: string,
    detail: Record<string, string | number>,
  ): Promise<void> =>
    audit.record({ actor, action, communityId, targetType: 'person', targetId: personId, detail })

  return {
    async hasGuardian(scope, childPersonId) {
      return (await guardiansOf(scope, childPersonId)).length > 0
    },
    guardiansOf,
    wardsOf,
    appointGuardian,
    delegationsOf,
    async principalsOf(scope, delegateId, what) {
      const rows = await delegationsOf(scope, delegateId)
      return rows
        .filter((row) => row.delegatePersonId === delegateId && row.scope.includes(what))
        .map((row) => row.principalPersonId)
    },
    async mayActFor(scope, delegateId, principalId, what) {
      return (await delegationsOf(scope, principalId)).some(
        (row) =>
          row.principalPersonId === principalId &&
          row.delegatePersonId === delegateId &&
          row.scope.includes(what),
      )
    },
    appointDelegate,
    dismissDelegate: (scope, id) => kin.endDelegate(scope, id, clock.now()),

    async addGuardian(actor, childId, { guardianId, basis }) {
      await uow.run(async () => {
        const { person: child, scope } = await door.open(actor, 'kin', childId)
        await door.refuseSelf(actor, guardianId)
        await appointGuardian(scope, { childId, guardianId, basis })
        const { communityId } = child
        await record(actor, 'person.add_guardian', communityId, childId, { guardianId, basis })
      })
      return cards.card(actor, childId)
    },

    async endGuardian(actor, id) {
      const childId = await uow.run(async () => {
        const row = await kin.findGuardian(cards.scopeFor(actor, 'kin'), id)
        if (!row) throw new AppError('not_found')
        const { scope } = await door.open(actor, 'kin', row.childPersonId)
        if (await kin.endGuardian(scope, id, clock.now()))
          await record(actor, 'person.end_guardian', row.communityId, row.childPersonId, {
            guardianshipId: id,
          })
        return row.childPersonId
      })
      return cards.card(actor, childId)
    },

    async addDelegate(actor, principalId, body) {
      await uow.run(async () => {
        const { scope } = await door.open(actor, 'kin', principalId)
        await door.refuseSelf(actor, body.delegateId)
        const row = await appointDelegate(scope, { principalId, ...body }, actor.accountId)
        await record(actor, 'person.add_delegate', row.communityId, principalId, {
          ...{ delegateId: body.delegateId, way: body.way, lastDay: body.lastDay },
        })
      })
      return cards.card(actor, principalId)
    },

    async endDelegate(actor, id) {
      const principalId = await uow.run(async () => {
        const row = await kin.findDelegate(cards.scopeFor(actor, 'kin'), id)
        if (!row) throw new AppError('not_found')
        const { scope } = await door.open(actor, 'kin', row.principalPersonId)
        if (await kin.endDelegate(scope, id, clock.now()))
          await record(actor, 'person.end_delegate', row.communityId, row.principalPersonId, {
            delegationId: id,
          })
        return row.principalPersonId
      })
      return cards.card(actor, principalId)
    },
  }
}
