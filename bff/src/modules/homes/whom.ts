import { sees } from '@linli/shared/homes/homes.rules'
import { AppError } from '../../platform/problem-error'
import { lookedAtScope } from './homes.policy'
import type { Caller, HomesHouseholds } from './homes.ports'
import type { OwnHome, OwnHomes } from './own-homes'

/** Somebody of the own homes by id, or somebody of the community by name and phone. */
export interface Named {
  readonly personId?: string | undefined
  readonly name?: string | undefined
  readonly phone?: string | undefined
}

export interface Whom {
  /**
   * The person somebody means. Throws `not_found` for an id that is nobody of the own homes, `match_failed` for a name
   * and phone that are not one person's, `validation_failed` when one of the two is missing.
   */
  find(caller: Caller, named: Named): Promise<string>
}

/** Adults of the own homes the caller may see, each once, in the community of the person who would be acted for. */
export function candidatesIn(homes: readonly OwnHome[]) {
  const all = homes.flatMap((home) =>
    home.members.filter(
      (member) =>
        member.adult && member.personId !== home.self.personId && sees(home.self, member, home.members),
    ),
  )
  return [...new Map(all.map((member) => [member.personId, member])).values()]
}

export function createWhom({
  own,
  households,
}: {
  readonly own: OwnHomes
  readonly households: HomesHouseholds
}): Whom {
  return {
    async find({ actor }, { personId, name, phone }) {
      if (personId !== undefined) {
        const found = candidatesIn(await own.of(actor)).find(
          (member) => member.personId === personId && member.communityId === actor.communityId,
        )
        if (!found) throw new AppError('not_found')
        return personId
      }
      if (name === undefined || phone === undefined)
        throw new AppError('validation_failed', {
          errors: [
            { path: name === undefined ? 'body.name' : 'body.phone', message: '请填写对方的姓名和手机号' },
          ],
        })
      const known = await households.byPhone(lookedAtScope(actor), phone)
      const found = known.find((person) => person.name === name)
      if (!found) throw new AppError('match_failed')
      return found.personId
    },
  }
}
