import type { ObjectId } from 'bson'
import { encodedValue } from './key-encoding'
import { exactDouble } from './number'
import { Bracket, bracketOf } from './type'

/** Order of UTF-8 bytes, which is the order of code points and not of JavaScript's code units. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    let x = a.charCodeAt(i)
    let y = b.charCodeAt(i)
    if (x === y) continue
    if (x >= 0xd800 && y >= 0xd800) {
      // Surrogates stand for code points above U+FFFF: move them behind the rest.
      x += x >= 0xe000 ? -0x800 : 0x2000
      y += y >= 0xe000 ? -0x800 : 0x2000
    }
    return x < y ? -1 : 1
  }
  return Math.sign(a.length - b.length)
}

/** NaN equals itself and is below all others, -0 equals 0. */
function compareDoubles(x: number, y: number): number {
  if (x < y) return -1
  if (x > y) return 1
  if (x === y) return 0
  return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const result = compare(a[i], b[i])
    if (result !== 0) return result
  }
  return Math.sign(a.length - b.length)
}

/**
 * The one order of all values: sorting, ranges, equality and grouping use it. It is that of the index keys; what is
 * common is compared without making them.
 * `undefined` comes before null: it is the key of an empty array, and in expressions a missing field. Who
 * wants missing to equal null says so before comparing.
 */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (a === b) return 0
  const bracket = bracketOf(a)
  const brackets = bracket - bracketOf(b)
  if (brackets !== 0) return Math.sign(brackets)
  switch (bracket) {
    case Bracket.number: {
      const [x, y] = [exactDouble(a), exactDouble(b)]
      if (x === undefined || y === undefined) break
      return compareDoubles(x, y)
    }
    case Bracket.date:
      return compareDoubles((a as Date).getTime(), (b as Date).getTime())
    case Bracket.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id)
    case Bracket.array:
      return compareArrays(a as unknown[], b as unknown[])
  }
  return Buffer.compare(encodedValue(a), encodedValue(b))
}

/** Equality as grouping, unique indexes and `$in` mean it: `compare` gives 0. */
export const equals = (a: unknown, b: unknown): boolean => compare(a, b) === 0
