import { execFile, fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { BaselineOptions } from './baseline'
import type { BareBookingsOptions } from './bookings-baseline'
import type { LoadJob, LoadResult } from './load'

const run = promisify(execFile)
const root = path.resolve(__dirname, '../..')
const OPEN_WITHIN_MS = 60_000

export interface Served {
  readonly url: string
  readonly pid: number
  readonly stop: () => Promise<void>
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

const served = (url: string, child: ChildProcess): Served => ({
  url,
  pid: child.pid ?? 0,
  stop: () => stop(child),
})

/** Builds what is measured, if it is out of date. */
export async function buildServers(): Promise<void> {
  await run(process.execPath, [path.join(root, 'scripts/build.mjs'), '--stale', 'embedded-mongo', 'bff'])
}

/** The embedded database as it is started beside the bundled server. */
export const databaseCommand = [path.join(root, 'bff/dist/embedded-mongo.js')]

/** `BENCH_PROFILE=DIR` leaves a profile of the server's processor time there. */
const profileDir = process.env['BENCH_PROFILE']
const profiled = profileDir === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`]

/** Linli as it is started in production, beside its worker: with its own log, which goes to a file. */
export async function startLinli(
  folder: string,
  settings: Readonly<Record<string, string>>,
): Promise<Served> {
  const logFile = path.join(folder, 'linli.log')
  const log = openSync(logFile, 'a')
  const child = spawn(process.execPath, [...profiled, path.join(root, 'bff/dist/main.js'), '--with-parent'], {
    cwd: folder,
    // The pipe closes with the bench, however it is ended, and the server with the pipe.
    stdio: ['pipe', log, log],
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', ...settings },
  })
  for (let waited = 0; waited < OPEN_WITHIN_MS; waited += 50) {
    const said = readFileSync(logFile, 'utf8')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
    if (url !== undefined && said.includes('Ctrl-C')) return served(url, child)
    if (child.exitCode !== null) throw new Error(`Linli ended before it opened: ${said}`)
    await pause(50)
  }
  child.kill('SIGTERM')
  throw new Error('Linli did not open')
}

/** The bare server in a process of its own. */
export const startBaseline = (folder: string, options: BaselineOptions): Promise<Served> =>
  startBare(folder, 'baseline.ts', options)

/** The bare server of bookings, likewise. */
export const startBareBookings = (folder: string, options: BareBookingsOptions): Promise<Served> =>
  startBare(folder, 'bookings-baseline.ts', options)

async function startBare(folder: string, script: string, options: object): Promise<Served> {
  const file = path.join(folder, `${script}.json`)
  writeFileSync(file, JSON.stringify(options))
  const child = spawn(process.execPath, ['--import', 'tsx', path.join(__dirname, script), file], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the bare server ended')))
  ended.catch(() => undefined)
  const first = once(createInterface(child.stdout), 'line').then(([port]) => String(port))
  return served(`http://127.0.0.1:${await Promise.race([first, ended])}`, child)
}

export interface Client {
  readonly load: (job: LoadJob) => Promise<LoadResult>
  readonly stop: () => Promise<void>
}

/** The client that sends the requests, in a process of its own. */
export function startClient(): Client {
  const child = fork(path.join(__dirname, 'load.ts'), { cwd: root, execArgv: ['--import', 'tsx'] })
  const ended = once(child, 'exit').then(() => Promise.reject(new Error('the client ended')))
  ended.catch(() => undefined)
  return {
    async load(job) {
      const answer = once(child, 'message')
      child.send(job)
      const [result] = (await Promise.race([answer, ended])) as [LoadResult]
      return result
    },
    stop: () => stop(child),
  }
}

/** Resident memory of a process in MB, as the system counts it. */
export async function residentMegabytes(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)])
  return Number(stdout) / 1024
}

/** The kernel counts in hundredths of a second (USER_HZ, which is 100 on every platform Node runs on). */
const TICK_MS = 10

/** Processor time a process has used so far in ms, or null where the system does not tell (other than Linux). */
export function processorMs(pid: number): number | null {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return null
  // The name of the program stands in brackets and may hold blanks.
  const fields = readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}
