/** `npm run dev`: server and web page, rebuilt as files change; `npm run dev -- weapp`: the mini-program too. */
import { spawn } from 'node:child_process'
import { root } from './build-steps.mjs'

const npx = (...args) => ['npx', ['--no-install', ...args]]
const watchers = {
  bff: npx('tsx', 'watch', '--clear-screen=false', 'bff/src/main.ts'),
  h5: ['npm', ['run', 'dev:h5', '--workspace', 'miniapp']],
  weapp: ['npm', ['run', 'dev:weapp', '--workspace', 'miniapp']],
}
const wanted = ['bff', 'h5', ...(process.argv.includes('weapp') ? ['weapp'] : [])]
process.stdout.write('网页在 http://127.0.0.1:3001，接口在 http://127.0.0.1:3000；按 Ctrl-C 停止。\n')
const children = wanted.map((name) => {
  const [command, args] = watchers[name]
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
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
