/** `npm run dev`: server and web page, rebuilt as files change; `npm run dev -- weapp`: the mini-program too. */
import { spawn } from 'node:child_process'
import { root } from './build-steps.mjs'
import { devPlan } from './dev-plan.mjs'

const npx = (...args) => ['npx', ['--no-install', ...args]]
const watchers = {
  bff: npx('tsx', 'watch', '--clear-screen=false', 'bff/src/main.ts'),
  h5: ['npm', ['run', 'dev:h5', '--workspace', 'miniapp']],
  weapp: ['npm', ['run', 'dev:weapp', '--workspace', 'miniapp']],
}
const { fault, wanted, port, words } = devPlan({
  args: process.argv.slice(2),
  env: process.env,
  folder: root,
})
if (fault !== undefined) {
  process.stderr.write(`${fault}\n`)
  process.exit(1)
}
process.stdout.write(`${words}\n`)
const children = wanted.map((name) => {
  const [command, args] = watchers[name]
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PORT: String(port) },
  })
  child.once('exit', (code) => end(code ?? 0))
  return child
})

let ending = false
function end(code) {
  if (ending) return
  ending = true
  for (const child of children) child.kill('SIGTERM')
  process.exitCode = code
}
process.on('SIGINT', () => end(0))
process.on('SIGTERM', () => end(0))
