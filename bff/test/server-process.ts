import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { cpSync, existsSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')
/** `npm test` has just built the bundle; a test run by hand takes the sources, so that it never sees an old one. */
const PROGRAM =
  process.env['LINLI_TEST_BUNDLE'] === 'fresh'
    ? [path.join(root, 'bff/dist/main.js')]
    : ['--import', 'tsx', path.join(root, 'bff/src/main.ts')]

/** Names the folder with the filled demo street, which the tests of the screens make once for a run. */
const STREET = 'LINLI_TEST_STREET'

/** Puts the filled street into a folder, where this run has one; the first server fills the folder otherwise. */
export function copyStreet(folder: string): void {
  const street = process.env[STREET]
  if (street !== undefined) cpSync(street, folder, { recursive: true })
}

/** Linli as a person starts it: a process of its own, known by what it prints and how it ends. */
export interface ServerProcess {
  readonly child: ChildProcessWithoutNullStreams
  /** `http://127.0.0.1:…`, once it is open. */
  readonly opened: Promise<string>
  /** How it ended; `text` is everything it printed to standard error. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null; text: string }>
  readonly output: () => string
}

/** Starts Linli with these settings and nothing of the surrounding environment's. */
export function startServerProcess(
  settings: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): ServerProcess {
  if (!existsSync(path.join(root, 'node_modules'))) throw new Error('run npm ci first')
  const child = spawn(process.execPath, [...PROGRAM, '--with-parent', ...options], {
    cwd: path.join(root, 'bff'),
    // The pipe closes with this process, and the server with the pipe.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'error', ...settings },
  })
  let output = ''
  let text = ''
  let isOpen: (address: string) => void = () => undefined
  const opened = new Promise<string>((resolve) => {
    isOpen = resolve
  })
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0]
    if (address !== undefined && output.includes('Ctrl-C')) isOpen(address)
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk
  })
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null; text: string }>(
    (resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal, text }))
    },
  )
  const openedOrEnded = Promise.race([
    opened,
    ended.then(({ text: said }) => Promise.reject(new Error(`Linli ended before it opened: ${said}`))),
  ])
  // A test that expects it to end never asks whether it opened.
  openedOrEnded.catch(() => undefined)
  return { child, opened: openedOrEnded, ended, output: () => output }
}
