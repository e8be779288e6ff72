import type { ConsentWay, DelegateScope } from '@linli/shared/people/people.kinds'
import { isAdultOn } from '@linli/shared/people/age.rules'
import { addDays, dayOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import { keptSince } from '../../platform/retention-rules'
import type { Scope } from '../../platform/scope'
import type { DelegateAskRow } from './delegate-ask.model'
import type { DelegateAsksRepository } from './delegate-asks.repository'
import type { DelegateRow } from './kin.model'
import { LONGEST_DELEGATION_DAYS, type KinDirectory } from './kin.service'
import type { PersonsRepository } from './persons.repository'

export interface NewDelegateAsk {
  readonly principalId: string
  readonly delegateId: string
  readonly scope: readonly DelegateScope[]
  readonly lastDay: string
}

/** Who answers: the person who would be acted for or acts, or null for the office, which asked them. */
export type Answerer = string | null

/** Asking to act for somebody; what writes is called inside a unit of work, and whether it may be done is judged before. */
export interface DelegateAsks {
  /** Throws `validation_failed`, `not_found`, and `conflict` when it stands or was asked already. */
  ask(scope: Scope, wish: NewDelegateAsk): Promise<DelegateAskRow>
  /** Open ones with the person on either side. */
  ofPerson(scope: Scope, personId: string): Promise<DelegateAskRow[]>
  /** Open ones of the scope, the longest waiting first. */
  list(scope: Scope): Promise<DelegateAskRow[]>
  /** The principal, or the office for them, agrees. Throws `not_found` for everybody else and for what is answered, `ask_expired`. */
  agree(
    scope: Scope,
    id: string,
    consent: {
      readonly by: Answerer
      readonly way: ConsentWay
      readonly consentDay: string
      readonly recordedBy: string
    },
  ): Promise<DelegateRow>
  /** Either side, or the office, lets it be. Throws `not_found`. */
  decline(scope: Scope, id: string, by: Answerer): Promise<DelegateAskRow>
}

/** So many wait for an office at most; more is an attack, and the eldest are shown. */
const MOST_SHOWN = 50

export function createDelegateAsksService(deps: {
  readonly asks: DelegateAsksRepository
  readonly persons: Pick<PersonsRepository, 'find'>
  readonly kin: Pick<KinDirectory, 'delegationsOf' | 'appointDelegate'>
  readonly clock: Clock
  readonly ids: Ids
}): DelegateAsks {
  const { asks, persons, kin, clock, ids } = deps
  const since = (): Date => keptSince('delegate_asks', clock.now())

  async function take(scope: Scope, id: string, mine: (row: DelegateAskRow) => boolean) {
    const row = await asks.find(scope, id, since())
    // Whoever answers second finds it gone.
    if (!row || !mine(row) || !(await asks.take(scope, id))) throw new AppError('not_found')
    return row
  }

  return {
    async ask(scope, { principalId, delegateId, scope: what, lastDay }) {
      if (principalId === delegateId) throw wrongField('body.personId', '不能代办自己的事')
      const today = dayOf(clock.now())
      if (lastDay < today) throw wrongField('body.lastDay', '到期日不能早于今天')
      if (lastDay > addDays(today, LONGEST_DELEGATION_DAYS))
        throw wrongField('body.lastDay', '一次最多委托三年')
      const principal = await persons.find(scope, principalId)
      const delegate = await persons.find(scope, delegateId)
      if (!principal || !delegate) throw new AppError('not_found')
      if (!isAdultOn(delegate.birthDate, today)) throw wrongField('body.personId', '代办人要年满 18 岁')
      const stands = (await kin.delegationsOf(scope, delegateId)).some(
        (row) => row.principalPersonId === principalId,
      )
      if (stands) throw new AppError('conflict')
      await asks.dropOld(scope, principalId, delegateId, since())
      const row: DelegateAskRow = {
        ...{ _id: ids.next('dla'), communityId: principal.communityId },
        ...{ principalPersonId: principalId, delegatePersonId: delegateId },
        ...{ scope: [...new Set(what)], lastDay, askedAt: clock.now() },
      }
      await asks.insert(row)
      return row
    },
    ofPerson: (scope, personId) => asks.ofPerson(scope, personId, since()),
    list: (scope) => asks.list(scope, since(), MOST_SHOWN),
    async agree(scope, id, { by, way, consentDay, recordedBy }) {
      const row = await take(scope, id, (one) => by === null || one.principalPersonId === by)
      // Whoever agrees has not typed the day and cannot mend it.
      if (row.lastDay < dayOf(clock.now())) throw new AppError('ask_expired')
      return kin.appointDelegate(
        scope,
        {
          ...{ principalId: row.principalPersonId, delegateId: row.delegatePersonId },
          ...{ scope: row.scope, lastDay: row.lastDay, way, consentDay },
        },
        recordedBy,
      )
    },
    decline: (scope, id, by) =>
      take(scope, id, (row) => by === null || [row.principalPersonId, row.delegatePersonId].includes(by)),
  }
}
