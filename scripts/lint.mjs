/**
 * `npm run lint`: each workspace in a process of its own, because the types of all of them at once need more memory than
 * Node gives to one. Every part is looked at before the first fault ends the run.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { root } from './build-steps.mjs'

const parts = [
  { name: 'shared', files: ['shared', 'embedded-mongo', 'scripts', '*.mjs', '*.cjs'] },
  { name: 'bff', files: ['bff'] },
  { name: 'miniapp', files: ['miniapp'] },
]

let code = 0
for (const { name, files } of parts) {
  const cache = path.join(root, 'node_modules/.cache/eslint', name)
  const { status } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/eslint/bin/eslint.js'),
      ...files,
      '--no-error-on-unmatched-pattern',
      ...['--cache', '--cache-location', cache],
    ],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] },
  )
  code ||= status ?? 1
}
process.exitCode = code
