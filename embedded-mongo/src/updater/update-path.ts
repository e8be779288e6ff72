import { badValue, ServerError } from '../errors'
import { compareStrings } from '../value/compare'
import type { Doc } from '../value/document'
import { copyDoc, isDoc, newDoc } from '../value/document'
import { indexOfPart, type Path } from '../value/path'
import { print } from '../value/print'

/** Arrays cannot be padded further than this in one update (the server's limit). */
const MAX_PADDING = 1_500_000

const dotted = (path: Path, length = path.length) => path.slice(0, length).join('.')

/** What an operator makes of a value: the new one, `REMOVE`, or `KEEP` for no change. */
export const REMOVE = Symbol('remove')
export const KEEP = Symbol('keep')
export type Change = (current: unknown) => unknown

/**
 * A document under change. Containers are copied when first written, so the source is never touched, and a
 * document without changes is handed back as it was.
 */
export class Draft {
  doc: Doc
  changed = false
  private readonly owned = new Set<unknown>()

  constructor(readonly source: Doc) {
    this.doc = source
  }

  /**
   * Changes the value at a path of names and indexes.
   * @param create whether missing parents are made (`$set`) or the change is dropped (`$unset`, `$pull`)
   * @throws ServerError 28 when a scalar or null is in the way and `create` is set
   */
  change(path: Path, create: boolean, change: Change): void {
    const parents: unknown[] = [this.doc]
    let current: unknown = this.doc
    let depth = 0
    for (; depth < path.length - 1; depth++) {
      const next = childOf(current, path[depth] as string)
      if (next === undefined) break
      current = next
      parents.push(current)
    }
    const name = path[depth] as string
    if (!this.canHold(current, path, depth, create)) return
    const before = depth === path.length - 1 ? childOf(current, name) : undefined
    if (depth < path.length - 1 && !create) return
    const after = change(before)
    if (after === KEEP || (after === REMOVE && before === undefined)) return
    let value = after
    for (let i = path.length - 1; i > depth; i--) {
      const parent = newDoc()
      parent[path[i] as string] = value
      value = parent
    }
    this.write(path, parents, name, value)
  }

  /** The value at a path of names and indexes; undefined when something is missing or in the way. */
  valueAt(path: Path): unknown {
    let current: unknown = this.doc
    for (const part of path) current = childOf(current, part)
    return current
  }

  private canHold(parent: unknown, path: Path, depth: number, create: boolean): boolean {
    const name = path[depth] as string
    if (isDoc(parent)) return true
    if (Array.isArray(parent)) {
      const index = indexOfPart(name)
      if (index >= 0) {
        if (create && index - parent.length > MAX_PADDING) {
          throw badValue(`cannot backfill array to larger than ${MAX_PADDING} elements`)
        }
        return true
      }
    }
    if (!create) return false
    const holder = `{${depth > 0 ? path[depth - 1] : ''}: ${print(parent)}}`
    throw new ServerError(28, 'PathNotViable', `Cannot create field '${name}' in element ${holder}`)
  }

  private write(path: Path, parents: readonly unknown[], name: string, value: unknown): void {
    this.changed = true
    let container: unknown
    for (let i = 0; i < parents.length; i++) {
      const original = parents[i]
      let copy = original
      if (!this.owned.has(original)) {
        copy = Array.isArray(original) ? [...(original as unknown[])] : copyDoc(original as Doc)
        this.owned.add(copy)
        if (i === 0) this.doc = copy as Doc
        else putChild(container, path[i - 1] as string, copy)
      }
      container = copy
    }
    putChild(container, name, value)
  }
}

function childOf(container: unknown, name: string): unknown {
  if (isDoc(container)) return container[name]
  if (!Array.isArray(container)) return undefined
  const index = indexOfPart(name)
  return index < 0 ? undefined : (container[index] as unknown)
}

function putChild(container: unknown, name: string, value: unknown): void {
  if (!Array.isArray(container)) {
    if (value === REMOVE) delete (container as Doc)[name]
    else (container as Doc)[name] = value
    return
  }
  const index = indexOfPart(name)
  while (container.length < index) container.push(null)
  // An element that is unset stays as null, so that the others keep their places.
  container[index] = value === REMOVE ? null : value
}

/**
 * Checks and splits the path of an update operator.
 * @throws ServerError 56 for an empty part, 2 for an empty path, 52 for a `$` name that is not positional
 */
export function parseUpdatePath(path: string): string[] {
  const parts = path.split('.')
  if (path === '') throw new ServerError(56, 'EmptyFieldName', 'An empty update path is not valid.')
  if (parts.includes('')) {
    throw new ServerError(
      56,
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  }
  parts.forEach((part, index) => {
    if (!part.startsWith('$')) return
    if (index === 0 && isPositional(part)) {
      throw badValue(
        `Cannot have array filter identifier or positional operator in the first position in path '${path}'`,
      )
    }
    if (!isPositional(part)) {
      throw new ServerError(
        52,
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${dotted(parts)}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      )
    }
  })
  if (parts.filter((part) => part === '$').length > 1) {
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`)
  }
  return parts
}

/** Whether a path part is `$`, `$[]` or `$[name]`. */
export const isPositional = (part: string): boolean => part === '$' || /^\$\[.*\]$/.test(part)

/** Order in which the server applies paths: part by part, array indexes as numbers and before names. */
export function comparePaths(a: Path, b: Path): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a[i] as string
    const y = b[i] as string
    if (x === y) continue
    const indexX = indexOfPart(x)
    const indexY = indexOfPart(y)
    if (indexX >= 0 && indexY >= 0) return indexX - indexY
    if (indexX >= 0 || indexY >= 0) return indexX >= 0 ? -1 : 1
    return compareStrings(x, y)
  }
  return a.length - b.length
}

/**
 * Refuses two changes of one path, or of a path and its parent.
 * @param sorted paths in `comparePaths` order
 * @throws ServerError 40
 */
export function refuseConflicts(
  sorted: readonly Path[],
  wording: (later: string, earlier: string) => string,
): void {
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1] as Path
    const path = sorted[i] as Path
    if (before.every((part, at) => part === path[at])) {
      throw new ServerError(40, 'ConflictingUpdateOperators', wording(dotted(path), dotted(before)))
    }
  }
}
