import { createHash } from 'node:crypto'
import { safeParse, type $ZodError, type $ZodType, type output } from 'zod/v4/core'

/** The parts of the evidence by name, as they came out of the archive. */
export type EvidenceBundle = ReadonlyMap<string, Buffer>

/** A part that could be read, and what it says as it stands. */
export interface Read<T> {
  readonly value: T
  readonly raw: unknown
}

/**
 * Where two pieces of plain data differ first, with both values: `outcomes[0].count.cast.votes：写的是 41，应当是 40`.
 * Absent and `undefined` are the same; the order of keys says nothing. Null when they are the same.
 */
export function firstDifference(found: unknown, expected: unknown, path = ''): string | null {
  if (Array.isArray(found) && Array.isArray(expected)) {
    for (let at = 0; at < Math.min(found.length, expected.length); at += 1) {
      const inside = firstDifference(found[at], expected[at], `${path}[${at}]`)
      if (inside !== null) return inside
    }
    return found.length === expected.length
      ? null
      : `${path || '整个文件'}：有 ${found.length} 项，应当有 ${expected.length} 项`
  }
  if (isPlain(found) && isPlain(expected)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      const inside = firstDifference(found[key], expected[key], path === '' ? key : `${path}.${key}`)
      if (inside !== null) return inside
    }
    return null
  }
  if (found === expected) return null
  return `${path || '整个文件'}：写的是 ${shown(found)}，应当是 ${shown(expected)}`
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const LONGEST = 60

function shown(value: unknown): string {
  if (value === undefined) return '空（没有这一项）'
  const text = JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

/** SHA-256 in hexadecimal; of nothing where the part is not there. */
export const hashOf = (bytes: Buffer | undefined): string =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex')

export const textOf = (files: EvidenceBundle, name: string): string => files.get(name)?.toString('utf8') ?? ''

/** The first difference inside a part, under `path`, with the name of the part. */
export const within = (name: string, path: string, found: unknown, expected: unknown): string | null => {
  const fault = firstDifference(found, expected, path)
  return fault && `${name} ${fault}`
}

/** Two fingerprints that have to be one. */
export const differs = (what: string, found: string, expected: string): string | null =>
  found === expected ? null : `${what}：写的是 ${found || '空'}，算出来是 ${expected || '空'}`

/** The first thing in a part that is not what it should be. */
export const wrongItem = (name: string, { issues }: Pick<$ZodError, 'issues'>): string =>
  `${name} ${issues[0]?.path.map(String).join('.') ?? ''}：这一项不对`

export const isRead = <T>(part: Read<T> | string | null): part is Read<T> =>
  part !== null && typeof part === 'object'

/** The part as JSON, or a sentence that says why not. */
export function rawOf(files: EvidenceBundle, name: string): Read<unknown> | string {
  const bytes = files.get(name)
  if (!bytes) return `${name}：不在压缩包里`
  try {
    const raw: unknown = JSON.parse(bytes.toString('utf8'))
    return { value: raw, raw }
  } catch {
    return `${name}：不是完整的 JSON`
  }
}

/** The part as this schema reads it, or a sentence that names the first field that is none. */
export function read<S extends $ZodType>(
  files: EvidenceBundle,
  name: string,
  schema: S,
): Read<output<S>> | string {
  const part = rawOf(files, name)
  if (!isRead(part)) return part
  const parsed = safeParse(schema, part.raw)
  if (parsed.success) return { value: parsed.data, raw: part.raw }
  return wrongItem(name, parsed.error)
}
