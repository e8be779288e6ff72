import { NetworkError } from './network-error'
import type { HttpAnswer, HttpRequest } from './transport.types'

async function read(response: Response): Promise<HttpAnswer> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body: isJson ? ((await response.json()) as unknown) : undefined,
  }
}

/** Sends one request. Throws NetworkError when no answer came; any HTTP status is an answer. */
export async function transport(request: HttpRequest): Promise<HttpAnswer> {
  const { method, url, headers, body, timeoutMs, signal } = request
  const controller = new AbortController()
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    controller.abort()
  }, timeoutMs)
  const stop = () => controller.abort()
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop)
  try {
    const response = await fetch(url, {
      method,
      headers: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: controller.signal,
      // The app keeps its own ETags; the browser's cache would answer with an old sign-in.
      cache: 'no-store',
    })
    return await read(response)
  } catch (error) {
    throw new NetworkError(timedOut ? 'timeout' : signal?.aborted ? 'stopped' : 'offline', { cause: error })
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}
