import { badValue, failure } from '../errors'
import { copyDoc, isDoc, newDoc, type Doc } from '../value/document'
import { indexOfPart, type Path } from '../value/path'
import { print } from '../value/print'

/** Arrays cannot be padded further than this in one update (the server's limit). */
const MAX_PADDING = 1_500_000

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
  private readonly owned = new Set<unknown>()

  constructor(source: Doc) {
    this.doc = source
  }

  /**
   * Changes the value at a path of names and indexes.
   * @param create whether missing parents are made (`$set`) or the change is dropped (`$unset`, `$pull`)
   * @throws ServerError 28 when a scalar or null is in the way and `create` is set
   */
  change(path: Path, create: boolean, change: Change): void {
    const parents: unknown[] = [this.doc]
    while (parents.length < path.length) {
      const next = childOf(parents.at(-1), path[parents.length - 1] as string)
      if (next === undefined) break
      parents.push(next)
    }
    const depth = parents.length - 1
    const name = path[depth] as string
    const isLast = depth === path.length - 1
    if (!canHold(parents[depth], path, depth, create) || (!isLast && !create)) return
    const before = isLast ? childOf(parents[depth], name) : undefined
    let value = change(before)
    const isGone = before === undefined || (before === null && Array.isArray(parents[depth]))
    if (value === KEEP || (value === REMOVE && isGone)) return
    for (let i = path.length - 1; i > depth; i--) {
      const parent = newDoc()
      parent[path[i] as string] = value
      value = parent
    }
    putChild(this.own(path, parents), name, value)
  }

  /** Makes the containers on a path the draft's own; gives the last of them. */
  private own(path: Path, parents: readonly unknown[]): unknown {
    let container: unknown
    parents.forEach((original, i) => {
      let copy = original
      if (!this.owned.has(original)) {
        copy = Array.isArray(original) ? [...(original as unknown[])] : copyDoc(original as Doc)
        this.owned.add(copy)
        if (i === 0) this.doc = copy as Doc
        else putChild(container, path[i - 1] as string, copy)
      }
      container = copy
    })
    return container
  }
}

function canHold(parent: unknown, path: Path, depth: number, create: boolean): boolean {
  const name = path[depth] as string
  if (isDoc(parent)) return true
  const index = indexOfPart(name)
  if (Array.isArray(parent) && index >= 0) {
    if (create && index - parent.length > MAX_PADDING)
      throw badValue(`cannot backfill array to larger than ${MAX_PADDING} elements`)
    return true
  }
  if (!create) return false
  const holder = `{${depth > 0 ? path[depth - 1] : ''}: ${print(parent)}}`
  throw failure(28, `Cannot create field '${name}' in element ${holder}`)
}

function childOf(container: unknown, name: string): unknown {
  if (isDoc(container)) return container[name]
  return Array.isArray(container) ? (container[indexOfPart(name)] as unknown) : undefined
}

function putChild(container: unknown, name: string, value: unknown): void {
  if (Array.isArray(container)) {
    const index = indexOfPart(name)
    while (container.length < index) container.push(null)
    // An element that is unset stays as null, so that the others keep their places.
    container[index] = value === REMOVE ? null : value
  } else if (value === REMOVE) delete (container as Doc)[name]
  else (container as Doc)[name] = value
}
