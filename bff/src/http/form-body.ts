import type { IncomingMessage } from 'node:http'

/** A description of 4000 characters, each of nine bytes when it is encoded, and the other fields. */
const LIMIT_BYTES = 64 * 1024

/** Reads a body of `application/x-www-form-urlencoded`; null for any other type, a body too large, or one cut off. */
export async function readFormBody(request: IncomingMessage): Promise<URLSearchParams | null> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase()
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
  if (type !== 'application/x-www-form-urlencoded') return null
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}
