import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { contract } from '../src/contract'
import { permissionTables } from '../src/permission-tables'
import { permissionsPage } from '../src/permissions-page'

const FILE = path.resolve(__dirname, '../../docs/permissions.md')

/** Writes docs/permissions.md; permissions-page.test.ts fails while the committed file says something else. */
async function main(): Promise<void> {
  await writeFile(FILE, permissionsPage(permissionTables, contract))
  console.log(`wrote ${path.relative(process.cwd(), FILE)}`)
}

void main()
