import { compareKeys, keyOf } from './key-encoding'
import { exactDouble } from './number'
import { bracketOf } from './type'

/** What a date or a number weighs when one double says it all. */
const plainOf = (value: unknown): number =>
  (value instanceof Date ? value.getTime() : exactDouble(value)) ?? NaN

/**
 * The one order of all values: ranges, equality and grouping use it. It is that of the index keys, by which documents
 * are sorted too; what is common is compared without making them.
 * `undefined` comes before null: it is the key of an empty array, and in expressions a missing field. Who
 * wants missing to equal null says so before comparing.
 */
export function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  // UTF-8 sorts by code point as the server does; JavaScript's own comparison, by code unit, would not.
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  const brackets = bracketOf(a) - bracketOf(b)
  if (brackets !== 0) return Math.sign(brackets)
  const x = plainOf(a)
  const y = plainOf(b)
  if (x < y) return -1
  if (x > y) return 1
  return x === y ? 0 : compareKeys(keyOf(a), keyOf(b))
}

/** Equality as grouping, unique indexes and `$in` mean it: `compare` gives 0. */
export const equals = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' ? a === b : compare(a, b) === 0
