import { badValue, failedToParse, ServerError } from '../errors'
import { nameOf, type Variables } from '../expression/operator'
import { compilePositional } from '../matcher/positional'
import { refuseKnown } from '../refused'
import { equals } from '../value/compare'
import { isDoc, type Doc } from '../value/document'
import type { Path } from '../value/path'
import { print } from '../value/print'
import { compileArrayFilters, type ElementFilter } from './array-filters'
import type { CompiledUpdate, UpdateOptions } from './compile'
import { Draft, REMOVE } from './draft'
import { OPERATORS, type Operation } from './operators'
import { comparePaths, isPositional, parseUpdatePath, refuseConflicts } from './update-path'

/** One operator on one path; `$rename` has instead the path it takes the value from. */
interface Modification {
  path: string[]
  operation?: Operation
  source?: string[]
  onlyOnInsert?: boolean
}

export const immutableId = (): ServerError =>
  new ServerError(
    66,
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  )

function parseRename(from: string, to: unknown): Modification[] {
  if (typeof to !== 'string')
    throw badValue(`The 'to' field for $rename must be a string: ${from}: ${print(to)}`)
  if (from === to) throw badValue(`The source and target field for $rename must differ: ${from}: "${to}"`)
  const source = parseUpdatePath(from)
  const path = parseUpdatePath(to)
  if (source.some(isPositional)) throw badValue(`The source field for $rename may not be dynamic: ${from}`)
  if (path.some(isPositional)) throw badValue(`The destination field for $rename may not be dynamic: ${to}`)
  // The second one takes part in the check for conflicts only.
  return [{ path, source }, { path: source }]
}

function parse(update: Doc): Modification[] {
  const found = Object.entries(update).flatMap(([operator, fields]) => {
    const compile = OPERATORS.get(operator)
    if (!compile && operator !== '$rename') {
      refuseKnown('update operator', operator)
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      )
    }
    if (!isDoc(fields))
      throw failedToParse(
        `Modifiers operate on fields but we found type ${nameOf(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${print(fields)}}`,
      )
    return Object.entries(fields).flatMap(([path, operand]): Modification[] => {
      if (!compile) return parseRename(path, operand)
      const operation = compile(operand, path)
      return [{ path: parseUpdatePath(path), operation, onlyOnInsert: operator === '$setOnInsert' }]
    })
  })
  return found.sort((a, b) => comparePaths(a.path, b.path))
}

/** The identifiers of array filters must all be known, and all be used. */
function checkFilters(update: Doc, paths: readonly Path[], filters: ReadonlyMap<string, unknown>): void {
  const unused = new Set(filters.keys())
  for (const path of paths) {
    for (const part of path) {
      if (!isPositional(part) || part === '$' || part === '$[]') continue
      const name = part.slice(2, -1)
      if (!filters.has(name))
        throw badValue(`No array filter found for identifier '${name}' in path '${path.join('.')}'`)
      unused.delete(name)
    }
  }
  const [name] = unused
  if (name !== undefined)
    throw failedToParse(
      `The array filter for identifier '${name}' was not used in the update ${print(update)}`,
    )
}

/** Turns `$`, `$[]` and `$[name]` of a path into the indexes they mean in one document. */
class PathResolver {
  private readonly matched = new Map<string, (doc: Doc) => number>()

  constructor(
    private readonly query: Doc,
    private readonly variables: Variables,
    private readonly filters: ReadonlyMap<string, ElementFilter>,
  ) {}

  resolve(path: Path, draft: Draft, done: string[] = []): string[][] {
    const [part, ...rest] = path
    if (part === undefined) return [done]
    if (!isPositional(part)) return this.resolve(rest, draft, [...done, part])
    if (part === '$') return this.resolve(rest, draft, [...done, String(this.matchIn(done, draft.source))])
    const array = draft.valueAt(done)
    if (array === undefined)
      throw badValue(
        `The path '${done.join('.')}' must exist in the document in order to apply array updates.`,
      )
    if (!Array.isArray(array))
      throw badValue(`Cannot apply array updates to non-array element ${done.at(-1) ?? ''}: ${print(array)}`)
    const wanted = part === '$[]' ? undefined : this.filters.get(part.slice(2, -1))
    return array.flatMap((item: unknown, index) =>
      wanted && !wanted(item) ? [] : this.resolve(rest, draft, [...done, String(index)]),
    )
  }

  private matchIn(array: Path, doc: Doc): number {
    const prefix = array.join('.')
    const search = this.matched.get(prefix) ?? compilePositional(this.query, prefix, this.variables)
    this.matched.set(prefix, search)
    const index = search(doc)
    if (index < 0) throw badValue('The positional operator did not find the match needed from the query.')
    return index
  }
}

function rename(draft: Draft, source: Path, target: Path): void {
  const ends = { source, destination: target }
  for (const [role, path] of Object.entries(ends)) {
    const holder = path.findIndex(
      (_, length) => length > 0 && Array.isArray(draft.valueAt(path.slice(0, length))),
    )
    if (holder < 0) continue
    throw badValue(
      `The ${role} field cannot be an array element, '${path.join('.')}' in doc with _id: ${print(draft.source._id ?? null)} has an array field called '${path[holder - 1] ?? ''}'`,
    )
  }
  const value = draft.valueAt(source)
  if (value === undefined) return
  draft.change(target, true, () => value)
  draft.change(source, false, () => REMOVE)
}

/** Compiles an update of operators (`$set`, `$push` …). */
export function compileModifiers(update: Doc, options: UpdateOptions): CompiledUpdate {
  const { now, vars } = options
  const modifications = parse(update)
  const paths = modifications.map(({ path }) => path)
  refuseConflicts(
    paths,
    (later, earlier) => `Updating the path '${later}' would create a conflict at '${earlier}'`,
  )
  const filters = compileArrayFilters(options.arrayFilters ?? [], { now, vars })
  checkFilters(update, paths, filters)
  const dynamic = paths.some((path) => path.some(isPositional))
  const touchesId = paths.some(([name]) => name === '_id')
  const resolver = new PathResolver(options.filter, { now, vars }, filters)

  function stepsFor(draft: Draft): Modification[] {
    const steps = modifications.flatMap((modification) =>
      resolver.resolve(modification.path, draft).map((path) => ({ ...modification, path })),
    )
    steps.sort((a, b) => comparePaths(a.path, b.path))
    refuseConflicts(
      steps.map(({ path }) => path),
      (later) => `Update created a conflict at '${later}'`,
    )
    return steps
  }

  function run(doc: Doc, inserting: boolean): Draft {
    const draft = new Draft(doc)
    for (const { path, operation, source, onlyOnInsert } of dynamic ? stepsFor(draft) : modifications) {
      if (onlyOnInsert && !inserting) continue
      if (source) rename(draft, source, path)
      if (operation) draft.change(path, operation.create, operation.change(path.at(-1) ?? '', doc))
    }
    const isOther = touchesId && draft.changed && !equals(draft.doc._id, doc._id)
    if (isOther && !(inserting && doc._id === undefined)) throw immutableId()
    return draft
  }

  return {
    isReplacement: false,
    apply(doc) {
      const { doc: next, changed } = run(doc, false)
      return { doc: next, changed }
    },
    insert: (base) => run(base, true).doc,
  }
}
