import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { BaselineOptions } from './baseline'
import type { LoadJob, LoadResult } from './load'

const run = promisify(execFile)
const root = path.resolve(__dirname, '../..')
const OPEN_WITHIN_MS = 60_000

export interface Served {
  readonly url: string
  readonly child: ChildProcess
}

const stop = async ({ child }: Served): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** Linli as it is started in production, beside its worker: with its own log, which goes to a file. */
export async function startLinli(folder: string, settings: Readonly<Record<string, string>>) {
  await run(process.execPath, [path.join(root, 'scripts/build.mjs'), '--stale', 'embedded-mongo', 'bff'])
  const logFile = path.join(folder, 'linli.log')
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [path.join(root, 'bff/dist/main.js')], {
    cwd: folder,
    stdio: ['ignore', log, log],
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', ...settings },
  })
  for (let waited = 0; waited < OPEN_WITHIN_MS; waited += 50) {
    const said = readFileSync(logFile, 'utf8')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
    if (url !== undefined && said.includes('Ctrl-C')) return { url, child, stop: () => stop({ url, child }) }
    if (child.exitCode !== null) throw new Error(`Linli ended before it opened: ${said}`)
    await pause(50)
  }
  child.kill('SIGTERM')
  throw new Error('Linli did not open')
}

/** The bare server in a process of its own. */
export async function startBaseline(folder: string, options: BaselineOptions) {
  const file = path.join(folder, 'baseline.json')
  writeFileSync(file, JSON.stringify(options))
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, 'baseline.ts'), file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the bare server ended')))
  ended.catch(() => undefined)
  const first = once(createInterface(child.stdout), 'line').then(([port]) => String(port))
  const url = `http://127.0.0.1:${await Promise.race([first, ended])}`
  return { url, child, stop: () => stop({ url, child }) }
}

/** One measurement, by a client in a process of its own. */
export async function load(folder: string, job: LoadJob): Promise<LoadResult> {
  const file = path.join(folder, 'job.json')
  writeFileSync(file, JSON.stringify(job))
  const { stdout } = await run(process.execPath, ['--import', 'tsx', path.join(__dirname, 'load.ts'), file], {
    cwd: root,
  })
  return JSON.parse(stdout) as LoadResult
}

/** Resident memory of a process in MB, as the system counts it. */
export async function residentMegabytes({ child }: Served): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(child.pid)])
  return Number(stdout) / 1024
}
