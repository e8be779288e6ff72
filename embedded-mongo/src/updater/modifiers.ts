import { badValue, failedToParse, failure, type ServerError } from '../errors'
import { nameOf } from '../expression/operator'
import { compilePositional } from '../matcher/positional'
import { refuseKnown } from '../refused'
import { equals } from '../value/compare'
import { isDoc, type Doc } from '../value/document'
import type { Path } from '../value/path'
import type { CompiledUpdate } from './compile'
import { Draft } from './draft'
import { OPERATORS, type Operation } from './operators'
import { comparePaths, isPositional, parseUpdatePath, refuseConflicts } from './update-path'

/** One operator on one path. */
interface Modification {
  path: string[]
  operation: Operation
  onlyOnInsert: boolean
}

export const immutableId = (): ServerError =>
  failure(66, "Performing an update on the path '_id' would modify the immutable field '_id'")

function parse(update: Doc): Modification[] {
  const found = Object.entries(update).flatMap(([operator, fields]) => {
    const compile = OPERATORS.get(operator)
    if (!compile) {
      refuseKnown('update operator', operator)
      throw failedToParse(`Unknown modifier: ${operator}. Expected a valid update modifier or a pipeline`)
    }
    if (!isDoc(fields))
      throw failedToParse(`Modifiers operate on fields but we found type ${nameOf(fields)} in ${operator}`)
    return Object.entries(fields).flatMap(([path, operand]): Modification[] => {
      const operation = compile(operand, path)
      return [{ path: parseUpdatePath(path), operation, onlyOnInsert: operator === '$setOnInsert' }]
    })
  })
  return found.sort((a, b) => comparePaths(a.path, b.path))
}

/** Puts the index that `$` means in one document into a path. */
function resolver(query: Doc): (path: Path, doc: Doc) => string[] {
  const searches = new Map<string, (doc: Doc) => number>()
  return (path, doc) => {
    const at = path.findIndex(isPositional)
    if (at < 0) return [...path]
    const array = path.slice(0, at).join('.')
    const search = searches.get(array) ?? compilePositional(query, array)
    searches.set(array, search)
    const index = search(doc)
    if (index < 0) throw badValue('The positional operator did not find the match needed from the query.')
    return path.map((part, place) => (place === at ? String(index) : part))
  }
}

/** Compiles an update of operators (`$set`, `$push` …). */
export function compileModifiers(update: Doc, filter: Doc): CompiledUpdate {
  const modifications = parse(update)
  const paths = modifications.map(({ path }) => path)
  refuseConflicts(paths)
  const dynamic = paths.some((path) => path.some(isPositional))
  const touchesId = paths.some(([name]) => name === '_id')
  const resolve = resolver(filter)

  function stepsFor(doc: Doc): Modification[] {
    const steps = modifications.map((each) => ({ ...each, path: resolve(each.path, doc) }))
    steps.sort((a, b) => comparePaths(a.path, b.path))
    refuseConflicts(steps.map(({ path }) => path))
    return steps
  }

  function run(doc: Doc, inserting: boolean): Doc {
    const draft = new Draft(doc)
    for (const { path, operation, onlyOnInsert } of dynamic ? stepsFor(doc) : modifications) {
      if (onlyOnInsert && !inserting) continue
      draft.change(path, operation.create, operation.change(path.at(-1) ?? '', doc))
    }
    const isOther = touchesId && !equals(draft.doc._id, doc._id)
    if (isOther && !(inserting && doc._id === undefined)) throw immutableId()
    return draft.doc
  }

  return { isReplacement: false, apply: (doc) => run(doc, false), insert: (base) => run(base, true) }
}
