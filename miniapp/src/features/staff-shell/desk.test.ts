import type { ActorView } from '@linli/shared/session/session.schema'
import { currentCommunity, deskCommunities, deskGrants, roleAt } from './desk'

const grant = (role: ActorView['roles'][number]['role'], ...communityIds: string[]) => ({
  role,
  nodeId: 'n',
  nodeName: '',
  communityIds,
})

test('only grants of the desk count, and a community stands once', () => {
  const actor = {
    roles: [grant('verified_resident', 'x'), grant('street_admin', 'a', 'b'), grant('grid_worker', 'b')],
  } as unknown as ActorView
  const grants = deskGrants(actor)
  expect(deskCommunities(grants)).toEqual(['a', 'b'])
  expect(roleAt(grants, 'b')).toBe('街道管理员')
  expect(deskGrants(undefined)).toEqual([])
})

test('a chosen community counts only while a grant reaches it', () => {
  const grants = [grant('street_admin', 'a', 'b')]
  expect(currentCommunity(grants, 'b')).toBe('b')
  expect(currentCommunity(grants, 'gone')).toBe('a')
  expect(currentCommunity([], 'a')).toBeUndefined()
})
