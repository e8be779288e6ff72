import type { Deps } from '../../deps'
import { createAccountsRepository } from '../session/accounts.repository'
import { createPeopleRepository } from '../people/people.repository'
import { createResidenciesRepository } from '../people/residencies.repository'
import { createSpaceRepository } from '../space/space.repository'
import { demoPosts } from './demo-people'
import { createDemoRandom } from './demo-random'
import { createDemoAccounts } from './demo-accounts'
import { drawRoll } from './demo-roll'
import { planTree } from './demo-tree'

const SEED = 20_261_123

/**
 * Fills an empty database with the demo street: a tree, its people, staff of every role, notices and opinions in
 * every state, dated back from now. Not safe to run twice; demo-mode.ts sees to that.
 */
export async function seedDemo(deps: Deps): Promise<void> {
  const { connection, ids, clock, crypto } = deps
  const now = clock.now()
  const random = createDemoRandom(SEED)
  const tree = planTree(ids, new Date(now.getTime() - 400 * 86_400_000))
  await createSpaceRepository(connection).insertMany(tree.rows)

  const accounts = createDemoAccounts({ ids, crypto, now })
  const residents = accounts.settle(drawRoll(tree, random, now))
  const staff = accounts.appoint(demoPosts, tree)
  accounts.welcomeNewcomers(tree)

  const accountRows = createAccountsRepository(connection)
  await accountRows.insert(accounts.rows.accounts)
  await accountRows.insertIdentities(accounts.rows.identities)
  await accountRows.addConsents(accounts.rows.consents)
  const people = createPeopleRepository(connection)
  await people.insertPersons(residents.persons)
  await people.insertBindings(residents.bindings)
  await people.insertGrants(staff.grants)
  await createResidenciesRepository(connection).insertMany(residents.residencies)
}
