import type { IncomingMessage } from 'node:http'

/** A description of 4000 characters, each of nine bytes when it is encoded, and the other fields. */
const LIMIT_BYTES = 64 * 1024

/** Reads a body as UTF-8 text, whatever its type; null for one too large or cut off. */
export async function readTextBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of request) {
      bytes += (chunk as Buffer).length
      if (bytes > LIMIT_BYTES) return null
      chunks.push(chunk as Buffer)
    }
  } catch {
    // The sender went away in the middle of it.
    return null
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Reads a body of `application/x-www-form-urlencoded`; null for any other type, a body too large, or one cut off. */
export async function readFormBody(request: IncomingMessage): Promise<URLSearchParams | null> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
  const body = await readTextBody(request)
  return body === null || type !== 'application/x-www-form-urlencoded' ? null : new URLSearchParams(body)
}
