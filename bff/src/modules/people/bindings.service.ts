import type { BindingEnd, BindingMethod } from '@linli/shared/homes/homes.kinds'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { BindingRow } from './binding.model'
import type { BindingsRepository } from './bindings.repository'
import type { PersonsRepository } from './persons.repository'
import { scopeOfBindings } from './people.policy'
import type { RollWriter } from './roll.service'

export type { BindingRow as Binding } from './binding.model'

/**
 * Which account is which person of the roll. What writes is called inside a unit of work; whether it may be done is
 * the caller's to judge.
 */
export interface BindingsService {
  /** What holds today for an account, in the order it was bound. */
  ofAccount(accountId: string): Promise<BindingRow[]>
  ofPerson(scope: Scope, personId: string): Promise<BindingRow | null>
  historyOf(scope: Scope, personIds: readonly string[]): Promise<BindingRow[]>
  find(scope: Scope, id: string): Promise<BindingRow | null>
  /** The communities an account is bound in: the bindings themselves are the permission. */
  scopeOf(bindings: readonly BindingRow[]): Scope
  /**
   * The account is the person from now on; bound already to exactly this person is `same`. Throws `already_bound`
   * when the account is somebody else in the community or the person answers to another account, however many try
   * at once.
   */
  bind(
    accountId: string,
    person: { readonly personId: string; readonly communityId: string },
    method: BindingMethod,
  ): Promise<'bound' | 'same'>
  /** The account is the person no longer, and is told nothing more about the homes. False when it had ended. */
  end(binding: BindingRow, end: { readonly reason: BindingEnd; readonly by: string }): Promise<boolean>
}

export interface BindingsDeps {
  readonly bindings: BindingsRepository
  readonly persons: Pick<PersonsRepository, 'find'>
  readonly writer: Pick<RollWriter, 'syncCopies'>
  readonly clock: Clock
  readonly ids: Ids
}

export function createBindingsService(deps: BindingsDeps): BindingsService {
  const { bindings, persons, writer, clock, ids } = deps

  /** Relations copy which account can be told something about them. */
  async function tellRelations(scope: Scope, personId: string): Promise<void> {
    const person = await persons.find(scope, personId)
    if (person) await writer.syncCopies(scope, person)
  }

  async function insert(row: BindingRow): Promise<void> {
    try {
      await bindings.insert(row)
    } catch (error) {
      const taken = ['binding_person_unique', 'binding_account_unique'].some((name) =>
        isDuplicateKey(error, name),
      )
      throw taken ? new AppError('already_bound', { cause: error }) : error
    }
  }

  return {
    ofAccount: (accountId) => bindings.ofAccount(accountId),
    ofPerson: (scope, personId) => bindings.ofPerson(scope, personId),
    historyOf: (scope, personIds) => bindings.historyOf(scope, personIds),
    find: (scope, id) => bindings.find(scope, id),
    scopeOf: scopeOfBindings,
    async bind(accountId, { personId, communityId }, method) {
      const own = (await bindings.ofAccount(accountId)).find((row) => row.communityId === communityId)
      if (own) {
        if (own.personId === personId) return 'same'
        throw new AppError('already_bound')
      }
      const row: BindingRow = {
        ...{ _id: ids.next('bnd'), accountId, communityId, personId, method },
        ...{ from: clock.now(), to: null, endedReason: null, endedBy: null },
      }
      await insert(row)
      await tellRelations(scopeOfBindings([row]), personId)
      return 'bound'
    },
    async end(binding, { reason, by }) {
      const scope = scopeOfBindings([binding])
      if (!(await bindings.end(scope, binding._id, { at: clock.now(), reason, by }))) return false
      await tellRelations(scope, binding.personId)
      return true
    },
  }
}
