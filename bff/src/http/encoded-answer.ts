import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Context } from 'koa'
import { isShared } from '../platform/shared-answer'
import { etagOf } from './etag'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Shorter ones are not worth it; koa-compress is set to the same. */
export const SMALLEST_PACKED = 1024
export const BROTLI_QUALITY = 4

type Packing = 'br' | 'gzip'

/** The text of a shared answer, and what is made of it once for all who get it. */
export interface EncodedAnswer {
  readonly text: string
  readonly etag: string
  packed(way: Packing): Promise<Buffer>
}

const encodings = new WeakMap<object, EncodedAnswer>()

/** The encoding of a shared answer, made by the first who asks; null for an answer that is one caller's own. */
export function encodedOnce(answer: unknown, encode: () => string): EncodedAnswer | null {
  if (!isShared(answer)) return null
  const known = encodings.get(answer)
  if (known) return known
  const made = encodingOf(encode())
  encodings.set(answer, made)
  return made
}

function encodingOf(text: string): EncodedAnswer {
  const bytes: Partial<Record<Packing, Promise<Buffer>>> = {}
  const pack = (way: Packing): Promise<Buffer> =>
    way === 'gzip'
      ? zip(text)
      : brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
  return { text, etag: etagOf(text), packed: (way) => (bytes[way] ??= pack(way)) }
}

/** Sends it packed as the caller takes it; what has an encoding already is left alone by koa-compress. */
export async function sendEncoded(context: Context, answer: EncodedAnswer): Promise<void> {
  const { text } = answer
  const way = text.length < SMALLEST_PACKED ? false : context.acceptsEncodings('br', 'gzip', 'identity')
  if (way === 'br' || way === 'gzip') {
    context.set('Content-Encoding', way)
    context.body = await answer.packed(way)
    return
  }
  context.body = text
}
