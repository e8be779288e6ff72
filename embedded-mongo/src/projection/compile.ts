import { badValue, location, notImplemented } from '../errors'
import { compileExpression } from '../expression/compile'
import type { ExpressionOptions } from '../expression/scope'
import { compileMatcher, type MatchOptions } from '../matcher/compile'
import { compilePositional } from '../matcher/positional'
import { stringOrderOf } from '../value/collation'
import type { Doc } from '../value/document'
import { isDoc } from '../value/document'
import { toDouble, toInteger } from '../value/number'
import { print } from '../value/print'
import { isNumericType, typeName, typeOf } from '../value/type'
import { ProjectionTree, type Transform } from './tree'

export interface ProjectionOptions extends MatchOptions {
  /** The query, which `a.$` refers to. */
  filter?: Doc
}

type Mode = 'include' | 'exclude'

/** The path parts of a field name. @throws ServerError for empty parts and `$` names */
export function fieldPathOf(path: string): string[] {
  if (path === '') throw location(40352, 'FieldPath cannot be constructed with empty string')
  if (path.endsWith('.')) throw location(40353, "FieldPath must not end with a '.'.")
  const parts = path.split('.')
  if (parts.includes('')) throw location(15998, 'FieldPath field names may not be empty strings.')
  if (parts.some((part) => part.startsWith('$'))) {
    throw location(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  }
  return parts
}

/** Reads a specification into a tree; `find` allows `$slice`, `$elemMatch` and `a.$` besides expressions. */
class Parser {
  readonly tree = new ProjectionTree()
  mode: Mode | undefined
  private id: Mode | undefined

  constructor(
    private readonly dialect: 'find' | 'aggregate',
    private readonly options: ProjectionOptions,
    private readonly expressions: ExpressionOptions,
  ) {}

  read(spec: Doc): this {
    for (const [name, value] of Object.entries(spec)) this.field(name, value)
    // Alone, `_id` decides; beside inclusions it is kept unless told otherwise.
    this.mode ??= this.id ?? 'exclude'
    const keepsId = this.id === undefined ? this.mode === 'include' : this.id === 'include'
    if (this.mode === 'include' ? keepsId : this.id === 'exclude') {
      if (
        !this.tree.children.has('_id') &&
        !this.tree.computed.has('_id') &&
        !this.tree.transforms.has('_id')
      ) {
        this.tree.named.add('_id')
      }
    }
    return this
  }

  private field(path: string, value: unknown): void {
    if (this.dialect === 'find' && path.endsWith('.$')) return this.positional(path.slice(0, -2), value)
    const parts = fieldPathOf(path)
    if (typeof value === 'boolean' || isNumericType(typeOf(value))) {
      return this.flag(parts, value === true || (value !== false && toDouble(value) !== 0))
    }
    if (!isDoc(value)) return this.expression(parts, value)
    const names = Object.keys(value)
    const [first] = names
    if (first === undefined) {
      throw location(
        51270,
        `An empty sub-projection is not a valid value. Found empty object at path '${path}'`,
      )
    }
    if (!first.startsWith('$')) {
      for (const name of names) this.field(`${path}.${name}`, value[name])
      return
    }
    if (first === '$meta') throw notImplemented('$meta in a projection')
    if (this.dialect === 'find' && first === '$elemMatch') return this.elemMatch(parts, value.$elemMatch)
    if (this.dialect === 'find' && first === '$slice' && isFindSlice(value.$slice)) {
      return this.tree.add(parts, transformed(sliceOf(value.$slice)))
    }
    this.expression(parts, value)
  }

  private flag(parts: string[], keep: boolean): void {
    const mode: Mode = keep ? 'include' : 'exclude'
    const path = parts.join('.')
    if (path === '_id') {
      this.id = mode
      return
    }
    this.settle(mode, path)
    this.tree.add(parts, (level, name) => level.named.add(name))
  }

  private settle(mode: Mode, path: string): void {
    if (this.mode === undefined) this.mode = mode
    if (this.mode === mode) return
    throw mode === 'include'
      ? location(31253, `Cannot do inclusion on field ${path} in exclusion projection`)
      : location(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
  }

  private expression(parts: string[], value: unknown): void {
    if (this.mode === 'exclude') {
      throw location(31252, `Cannot use expression other than $meta in exclusion projection`)
    }
    this.mode = 'include'
    const evaluate = compileExpression(value, this.expressions)
    this.tree.add(parts, (level, name) => level.computed.set(name, evaluate), true)
  }

  private elemMatch(parts: string[], operand: unknown): void {
    if (!isDoc(operand))
      throw badValue('elemMatch: Invalid argument, object required, but got ' + typeName(typeOf(operand)))
    if (parts.length > 1) throw location(31275, 'Cannot use $elemMatch projection on a nested field')
    this.settle('include', parts.join('.'))
    const test = compileMatcher({ item: { $elemMatch: operand } }, this.options)
    const first: Transform = (value) => {
      const item = Array.isArray(value) ? value.findIndex((each: unknown) => test({ item: [each] })) : -1
      return item < 0 ? undefined : [(value as unknown[])[item]]
    }
    this.tree.add(parts, transformed(first))
  }

  private positional(path: string, value: unknown): void {
    const parts = fieldPathOf(path)
    if (typeof value !== 'boolean' && !isNumericType(typeOf(value))) {
      throw location(31271, 'positional projection cannot be used with an expression or sub object')
    }
    if (value === false || toDouble(value) === 0) {
      throw location(31395, 'positional projection cannot be used with exclusion')
    }
    this.settle('include', path)
    const indexOf = compilePositional(this.options.filter ?? {}, path, this.options)
    const matched: Transform = (items, root) => {
      if (!Array.isArray(items)) return items
      const index = indexOf(root)
      if (index < 0) {
        throw location(
          51246,
          "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
        )
      }
      return index < items.length ? [items[index] as unknown] : []
    }
    this.tree.add(parts, transformed(matched))
  }
}

const transformed = (transform: Transform) => (level: ProjectionTree, name: string) => {
  level.transforms.set(name, transform)
}

/** `$slice` in its find form: a number, or two numbers. The expression form names an array first. */
const isFindSlice = (value: unknown): boolean =>
  isNumericType(typeOf(value)) ||
  (Array.isArray(value) && value.length === 2 && isNumericType(typeOf(value[0]))) ||
  (!Array.isArray(value) && typeof value !== 'string')

const isArray = (value: unknown): value is unknown[] => Array.isArray(value)

function sliceOf(value: unknown): Transform {
  if (!Array.isArray(value)) {
    const count = toInteger(value)
    if (count === undefined)
      throw location(
        28667,
        `Invalid $slice syntax. The given syntax { $slice: ${print(value)} } did not match the find() syntax because :: Location31273: $slice only supports numbers and [x, y] arrays`,
      )
    return (items) => (!isArray(items) ? items : count < 0 ? items.slice(count) : items.slice(0, count))
  }
  const [skip, limit] = value.map(toInteger)
  if (skip === undefined || limit === undefined || limit <= 0) {
    throw location(
      28724,
      `First argument to $slice must be an array, but is of type: ${typeName(typeOf(value[0]))}`,
    )
  }
  return (items) => {
    if (!isArray(items)) return items
    const start = skip < 0 ? Math.max(0, items.length + skip) : skip
    return items.slice(start, start + limit)
  }
}

function expressionOptions(options: ProjectionOptions): ExpressionOptions {
  const strings = stringOrderOf(options.collation)
  return {
    ...(options.vars ? { vars: options.vars } : {}),
    ...(options.now ? { now: options.now } : {}),
    ...(strings ? { strings } : {}),
  }
}

function compile(spec: Doc, parser: Parser): (doc: Doc) => Doc {
  const { tree, mode } = parser.read(spec)
  return mode === 'include' ? (doc) => tree.include(doc, doc) : (doc) => tree.exclude(doc, doc)
}

/**
 * Compiles the projection of a find or findAndModify. Kept fields stay in the document's order.
 * @throws ServerError for collisions (31249), mixed inclusion and exclusion (31253, 31254) and bad operators
 */
export function compileProjection(spec: Doc, options: ProjectionOptions = {}): (doc: Doc) => Doc {
  if (Object.keys(spec).length === 0) return (doc) => doc
  return compile(spec, new Parser('find', options, expressionOptions(options)))
}

/** Compiles the specification of a `$project` stage. */
export function compileProjectStage(spec: Doc, expressions: ExpressionOptions): (doc: Doc) => Doc {
  if (Object.keys(spec).length === 0) {
    throw location(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  }
  return compile(spec, new Parser('aggregate', {}, expressions))
}
