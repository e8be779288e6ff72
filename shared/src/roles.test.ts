import { roleLabel, roles } from './roles'

test('every role has a Chinese name', () => {
  for (const role of roles) expect(roleLabel[role]).toMatch(/\p{Script=Han}/u)
})
