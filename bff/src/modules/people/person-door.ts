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
  /** The person for an action. Throws `not_found` for who may not see the person, `forbidden` for who may not act. */
  open(actor: Actor, action: PeopleDeskAction, personId: string): Promise<OpenedPerson>
}

export const judgedPerson = (person: PersonRow, history: readonly ResidencyRow[]): JudgedPerson => ({
  communityId: person.communityId,
  nodeIds: history.filter((row) => row.to === null).flatMap((row) => row.path),
})

/** Where every act on a person begins. */
export function createPersonDoor(deps: {
  readonly persons: PersonsRepository
  readonly roll: RollRepository
}): PersonDoor {
  return {
    async open(actor, action, personId) {
      const { scope: own } = reachOf(actor, 'read')
      const person = await deps.persons.find(own, personId)
      if (!person) throw new AppError('not_found')
      const history = await deps.roll.historyOfPerson(own, personId)
      const judged = judgedPerson(person, history)
      return { person, history, judged, scope: demand(judgePerson(actor, action, judged)) }
    },
  }
}
