import { badValue, failure, notImplemented, type ServerError } from '../errors'
import { compare } from '../value/compare'
import { indexOfPart, type Path } from '../value/path'

export const dollarPrefixed = (name: string, where: string): ServerError =>
  failure(52, `The dollar ($) prefixed field '${name}' in '${where}' is not valid for storage.`)

export const isPositional = (part: string): boolean => part === '$'

/**
 * Checks and splits the path of an update operator.
 * @throws ServerError 56 for an empty part, 238 for `$[…]`, 52 for another `$` name, 2 for a misplaced `$`
 */
export function parseUpdatePath(path: string): string[] {
  const parts = path.split('.')
  if (parts.includes(''))
    throw failure(56, `The update path '${path}' contains an empty field name, which is not allowed.`)
  const array = parts.find((part) => /^\$\[.*\]$/.test(part))
  if (array !== undefined) throw notImplemented(`the positional operator ${array}`)
  const other = parts.find((part) => part.startsWith('$') && !isPositional(part))
  if (other !== undefined) throw dollarPrefixed(other, path)
  if (isPositional(parts[0] ?? ''))
    throw badValue(`Cannot have positional operator in the first position in path '${path}'`)
  if (parts.filter((part) => part === '$').length > 1)
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`)
  return parts
}

/** Order in which the server applies paths: part by part, array indexes as numbers and before names. */
export function comparePaths(a: Path, b: Path): number {
  const at = a.findIndex((part, index) => part !== b[index])
  const [x, y] = at < 0 ? [undefined, undefined] : [a[at], b[at]]
  if (x === undefined || y === undefined) return a.length - b.length
  const [indexX, indexY] = [indexOfPart(x), indexOfPart(y)]
  if (indexX >= 0 && indexY >= 0) return indexX - indexY
  if (indexX >= 0 || indexY >= 0) return indexX >= 0 ? -1 : 1
  return compare(x, y)
}

/**
 * Refuses two changes of one path, or of a path and its parent.
 * @param sorted paths in `comparePaths` order
 * @throws ServerError 40
 */
export function refuseConflicts(sorted: readonly Path[]): void {
  sorted.forEach((path, at) => {
    const before = sorted[at - 1]
    if (before?.every((part, index) => part === path[index]))
      throw failure(40, `Updating '${path.join('.')}' would create a conflict at '${before.join('.')}'`)
  })
}
