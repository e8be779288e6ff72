import { readFileSync } from 'node:fs'
import path from 'node:path'
import { contract } from './contract'
import { permissionTables } from './permission-tables'
import { permissionsPage } from './permissions-page'

test('docs/permissions.md says what the tables and the contract say', () => {
  const file = path.resolve(__dirname, '../../docs/permissions.md')
  expect(readFileSync(file, 'utf8')).toBe(permissionsPage(permissionTables, contract))
})

test.each(permissionTables)('the doors of $feature are those of its table', ({ feature, table }) => {
  const listed = Object.values(table).map(({ roles }) => roles.join())
  const routes = contract.find((part) => part.feature === feature)?.routes ?? {}
  const doors = Object.values(routes).flatMap(({ allow }) =>
    typeof allow === 'string' ? [] : [allow.join()],
  )
  expect(doors.length).toBeGreaterThan(0)
  expect(doors.filter((door) => !listed.includes(door))).toEqual([])
})
