import type { PeopleDeskAction } from '@linli/shared/people/people.permissions'
import type { Actor } from '../../platform/actor'
import { blankPerson } from './blank-rows'
import type { BindingRow } from './binding.model'
import { createPersonDoor } from './person-door'

const community = 'nod_testCommunity'
const clerk: Actor = {
  ...{ accountId: 'acc_clerk', sessionId: 'ses_clerk', personId: null, communityId: community },
  grants: [{ role: 'community_admin', nodeId: community, communityIds: [community] }],
  consentVersion: null,
}
const binding = { _id: 'bnd_1', personId: 'per_self', accountId: clerk.accountId, to: null } as BindingRow

const door = createPersonDoor({
  persons: {
    find: async (_scope, id) => ({
      ...blankPerson,
      ...{ _id: id, communityId: community, name: '陈立新', nameTokens: [], createdAt: new Date(0) },
    }),
  },
  roll: {
    historyOfPerson: async () => [],
    bindingsOfPersons: async (ids) => (ids.includes(binding.personId) ? [binding] : []),
  },
})

test.each<PeopleDeskAction>(['correct', 'confirm_identity', 'relate', 'kin', 'merge'])(
  'nobody may “%s” the own record: a colleague does',
  async (action) => {
    await expect(door.open(clerk, action, 'per_self')).rejects.toMatchObject({ code: 'own_matter' })
    await expect(door.open(clerk, action, 'per_other')).resolves.toMatchObject({
      person: { _id: 'per_other' },
    })
  },
)

test('the own record is read like any other', async () => {
  await expect(door.open(clerk, 'read', 'per_self')).resolves.toBeDefined()
  await expect(door.refuseSelf(clerk, 'per_other')).resolves.toBeUndefined()
})
