import type { TenantCommunityView } from '@linli/shared/tenants/tenants.schema'
import { concernOf, sizeText } from './tenant-words'

const community = (admins: number, adminsWaiting: number) =>
  ({ admins, adminsWaiting, rooms: 412, staff: 5 }) as unknown as TenantCommunityView

it.each([
  [2, 0, undefined],
  [3, 1, undefined],
  [1, 1, '还有 1 位负责人没有登录'],
  [0, 2, '还有 2 位负责人没有登录'],
  [1, 0, '负责人只有 1 位，至少要两位'],
  [0, 1, '负责人只有 1 位，至少要两位'],
])('%i administrators, %i waiting', (admins, waiting, words) => {
  expect(concernOf(community(admins, waiting))).toBe(words)
})

it('says how large it is', () => {
  expect(sizeText(community(2, 0))).toBe('412 套房屋，5 名工作人员')
})
