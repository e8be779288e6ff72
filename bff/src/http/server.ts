import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UPLOAD_STALL_MS } from '@linli/shared/files/upload-pace.rules'
import { StartupError } from '../platform/startup-error'
import { answerBroken, type BrokenRequests } from './broken-request'
import { watchBodies } from './slow-bodies'

/** How long a slow sender may hold a connection. */
export interface Patience {
  /** Without a further byte of a body, and for a small one as a whole: `isTooSlow`. Milliseconds. */
  readonly bodyMs: number
  /** Until the end of the headers. */
  readonly headersMs: number
  /** How often both are looked at. */
  readonly checkMs: number
}

const patience: Patience = { bodyMs: UPLOAD_STALL_MS, headersMs: 15_000, checkMs: 5_000 }
/** Longer than the largest upload may take: the pace of a body ends what is slow, this only what escapes it. */
const LONGEST_REQUEST_MS = 15 * 60_000
/** Longer than the minute a proxy keeps its connections, so that it is the proxy who closes them. */
const KEEP_ALIVE_MS = 65_000
const IDLE_SWEEP_MS = 100

/** While starting there are no ids and no log yet. */
const untold: BrokenRequests = { nextId: () => 'starting', tell: () => undefined }

export interface ListeningServer {
  readonly port: number
  /** Exchanges what answers, and who is told of what cannot be read; used while starting. */
  readonly setListener: (listener: RequestListener, broken?: BrokenRequests) => void
  /** Lets running requests finish for up to `graceMs`, then cuts what is left. */
  readonly close: (graceMs: number) => Promise<void>
}

/** Takes the address. Throws {@link StartupError} with a sentence when it cannot be had. */
export async function listen(options: {
  host: string
  port: number
  listener: RequestListener
  /** For tests that will not wait a minute. */
  patience?: Patience
  /** Milliseconds of a clock that never goes back. */
  now?: () => number
}): Promise<ListeningServer> {
  let { listener } = options
  let broken = untold
  const { bodyMs, headersMs, checkMs } = options.patience ?? patience
  const server = createServer(
    {
      requestTimeout: LONGEST_REQUEST_MS,
      headersTimeout: headersMs,
      connectionsCheckingInterval: checkMs,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (request, response) => {
      listener(request, response)
    },
  )
  answerBroken(server, () => broken)
  watchBodies(server, { patienceMs: bodyMs, checkMs, now: options.now ?? (() => performance.now()) })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartupError(sentence(error, options.host, options.port), { cause: error }))
    })
    server.listen(options.port, options.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    setListener: (next, nextBroken = untold) => {
      listener = next
      broken = nextBroken
    },
    close: (graceMs) => closeServer(server, graceMs),
  }
}

function sentence({ code = '', message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `端口 ${port} 已经被占用：请先停掉占用它的程序，或用 PORT 换一个端口。`
  if (code === 'EACCES') return `没有权限使用端口 ${port}：请用 PORT 换一个 1024 以上的端口。`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST 设为 ${host}，但这台机器没有这个地址。`
  return `不能在 ${host}:${port} 上监听：${message}`
}

/** `server.close` waits for kept-alive connections that fall idle only after it was called, so sweep them. */
export async function closeServer(server: Server, graceMs: number): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS)
  const cut = setTimeout(() => server.closeAllConnections(), graceMs)
  try {
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
    })
  } finally {
    clearInterval(sweep)
    clearTimeout(cut)
  }
}
