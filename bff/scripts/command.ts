import { StartupError } from '../src/platform/startup-error'
import { runProgram } from '../src/process-end'

/** The operator's commands in one file, for production images without a compiler: `node bff/dist/command.js backup DIR`. */
const commands: Readonly<Record<string, () => Promise<unknown>>> = {
  backup: () => import('./backup'),
  restore: () => import('./restore'),
  operator: () => import('./operator'),
  calendar: () => import('./calendar'),
  'audit-verify': () => import('./audit-verify'),
  'db-migrate': () => import('./db-migrate'),
  'db-indexes': () => import('./db-indexes'),
}

async function main(): Promise<void> {
  const [name = ''] = process.argv.splice(2, 1)
  const start = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!start) throw new StartupError(`可用的命令：${Object.keys(commands).join('、')}`)
  // Each command is a program of its own that starts when it is loaded.
  await start()
}

runProgram(main)
