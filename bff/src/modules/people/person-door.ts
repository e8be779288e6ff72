import type { PeopleDeskAction } from '@linli/shared/people/people.permissions'
import type { Actor } from '../../platform/actor'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import { judgePerson, reachOf, type JudgedPerson } from './people-desk.policy'
import type { PersonRow } from './person.model'
import type { PersonsRepository } from './persons.repository'
import type { ResidencyRow } from './residency.model'
import type { RollRepository } from './roll.repository'

/** A person somebody may do something with. */
export interface OpenedPerson {
  readonly person: PersonRow
  /** Everything that ever was between the person and rooms, newest first. */
  readonly history: readonly ResidencyRow[]
  readonly judged: JudgedPerson
  readonly scope: Scope
}

export interface PersonDoor {
  /**
   * The person for an action. Throws `not_found` for who may not see the person, `forbidden` for who may not act, and
   * `own_matter` for a decision about oneself.
   */
  open(actor: Actor, action: PeopleDeskAction, personId: string): Promise<OpenedPerson>
  /** Throws `own_matter` when the person is the actor: what the roll says of somebody is a colleague's to settle. */
  refuseSelf(actor: Actor, personId: string): Promise<void>
}

/** What changes who somebody is on the roll, where they belong, or who acts for whom. */
const decisions: readonly PeopleDeskAction[] = ['correct', 'confirm_identity', 'relate', 'kin', 'merge']

export const judgedPerson = (person: PersonRow, history: readonly ResidencyRow[]): JudgedPerson => ({
  communityId: person.communityId,
  nodeIds: history.filter((row) => row.to === null).flatMap((row) => row.path),
})

/** Where every act on a person begins. */
export function createPersonDoor(deps: {
  readonly persons: Pick<PersonsRepository, 'find'>
  readonly roll: Pick<RollRepository, 'historyOfPerson' | 'bindingsOfPersons'>
}): PersonDoor {
  const refuseSelf: PersonDoor['refuseSelf'] = async (actor, personId) => {
    const bound = await deps.roll.bindingsOfPersons([personId])
    if (bound.some(({ accountId }) => accountId === actor.accountId)) throw new AppError('own_matter')
  }
  return {
    refuseSelf,
    async open(actor, action, personId) {
      const { scope: own } = reachOf(actor, 'read')
      const person = await deps.persons.find(own, personId)
      if (!person) throw new AppError('not_found')
      const history = await deps.roll.historyOfPerson(own, personId)
      const judged = judgedPerson(person, history)
      const scope = demand(judgePerson(actor, action, judged))
      if (decisions.includes(action)) await refuseSelf(actor, personId)
      return { person, history, judged, scope }
    },
  }
}
