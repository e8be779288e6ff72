/**
 * `npm test`: builds what the tests open, runs them all, and ends with the line `N passed, N failed, N skipped`.
 * Arguments go to jest: `npm test -- --selectProjects bff`.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildStale, root } from './build-steps.mjs'
import { folderOfRun } from './jest/run-folder.cjs'

/** One more than the cores it is meant for: a file often waits for a browser, a server or a clock. */
const WORKERS = 3

const args = process.argv.slice(2)
const folder = folderOfRun(tmpdir())
const file = path.join(folder, 'tally.json')

function jest() {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [
        path.join(root, 'node_modules/jest/bin/jest.js'),
        `--maxWorkers=${WORKERS}`,
        '--reporters=default',
        `--reporters=${path.join(root, 'scripts/tally-reporter.cjs')}`,
        ...args,
      ],
      {
        cwd: root,
        stdio: ['ignore', 'inherit', 'inherit'],
        env: {
          ...process.env,
          TZ: process.env.TZ ?? 'UTC',
          LINLI_TALLY_FILE: file,
          LINLI_TEST_BUNDLE: 'fresh',
        },
      },
    )
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

let code = 1
try {
  await buildStale(['embedded-mongo', 'bff', 'h5', 'weapp'])
  code = await jest()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
}
const tally = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 1, skipped: 0 }
rmSync(folder, { recursive: true, force: true })
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped\n`)
process.exitCode = code === 0 && tally.failed > 0 ? 1 : code
