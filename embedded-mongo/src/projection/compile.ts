import { location, notImplemented } from '../errors'
import { compileExpression, fieldPathOf } from '../expression/compile'
import { truthy } from '../expression/logic'
import type { Variables } from '../expression/operator'
import { isDoc, type Doc } from '../value/document'
import { isNumber, toInteger } from '../value/number'
import { print } from '../value/print'
import { typeName, typeOf } from '../value/type'
import { ProjectionTree } from './tree'

type Mode = 'include' | 'exclude'

/** Reads a specification into a tree. */
class Parser {
  private readonly tree = new ProjectionTree()
  private mode: Mode | undefined
  private id: Mode | undefined

  constructor(
    private readonly dialect: 'find' | 'aggregate',
    private readonly variables: Variables,
  ) {}

  compile(spec: Doc): (doc: Doc) => Doc {
    for (const [name, value] of Object.entries(spec)) this.field(name, value)
    const { tree } = this
    // Alone, `_id` decides; beside inclusions it is kept unless told otherwise.
    const mode = this.mode ?? this.id ?? 'exclude'
    if (mode === (this.id ?? 'include') && !tree.has('_id')) tree.add(['_id'], { kind: 'named' })
    return mode === 'include' ? (doc) => tree.include(doc, doc) : (doc) => tree.exclude(doc)
  }

  private field(path: string, value: unknown): void {
    if (this.dialect === 'find' && path.endsWith('.$')) throw notImplemented('a positional projection')
    const parts = fieldPathOf(path)
    if (typeof value === 'boolean' || isNumber(value)) return this.flag(parts, path, truthy(value))
    const names = isDoc(value) ? Object.keys(value) : undefined
    const first = names?.[0]
    if (!isDoc(value) || first?.startsWith('$')) return this.expression(parts, first, value)
    if (first === undefined)
      throw location(
        51270,
        `An empty sub-projection is not a valid value. Found empty object at path '${path}'`,
      )
    for (const [name, inner] of Object.entries(value)) this.field(`${path}.${name}`, inner)
  }

  private flag(parts: string[], path: string, keep: boolean): void {
    const mode: Mode = keep ? 'include' : 'exclude'
    if (path === '_id') {
      this.id = mode
      return
    }
    this.mode ??= mode
    if (this.mode !== mode) {
      throw keep
        ? location(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
        : location(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
    }
    this.tree.add(parts, { kind: 'named' })
  }

  private expression(parts: string[], operator: string | undefined, value: unknown): void {
    if (operator === '$meta') throw notImplemented('$meta in a projection')
    if (this.dialect === 'find' && operator === '$elemMatch')
      throw notImplemented('$elemMatch in a projection')
    const count = this.dialect === 'find' && isDoc(value) && operator === '$slice' ? value.$slice : undefined
    if (isFindSlice(count)) return this.tree.add(parts, { kind: 'shaped', shape: sliceOf(count) })
    if (this.mode === 'exclude')
      throw location(31252, 'Cannot use expression other than $meta in exclusion projection')
    this.mode = 'include'
    this.tree.add(parts, { kind: 'computed', evaluate: compileExpression(value, this.variables) })
  }
}

/** `$slice` in its find form: a number, or two numbers. The expression form names an array first. */
const isFindSlice = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length === 2 && isNumber(value[0])
    : value !== undefined && typeof value !== 'string'

function sliceOf(value: unknown): (items: unknown) => unknown {
  const [skip, limit] = (Array.isArray(value) ? value : [value]).map(toInteger)
  if (skip === undefined)
    throw location(
      28667,
      `Invalid $slice syntax. The given syntax { $slice: ${print(value)} } did not match the find() syntax because :: Location31273: $slice only supports numbers and [x, y] arrays`,
    )
  if (Array.isArray(value) && (limit === undefined || limit <= 0))
    throw location(
      28724,
      `First argument to $slice must be an array, but is of type: ${typeName(typeOf(value[0]))}`,
    )
  const cut = (items: unknown[]): unknown[] => {
    if (limit === undefined) return skip < 0 ? items.slice(skip) : items.slice(0, skip)
    const start = skip < 0 ? Math.max(0, items.length + skip) : skip
    return items.slice(start, start + limit)
  }
  return (items) => (Array.isArray(items) ? cut(items) : items)
}

/**
 * Compiles the projection of a find or findAndModify. Kept fields stay in the document's order.
 * @throws ServerError for collisions (31249), mixed inclusion and exclusion (31253, 31254) and bad operators
 */
export function compileProjection(spec: Doc, variables: Variables = {}): (doc: Doc) => Doc {
  if (Object.keys(spec).length === 0) return (doc) => doc
  return new Parser('find', variables).compile(spec)
}

/** Compiles the specification of a `$project` stage. */
export function compileProjectStage(spec: Doc, variables: Variables): (doc: Doc) => Doc {
  if (Object.keys(spec).length === 0)
    throw location(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  return new Parser('aggregate', variables).compile(spec)
}
