import { promisify } from 'node:util'
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'
import type { Context } from 'koa'
import { isShared } from '../platform/shared-answer'
import { etagOf } from './etag'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Shorter ones are not worth it; koa-compress is set to the same. */
export const SMALLEST_PACKED = 1024
export const BROTLI_QUALITY = 4

/**
 * Characters. Packing a short text takes less of the processor than the stream and the thread it would take to do it
 * beside the event loop (5 KB: 0.2 ms instead of 0.4); longer ones are left to koa-compress.
 */
const LARGEST_PACKED_AT_ONCE = 16_384

type Packing = 'br' | 'gzip'
const brotliOptions = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }

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
  const pack = (way: Packing): Promise<Buffer> => (way === 'gzip' ? zip(text) : brotli(text, brotliOptions))
  return { text, etag: etagOf(text), packed: (way) => (bytes[way] ??= pack(way)) }
}

/** Sends it packed as the caller takes it; what has an encoding already is left alone by koa-compress. */
export async function sendEncoded(context: Context, answer: EncodedAnswer): Promise<void> {
  const way = packingFor(context, answer.text)
  if (way) context.set('Content-Encoding', way)
  context.body = way ? await answer.packed(way) : answer.text
}

/** Sends one caller's own answer, packed when it is neither short nor long. */
export function sendText(context: Context, text: string): void {
  const way = text.length > LARGEST_PACKED_AT_ONCE ? null : packingFor(context, text)
  if (way) context.set('Content-Encoding', way)
  context.body =
    way === 'gzip' ? gzipSync(text) : way === 'br' ? brotliCompressSync(text, brotliOptions) : text
}

function packingFor(context: Context, text: string): Packing | null {
  const way = text.length < SMALLEST_PACKED ? false : context.acceptsEncodings('br', 'gzip', 'identity')
  return way === 'br' || way === 'gzip' ? way : null
}
