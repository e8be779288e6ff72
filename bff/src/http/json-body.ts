import type { IncomingMessage } from 'node:http'
import { AppError } from '../platform/problem-error'

export const JSON_LIMIT_BYTES = 256 * 1024
/** What is read and thrown away so that the sender gets to see the refusal instead of a broken pipe. */
const DISCARD_LIMIT_BYTES = 16 * 1024 * 1024

/**
 * Reads a JSON body. Answers undefined when there is none. Throws `unsupported_media_type`,
 * `payload_too_large` or `malformed_json`.
 */
export async function readJsonBody(request: IncomingMessage): Promise<unknown> {
  if (!hasBody(request)) return undefined
  if (!isJson(request)) {
    await discard(request)
    throw new AppError('unsupported_media_type')
  }
  const bytes = await readBytes(request)
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch (error) {
    throw new AppError('malformed_json', { cause: error })
  }
}

/** Reads and throws away what a route has no use for, within bounds. Throws `malformed_json` when the sender leaves. */
export async function discard(request: IncomingMessage): Promise<void> {
  let bytes = 0
  try {
    for await (const chunk of request) {
      bytes += (chunk as Buffer).length
      if (bytes > DISCARD_LIMIT_BYTES) return
    }
  } catch (error) {
    // The sender went away in the middle of the body, which is no fault of ours.
    throw new AppError('malformed_json', { cause: error })
  }
}

export const hasBody = (request: IncomingMessage): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0

function isJson({ headers }: IncomingMessage): boolean {
  const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  return type === 'application/json' && (headers['content-encoding'] ?? 'identity') === 'identity'
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > DISCARD_LIMIT_BYTES)
    throw new AppError('payload_too_large')
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request) {
      bytes += (chunk as Buffer).length
      if (bytes <= JSON_LIMIT_BYTES) chunks.push(chunk as Buffer)
      if (bytes > DISCARD_LIMIT_BYTES) break
    }
  } catch (error) {
    // The sender went away in the middle of the body.
    throw new AppError('malformed_json', { cause: error })
  }
  if (bytes > JSON_LIMIT_BYTES) throw new AppError('payload_too_large')
  return Buffer.concat(chunks)
}
