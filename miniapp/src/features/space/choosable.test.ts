import type { ActorView } from '@linli/shared/session/session.schema'
import { choosable } from './choosable'

const all = [{ id: 'a' }, { id: 'b' }, { id: 'c' }]
const home = (communityId: string) => ({ communityId }) as ActorView['homes'][number]
const role = (...communityIds: string[]) => ({ communityIds }) as ActorView['roles'][number]

test.each([
  ['a visitor', undefined, ['a', 'b', 'c']],
  ['somebody without a home', { homes: [], roles: [] }, ['a', 'b', 'c']],
  ['who lives in one', { homes: [home('b')], roles: [] }, ['b']],
  ['who lives in one and works in two', { homes: [home('b')], roles: [role('a', 'b')] }, ['a', 'b']],
])('%s', (_, actor, ids) => {
  expect(choosable(actor, all).map(({ id }) => id)).toEqual(ids)
})
