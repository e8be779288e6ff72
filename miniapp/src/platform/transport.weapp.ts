import Taro from '@tarojs/taro'
import { NetworkError } from './network-error'
import type { HttpAnswer, HttpRequest } from './transport.types'

function errorText(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'errMsg' in error) return String(error.errMsg)
  return String(error)
}

/** WeChat hands JSON over parsed, but problem documents as text because of their media type. */
function parsed(data: unknown): unknown {
  if (typeof data !== 'string') return data
  try {
    return JSON.parse(data) as unknown
  } catch {
    return undefined
  }
}

/** Sends one request. Throws NetworkError when no answer came; any HTTP status is an answer. */
export async function transport(request: HttpRequest): Promise<HttpAnswer> {
  const { method, url, headers, body, timeoutMs, signal } = request
  if (signal?.aborted) throw new NetworkError('stopped')
  const task = Taro.request<unknown>({
    method,
    url,
    header: body === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
    // As text: given an object, WeChat turns a GET's data into a query.
    ...(body !== undefined && { data: JSON.stringify(body) }),
    dataType: 'text',
    timeout: timeoutMs,
  })
  const stop = () => task.abort()
  signal?.addEventListener('abort', stop)
  try {
    const answer = await task
    const names = new Map(
      Object.entries(answer.header ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    return { status: answer.statusCode, header: (name) => names.get(name), body: parsed(answer.data) }
  } catch (error) {
    const kind = signal?.aborted ? 'stopped' : errorText(error).includes('timeout') ? 'timeout' : 'offline'
    throw new NetworkError(kind, { cause: error })
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}
