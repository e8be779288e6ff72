import type { Logger } from 'pino'
import * as z from 'zod/mini'
import { AppError } from '../problem-error'

const TIMEOUT_MS = 5_000
const BUSY = -1

/** Every answer of WeChat is HTTP 200; what happened stands in `errcode`, absent or 0 when it went well. */
const envelope = z.looseObject({ errcode: z.optional(z.number()) })

export interface WechatReply {
  /** 0 when it went well. */
  readonly errcode: number
  readonly body: Readonly<Record<string, unknown>>
}

export interface WechatCall {
  /**
   * One request; a busy server (`-1`) is asked once more. Throws `upstream_failed` when no usable answer came in
   * time. Addresses, bodies and answers are never logged: they hold secrets, session keys and openids.
   */
  (path: string, query: Readonly<Record<string, string>>, body?: unknown): Promise<WechatReply>
}

export function createWechatCall(deps: { apiBase: string; logger: Logger }): WechatCall {
  const ask = async (
    path: string,
    query: Readonly<Record<string, string>>,
    body: unknown,
  ): Promise<WechatReply> => {
    let text: string
    try {
      const response = await fetch(`${deps.apiBase}${path}?${new URLSearchParams(query).toString()}`, {
        method: body === undefined ? 'GET' : 'POST',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      })
      text = await response.text()
    } catch (error) {
      throw new AppError('upstream_failed', { cause: error })
    }
    const parsed = envelope.safeParse(parseJson(text))
    // The parser's own message would quote the answer, and with it a session key: say only that it was unreadable.
    if (!parsed.success)
      throw new AppError('upstream_failed', { cause: new Error(`${path} answered no JSON object`) })
    return { errcode: parsed.data.errcode ?? 0, body: parsed.data }
  }

  return async (path, query, body) => {
    const first = await ask(path, query, body)
    const reply = first.errcode === BUSY ? await ask(path, query, body) : first
    if (reply.errcode !== 0) deps.logger.warn({ path, errcode: reply.errcode }, 'wechat.refused')
    return reply
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
