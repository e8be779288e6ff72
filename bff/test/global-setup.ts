import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { folderOfRun } from '../../scripts/jest/run-folder.cjs'

/** What all databases of a run take on the disk, and much more. */
const ROOM_BYTES = 4 * 1024 ** 3

const MEMORY = '/dev/shm'

/** In memory where there is room: what must outlive a power cut has tests of its own, in folders of their own. */
function whereThereIsRoom(): string {
  if (!existsSync(MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ROOM_BYTES ? MEMORY : tmpdir()
}

/**
 * One database server for all test files: the one in MONGODB_URI, or an embedded one in a fresh folder.
 * Each test app uses a database of its own name, so they run side by side.
 */
export default async function startDatabase(): Promise<void> {
  process.env.LINLI_TEST_PREFIX = `test_${randomBytes(4).toString('hex')}_`
  if (process.env.MONGODB_URI) return
  const dataDir = folderOfRun(whereThereIsRoom())
  const root = path.resolve(__dirname, '../..')
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', path.join(root, 'embedded-mongo/src/cli.ts'), '--data-dir', dataDir, '--with-parent'],
    { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout })
  const uri = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve)
    child.once('exit', (code) => reject(new Error(`the embedded database ended with code ${code}`)))
  })
  process.env.MONGODB_URI = uri
  // Tests that start servers of their own tell it from one that was given.
  process.env.LINLI_TEST_DATABASE = 'embedded'
  Object.assign(globalThis, { linliTestDatabase: { child, dataDir } })
}
