/**
 * `npm run lint`: each workspace in a process of its own, because the types of all of them at once need more memory than
 * Node gives to one.
 */
import path from 'node:path'
import { root } from './build-steps.mjs'
import { sideBySide } from './side-by-side.mjs'

/** The longest first, so that the last one left does not run alone for long. */
const parts = [
  { name: 'bff', files: ['bff'] },
  { name: 'miniapp', files: ['miniapp'] },
  { name: 'shared', files: ['shared', 'embedded-mongo', 'scripts', '*.mjs', '*.cjs'] },
]

process.exitCode = await sideBySide(
  parts.map(({ name, files }) => [
    path.join(root, 'node_modules/eslint/bin/eslint.js'),
    ...files,
    '--no-error-on-unmatched-pattern',
    ...['--cache', '--cache-location', path.join(root, 'node_modules/.cache/eslint', name)],
  ]),
)
