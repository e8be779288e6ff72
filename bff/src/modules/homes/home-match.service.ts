import type { BoundView } from '@linli/shared/homes/homes.schema'
import type { Attempts } from '../../platform/attempts'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { matchGuess } from './guesses'
import { lookedAtScope, placeScope } from './homes.policy'
import type { Caller, HomesAccounts, HomesHouseholds, HomesRoll, HomesSpace } from './homes.ports'
import type { Newcomers } from './newcomers'

export interface HomeMatchService {
  /**
   * Binds the account to the person of the roll who has this name, this room and the phone the account has proven;
   * relations stay those of the roll. A wrong name, an unknown phone, another room and a person who answers to another
   * account are refused alike (`match_failed`), after the same questions to the database.
   */
  match(caller: Caller, said: { readonly roomId: string; readonly name: string }): Promise<BoundView>
}

export interface HomeMatchDeps {
  readonly roll: HomesRoll
  readonly households: HomesHouseholds
  readonly newcomers: Newcomers
  readonly space: HomesSpace
  readonly accounts: HomesAccounts
  readonly attempts: Attempts
  readonly uow: UnitOfWork
}

/** Finding oneself on the roll. */
export function createHomeMatch(deps: HomeMatchDeps): HomeMatchService {
  const { roll, households, newcomers, space, accounts, attempts, uow } = deps

  return {
    async match(caller, { roomId, name }) {
      const { accountId, communityId } = caller.actor
      const phone = await accounts.phoneOf(accountId)
      if (phone === null) throw new AppError('phone_required')
      const guess = matchGuess(caller, roomId)
      await attempts.take(guess)
      const room = (await space.roomsByIds(lookedAtScope(caller.actor), [roomId])).get(roomId)
      const found =
        room && communityId !== null ? await roll.matchOnRoll(communityId, roomId, name, phone) : null
      if (!room || !found) throw new AppError('match_failed')
      const scope = placeScope(room)
      await uow.run(async () => {
        const person = (await households.persons(scope, [found.personId])).get(found.personId)
        if (!person) throw new AppError('match_failed')
        try {
          await newcomers.bind(scope, accountId, person, 'roll')
        } catch (error) {
          const isTaken = error instanceof AppError && error.code === 'already_bound'
          throw isTaken ? new AppError('match_failed', { cause: error }) : error
        }
      })
      await attempts.giveBack(guess)
      return { roomId, communityId: room.communityId, roomLabel: room.label, relation: found.relation }
    },
  }
}
