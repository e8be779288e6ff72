/** `npm start`: builds what is missing or stale, then becomes the server. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from './build-steps.mjs'

// A process of its own: the compilers' memory is gone before the server begins.
const built = spawnSync(
  process.execPath,
  [path.join(root, 'scripts/build.mjs'), '--stale', 'embedded-mongo', 'bff', 'h5'],
  { stdio: ['ignore', 'inherit', 'inherit'] },
)
if (built.status !== 0) process.exit(1)

// The same process from here on, so that Ctrl-C and a stop from outside reach the server itself.
createRequire(import.meta.url)(path.join(root, 'bff/dist/main.js'))
