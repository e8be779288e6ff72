import { spawn } from 'node:child_process'
import os from 'node:os'
import { root } from './build-steps.mjs'

/** What a look at the types of a whole workspace may need; the heap that Node gives a process by itself is no larger. */
const GB_EACH = 4

/** As many as there are processors, as far as the memory lasts. */
const atOnce = () =>
  Math.max(1, Math.min(os.availableParallelism(), Math.floor(os.totalmem() / 2 ** 30 / GB_EACH) - 1))

/** Runs a script of Node and tells its output and exit code when it has ended. */
function runScript(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const said = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(said) }))
  })
}

/**
 * Runs each of `scripts` (the arguments of a Node process) side by side and writes what each said in one piece. Every one
 * runs to its end before a fault ends the run; the answer is the exit code of the first that failed, or 0.
 */
export async function sideBySide(scripts) {
  const waiting = [...scripts]
  let failed = 0
  const lane = async () => {
    for (let args = waiting.shift(); args; args = waiting.shift()) {
      const { code, output } = await runScript(args)
      process.stdout.write(output)
      failed ||= code
    }
  }
  await Promise.all(Array.from({ length: atOnce() }, lane))
  return failed
}
