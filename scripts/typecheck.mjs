/** `npm run typecheck`: the types of each workspace. */
import path from 'node:path'
import { root } from './build-steps.mjs'
import { sideBySide } from './side-by-side.mjs'

process.exitCode = await sideBySide(
  ['bff', 'miniapp', 'shared', 'embedded-mongo'].map((name) => [
    path.join(root, 'node_modules/typescript/bin/tsc'),
    ...['-p', name],
  ]),
)
