import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface SpawnedMongo {
  uri: string
  pid: number
  /** Asks the process to finish and waits for it. */
  close(): Promise<void>
  /** Resolves when the process has ended, however it did. */
  exited: Promise<Ending>
}

interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface SpawnOptions {
  dataDir: string
  port?: number
  /**
   * Script and Node options of the child, for callers that are bundled into one file; default: this package's
   * command.
   */
  command?: readonly string[]
}

/**
 * Starts the server as a process of its own. It dies with its parent: the child ends when the pipe at its standard
 * input closes, which the system does even after kill -9.
 * @throws Error with the child's own sentence when it cannot start
 */
export async function spawnEmbeddedMongo(options: SpawnOptions): Promise<SpawnedMongo> {
  const command = options.command ?? [join(__dirname, '..', 'bin', 'embedded-mongo.mjs')]
  const { dataDir, port = 0 } = options
  const args = [...command, '--data-dir', dataDir, '--port', String(port), '--with-parent']
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaint = ''
  let started = false
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4000)
    // Why it did not start is the error's own sentence: it is not said twice.
    if (started) process.stderr.write(text)
  })
  const ending = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const exited = ending.then(([code, signal]): Ending => ({ code, signal }))
  const failed = exited.then(({ code }): never => {
    throw new Error(complaint.trim() || `embedded-mongo ended with code ${code}`)
  })
  const firstLine = once(createInterface(child.stdout), 'line') as Promise<[string]>
  const [uri] = await Promise.race([firstLine, failed])
  started = true
  process.stderr.write(complaint)
  return {
    uri,
    pid: child.pid ?? 0,
    exited,
    async close() {
      child.stdin.end()
      await exited
    },
  }
}
