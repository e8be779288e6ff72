import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartupError } from '../platform/startup-error'

/** A slow sender holds a connection no longer than this. */
const REQUEST_TIMEOUT_MS = 60_000
const HEADERS_TIMEOUT_MS = 15_000
/** Longer than the minute a proxy keeps its connections, so that it is the proxy who closes them. */
const KEEP_ALIVE_MS = 65_000
const IDLE_SWEEP_MS = 100

export interface ListeningServer {
  readonly port: number
  /** Exchanges what answers; used while starting. */
  readonly setListener: (listener: RequestListener) => void
  /** Lets running requests finish for up to `graceMs`, then cuts what is left. */
  readonly close: (graceMs: number) => Promise<void>
}

/** Takes the address. Throws {@link StartupError} with a sentence when it cannot be had. */
export async function listen(options: {
  host: string
  port: number
  listener: RequestListener
}): Promise<ListeningServer> {
  let listener = options.listener
  const server = createServer(
    {
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (request, response) => {
      listener(request, response)
    },
  )
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartupError(sentence(error, options.host, options.port), { cause: error }))
    })
    server.listen(options.port, options.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    setListener: (next) => {
      listener = next
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
