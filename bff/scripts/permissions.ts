import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { casePage } from '../src/case-page'
import { contract } from '../src/contract'
import { permissionTables } from '../src/permission-tables'
import { permissionsPage } from '../src/permissions-page'

const pages = {
  'permissions.md': () => permissionsPage(permissionTables, contract),
  'cases.md': casePage,
}

/**
 * Writes docs/permissions.md and docs/cases.md; permissions-page.test.ts and case-page.test.ts fail while a committed
 * file says something else.
 */
async function main(): Promise<void> {
  for (const [name, page] of Object.entries(pages)) {
    const file = path.resolve(__dirname, '../../docs', name)
    await writeFile(file, page())
    console.log(`wrote ${path.relative(process.cwd(), file)}`)
  }
}

void main()
