import { failure, notImplemented } from '../errors'
import { compileExpression, fieldPathOf } from '../expression/compile'
import { truthy } from '../expression/logic'
import { isDoc, type Doc } from '../value/document'
import { isNumber } from '../value/number'
import { ProjectionTree } from './tree'

type Mode = 'include' | 'exclude'

/** Reads a specification into a tree. */
class Parser {
  private readonly tree = new ProjectionTree()
  private mode: Mode | undefined
  private id: Mode | undefined

  constructor(private readonly dialect: 'find' | 'aggregate') {}

  compile(spec: Doc): (doc: Doc) => Doc {
    for (const [name, value] of Object.entries(spec)) this.field(name, value)
    const { tree } = this
    // Alone, `_id` decides; beside inclusions it is kept unless told otherwise.
    const mode = this.mode ?? this.id ?? 'exclude'
    if (mode === (this.id ?? 'include') && !tree.has('_id')) tree.add(['_id'], 'named')
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
      throw failure(51270, `An empty sub-projection is not a valid value at path '${path}'`)
    for (const [name, inner] of Object.entries(value)) this.field(`${path}.${name}`, inner)
  }

  private flag(parts: string[], path: string, keep: boolean): void {
    const mode: Mode = keep ? 'include' : 'exclude'
    if (path === '_id') {
      this.id = mode
      return
    }
    this.mode ??= mode
    if (this.mode !== mode)
      throw failure(keep ? 31253 : 31254, `Cannot ${mode} field ${path} in a projection to ${this.mode}`)
    this.tree.add(parts, 'named')
  }

  private expression(parts: string[], operator: string | undefined, value: unknown): void {
    if (this.dialect === 'find' && operator === '$elemMatch')
      throw notImplemented('$elemMatch in a projection')
    if (this.mode === 'exclude')
      throw failure(31252, 'Cannot use expression other than $meta in exclusion projection')
    this.mode = 'include'
    this.tree.add(parts, compileExpression(value))
  }
}

/**
 * Compiles the projection of a find or findAndModify. Kept fields stay in the document's order.
 * @throws ServerError for collisions (31249), mixed inclusion and exclusion (31253, 31254) and bad operators
 */
export function compileProjection(spec: Doc): (doc: Doc) => Doc {
  if (Object.keys(spec).length === 0) return (doc) => doc
  return new Parser('find').compile(spec)
}

/** Compiles the specification of a `$project` stage. */
export function compileProjectStage(spec: Doc): (doc: Doc) => Doc {
  if (Object.keys(spec).length === 0)
    throw failure(51272, 'Invalid $project :: the specification must have at least one field')
  return new Parser('aggregate').compile(spec)
}
