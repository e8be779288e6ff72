import { AppError } from './problem-error'

/** The last millisecond a `Date` can hold (ECMA-262 §21.4.1.1). */
const LAST_INSTANT_MS = 8.64e15

export type CursorPart = string | number

/** Where a page ended, as an opaque word for the client. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Rows of a page whose reader names no number. */
export const PAGE_ROWS = 20

/**
 * One page out of rows that were read with `limit + 1`, so that the one too many tells of a next page. `place`
 * says where the last row shown stands in the order of the list.
 */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  place: (last: T) => readonly CursorPart[],
): { readonly rows: readonly T[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, nextCursor: rows.length > limit && last ? encodeCursor(place(last)) : null }
}

/**
 * Reads back what {@link encodeCursor} made. `shape` gives the type of each part; anything else, such as the
 * cursor of another list, is `validation_failed` on `query.cursor`.
 */
export function decodeCursor<const S extends readonly ('string' | 'number')[]>(
  cursor: string,
  shape: S,
): { -readonly [K in keyof S]: S[K] extends 'number' ? number : string } {
  const parts = parse(cursor)
  const fits =
    Array.isArray(parts) &&
    parts.length === shape.length &&
    shape.every((type, index) => typeof parts[index] === type && isPlace(parts[index]))
  if (!fits) {
    throw new AppError('validation_failed', {
      errors: [{ path: 'query.cursor', message: '页码不对，请从第一页看起' }],
    })
  }
  return parts as { -readonly [K in keyof S]: S[K] extends 'number' ? number : string }
}

/** Numbers are instants or small figures: one beyond every date would be an invalid one, and no query takes that. */
const isPlace = (part: unknown): boolean =>
  typeof part !== 'number' || (Number.isInteger(part) && Math.abs(part) <= LAST_INSTANT_MS)

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
