import { AppError } from '../../platform/problem-error'

/** Where a page ended: the values its order is made of. */
export type CursorPart = string | number

/** Opaque to clients; base64url so that it can stand in an address. */
export function encodeCursor(parts: readonly CursorPart[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url')
}

/** Reads a cursor of this shape; anything else is the caller's mistake and answered as `validation_failed`. */
export function decodeCursor<const T extends readonly ('string' | 'number')[]>(
  cursor: string,
  shape: T,
): { -readonly [K in keyof T]: T[K] extends 'number' ? number : string } {
  const parts = parse(cursor)
  const fits =
    Array.isArray(parts) &&
    parts.length === shape.length &&
    shape.every((type, index) => typeof parts[index] === type)
  if (!fits) {
    throw new AppError('validation_failed', { errors: [{ path: 'query.cursor', message: '页码不对' }] })
  }
  // Checked part by part above; the compiler cannot follow a shape known only at run time.
  return parts as { -readonly [K in keyof T]: T[K] extends 'number' ? number : string }
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
