import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { bindingModel, type BindingRow } from './binding.model'
import { guardianModel, type GuardianRow } from './kin.model'
import { personModel, type PersonRow } from './person.model'
import { roleGrantModel, type RoleGrantRow } from './role-grant.model'

export interface PeopleRepository {
  findPersons(scope: Scope, ids: readonly string[]): Promise<PersonRow[]>
  /** Those among the children somebody answers for today. */
  guardedAmong(scope: Scope, childIds: readonly string[]): Promise<string[]>
  insertPersons(rows: readonly PersonRow[]): Promise<void>

  bindingsOf(accountId: string): Promise<BindingRow[]>
  /** {@link PeopleRepository.bindingsOf} for many at once. */
  bindingsAmong(accountIds: readonly string[]): Promise<BindingRow[]>
  bindingOfPerson(personId: string): Promise<BindingRow | null>
  insertBindings(rows: readonly BindingRow[]): Promise<void>

  insertGrants(rows: readonly RoleGrantRow[]): Promise<void>
}

const SEED_BATCH = 500

/** The roll (by scope) and what belongs to the deployment itself: bindings and staff roles. */
export function createPeopleRepository(connection: Connection): PeopleRepository {
  const persons = personModel(connection)
  const rows = rowsOf(persons)
  const guardians = rowsOf(guardianModel(connection))
  const bindings = bindingModel(connection)
  const boundRows = rowsOf(bindings)
  const boundTo = (accountId: string | { $in: string[] }): Promise<BindingRow[]> =>
    boundRows.find({ accountId, to: null }, joining(connection)).sort({ from: 1, _id: 1 }).toArray()
  const grants = roleGrantModel(connection)
  return {
    findPersons: (scope, ids) =>
      rows.find({ ...inScope(scope), _id: { $in: [...ids] }, frozenAt: null }, joining(connection)).toArray(),
    async guardedAmong(scope, childIds) {
      const found: GuardianRow[] = await guardians
        .find({ ...inScope(scope), childPersonId: { $in: [...childIds] }, to: null }, joining(connection))
        .toArray()
      return found.map(({ childPersonId }) => childPersonId)
    },
    async insertPersons(rows) {
      for (let start = 0; start < rows.length; start += SEED_BATCH) {
        await persons.insertMany(rows.slice(start, start + SEED_BATCH), { lean: true })
      }
    },

    bindingsOf: (accountId) => boundTo(accountId),
    bindingsAmong: (accountIds) => boundTo({ $in: [...accountIds] }),
    bindingOfPerson: (personId) => bindings.findOne({ personId, to: null }).lean<BindingRow>(),
    async insertBindings(rows) {
      await bindings.insertMany([...rows], { lean: true })
    },

    async insertGrants(rows) {
      await grants.insertMany([...rows])
    },
  }
}
