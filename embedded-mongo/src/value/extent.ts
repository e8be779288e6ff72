import { failure, type ServerError } from '../errors'

/** Code 22: bytes that are no BSON. */
export const invalidBson = (why: string): ServerError => failure(22, `invalid BSON: ${why}`)

/** Bytes of a value by its type; -1 where the value says its own length. */
const FIXED_SIZE = new Int8Array(256).fill(-1)
for (const [type, size] of [
  [0x01, 8], [0x06, 0], [0x07, 12], [0x08, 1], [0x09, 8], [0x0a, 0], [0x10, 4], [0x11, 8], [0x12, 8], [0x13, 16], [0xff, 0], [0x7f, 0],
]) FIXED_SIZE[type ?? 0] = size ?? 0 // prettier-ignore

/** What a value's own length does not count: of strings its four bytes, of binary data the subtype too. */
const UNCOUNTED = new Map([[0x02, 4], [0x0d, 4], [0x0e, 4], [0x03, 0], [0x04, 0], [0x0f, 0], [0x05, 5], [0x0c, 16]]) // prettier-ignore

/** By hand: names are short, and a call into the native search costs more than they do. */
export function endOfName(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] !== 0) if (++at >= bytes.length) throw invalidBson('unexpected end')
  return at
}

/** Where the value that begins at `start` ends. @throws ServerError 22 for an unknown type or a wrong length */
export function endOfValue(bytes: Buffer, type: number, start: number): number {
  const fixed = FIXED_SIZE[type] ?? -1
  if (fixed >= 0) return start + fixed
  if (type === 0x0b) return endOfName(bytes, endOfName(bytes, start) + 1) + 1
  const uncounted = UNCOUNTED.get(type)
  if (uncounted === undefined || start + 4 > bytes.length) throw invalidBson(`type 0x${type.toString(16)}`)
  const length = bytes.readInt32LE(start)
  if (length < 0 || start + length > bytes.length) throw invalidBson('value length')
  return start + uncounted + length
}
