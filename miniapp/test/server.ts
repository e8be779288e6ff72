import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

const root = path.resolve(__dirname, '../..')
/** `npm test` has just built the bundle; a test run by hand takes the sources, so that it never sees an old one. */
const PROGRAM =
  process.env.LINLI_TEST_BUNDLE === 'fresh'
    ? [path.join(root, 'bff/dist/main.js')]
    : ['--import', 'tsx', path.join(root, 'bff/src/main.ts')]
/** Filling the demo data takes a few seconds on a quiet machine and much longer on a busy one. */
const OPEN_WITHIN_MS = 180_000
/** Longer than the server's own time for finishing requests. */
const END_WITHIN_MS = 30_000

/** Names the folder with the filled street, which `demo-street` makes once for all tests of a run. */
export const STREET = 'LINLI_TEST_STREET'

/** The address of the server of MongoDB the suite was given, or undefined where it runs on the embedded database. */
export const ownMongo = (): string | undefined =>
  process.env.LINLI_TEST_DATABASE === 'embedded' ? undefined : process.env.MONGODB_URI

/** A running Linli with the demo street in it. */
export interface DemoServer {
  /** `http://127.0.0.1:…`: the web page and the API. */
  readonly address: string
  /** An access token of a demo person (`resident`, `community-staff`, …). */
  readonly tokenOf: (persona: string) => Promise<string>
  /** A request of the contract as that person; `path` begins after `/api/v1`. */
  readonly call: <T>(
    persona: string,
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ) => Promise<T>
  readonly close: () => Promise<void>
}

/**
 * Starts the real thing as a process of its own on a free port: embedded database, server, web page and
 * the demo street, in a folder that is gone afterwards. One per test file.
 * @param settings further settings of the server, such as where WeChat's server is
 * @throws Error with what the server said when it ends before it opens
 */
export async function startDemoServer(settings: Readonly<Record<string, string>> = {}): Promise<DemoServer> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'linli-screens-'))
  const street = process.env[STREET]
  if (street !== undefined) await cp(street, dataDir, { recursive: true })
  const mongo = ownMongo()
  const child = spawn(process.execPath, [...PROGRAM, '--with-parent'], {
    cwd: path.join(root, 'bff'),
    // The pipe closes with this process, however it is ended, and the server with the pipe.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...process.env,
      MONGODB_URI: mongo === undefined ? '' : databaseOfItsOwn(mongo),
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'error',
      LINLI_DATA_DIR: dataDir,
      LINLI_DEMO: 'on',
      RATE_LIMIT_FACTOR: '1000',
      ...settings,
    },
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const address = await opened(child.stdout, child.stderr, ended)
  const tokens = new Map<string, Promise<string>>()

  const signIn = async (persona: string): Promise<string> => {
    const answer = await ask<{ accessToken: string }>(address, 'POST', '/session/demo', { persona })
    return answer.accessToken
  }
  const tokenOf = (persona: string): Promise<string> => {
    const known = tokens.get(persona) ?? signIn(persona)
    tokens.set(persona, known)
    return known
  }
  return {
    address,
    tokenOf,
    call: async (persona, method, route, body) => ask(address, method, route, body, await tokenOf(persona)),
    close: async () => {
      child.kill('SIGTERM')
      const hard = setTimeout(() => child.kill('SIGKILL'), END_WITHIN_MS)
      await ended
      clearTimeout(hard)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** The same server of MongoDB, another database: test files run side by side. */
function databaseOfItsOwn(uri: string): string {
  const address = new URL(uri)
  address.pathname = `/linli-screens-${process.pid}-${Date.now()}`
  return address.toString()
}

/** The address the server prints once people can use it. */
function opened(
  stdout: NodeJS.ReadableStream,
  stderr: NodeJS.ReadableStream,
  ended: Promise<void>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const late = setTimeout(
      () => reject(new Error(`The server did not open in time: ${said}`)),
      OPEN_WITHIN_MS,
    )
    const hear = (chunk: Buffer) => {
      said += chunk.toString('utf8')
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (address === undefined || !said.includes('Ctrl-C')) return
      clearTimeout(late)
      resolve(address)
    }
    stdout.on('data', hear)
    stderr.on('data', hear)
    void ended.then(() => {
      clearTimeout(late)
      reject(new Error(`The server ended before it opened: ${said}`))
    })
  })
}

async function ask<T>(
  address: string,
  method: 'GET' | 'POST' | 'PUT',
  route: string,
  body?: unknown,
  token?: string,
): Promise<T> {
  const response = await fetch(`${address}/api/v1${route}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method === 'POST' && { 'idempotency-key': randomUUID() }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${route} answered ${response.status}: ${text}`)
  return (text === '' ? undefined : JSON.parse(text)) as T
}
