import { failedToParse, location } from '../errors'
import { compileExpression } from '../expression/compile'
import { checkVariableName } from '../expression/logic'
import type { Cell } from '../expression/scope'
import type { Doc } from '../value/document'
import { isDoc } from '../value/document'
import { equalityKey, type Fold, foldOf } from '../value/equality-key'
import { pathOf, someValue, valuesAt } from '../value/path'
import { print } from '../value/print'
import { BsonType, typeName, typeOf } from '../value/type'
import { withValueAt } from './field'
import {
  expressionOptionsOf,
  type PipelineContext,
  type RunStages,
  type StageFactory,
  stringsOf,
} from './stage'

interface Spec {
  from: string
  as: string
  localField?: string
  foreignField?: string
  variables: Doc
  stages?: Doc[]
}

function parse(spec: unknown): Spec {
  if (!isDoc(spec)) throw failedToParse(`the $lookup specification must be an Object`)
  for (const [name, value] of Object.entries(spec)) {
    if (
      name === 'let' ? isDoc(value) : name === 'pipeline' ? Array.isArray(value) : typeof value === 'string'
    )
      continue
    if (['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(name)) {
      throw failedToParse(
        `$lookup argument '${name}: ${print(value)}' must be a string, is type ${typeName(typeOf(value))}`,
      )
    }
    throw failedToParse(`unknown argument to $lookup: ${name}`)
  }
  const { from, as, localField, foreignField, let: variables = {}, pipeline } = spec
  if (typeof from !== 'string') throw failedToParse("must specify 'from' field for a $lookup")
  if (typeof as !== 'string') throw failedToParse("must specify 'as' field for a $lookup")
  if (
    (localField === undefined) !== (foreignField === undefined) ||
    (localField === undefined && !pipeline)
  ) {
    throw failedToParse(`$lookup requires both or neither of 'localField' and 'foreignField' to be specified`)
  }
  return {
    from,
    as,
    variables: isDoc(variables) ? variables : {},
    ...(typeof localField === 'string' ? { localField } : {}),
    ...(typeof foreignField === 'string' ? { foreignField } : {}),
    ...(Array.isArray(pipeline) ? { stages: pipeline.filter(isDoc) } : {}),
  }
}

const keyOf = (value: unknown, fold: Fold | undefined) =>
  equalityKey(value === undefined ? null : value, fold)

/** Foreign documents by each value they have at the foreign field; one query serves a whole batch. */
async function foreignByValue(
  spec: Spec & { foreignField: string },
  wanted: ReadonlyMap<string, unknown>,
  context: PipelineContext,
  fold: Fold | undefined,
): Promise<Map<string, Doc[]>> {
  const found = new Map<string, Doc[]>()
  const path = pathOf(spec.foreignField)
  const values = [...wanted.values()]
  // Under a collation the other collection is scanned, as its indexes know the plain order only; `$in` would
  // take a regular expression for a pattern.
  const scans = fold !== undefined || values.some((value) => typeOf(value) === BsonType.regex)
  const filter: Doc = scans ? {} : { [spec.foreignField]: { $in: values } }
  for await (const doc of context.open(spec.from, filter)) {
    const keys = new Set<string>()
    someValue(doc, path, 'elements', (value) => {
      keys.add(keyOf(value, fold))
      return false
    })
    for (const key of keys) {
      const docs = found.get(key)
      if (docs) docs.push(doc)
      else found.set(key, [doc])
    }
  }
  return found
}

/** Values a local document looks for: every element of an array, null for a missing field. */
function localValues(doc: Doc, path: string): unknown[] {
  const values = valuesAt(doc, path).filter((value) => !Array.isArray(value))
  return values.length === 0 && !hasArray(doc, path) ? [null] : values
}

const hasArray = (doc: Doc, path: string) =>
  someValue(doc, pathOf(path), 'whole', (value) => Array.isArray(value))

function parseVariables(spec: Spec, context: PipelineContext) {
  const cells = new Map<string, Cell>(context.cells ?? [])
  const assigned = Object.entries(spec.variables).map(([name, expression]) => {
    checkVariableName(name)
    const cell: Cell = { value: undefined }
    cells.set(name, cell)
    return { cell, evaluate: compileExpression(expression, expressionOptionsOf(context)) }
  })
  return { cells, assigned }
}

/**
 * A filter that the first `$match` of a sub-pipeline implies: `$expr: { $eq: ['$field', '$$variable'] }` lets
 * the other collection use an index. The `$match` itself still runs.
 */
function impliedFilter(stages: readonly Doc[], cells: ReadonlyMap<string, Cell>): () => Doc {
  const match = stages[0]?.$match
  if (!isDoc(match)) return () => ({})
  const { $expr: expression, ...plain } = match
  const terms: unknown[] =
    isDoc(expression) && Array.isArray(expression.$and) ? expression.$and : [expression]
  const equal: { field: string; cell: Cell }[] = []
  for (const term of terms) {
    const sides: unknown[] = isDoc(term) && Array.isArray(term.$eq) && term.$eq.length === 2 ? term.$eq : []
    for (const [field, variable] of [sides, [...sides].reverse()]) {
      if (typeof field !== 'string' || typeof variable !== 'string') continue
      const cell = variable.startsWith('$$') ? cells.get(variable.slice(2)) : undefined
      // A dotted path may run through an array, whose array of values is compared as a whole.
      if (cell && /^\$[^$.]+$/.test(field)) equal.push({ field: field.slice(1), cell })
    }
  }
  return () => {
    const conditions: Doc[] = Object.keys(plain).length > 0 ? [plain] : []
    for (const { field, cell } of equal) {
      const { value } = cell
      if (value !== undefined && value !== null && !Array.isArray(value))
        conditions.push({ [field]: { $eq: value } })
    }
    return conditions.length === 0 ? {} : { $and: conditions }
  }
}

/** `$lookup` by equality, by `let` and `pipeline`, or by both. */
export function compileLookup(
  given: unknown,
  context: PipelineContext,
  compileStages: (stages: readonly Doc[], context: PipelineContext) => StageFactory[],
  run: RunStages,
): StageFactory {
  const spec = parse(given)
  const { cells, assigned } = parseVariables(spec, context)
  const factories = spec.stages ? compileStages(spec.stages, { ...context, cells }) : undefined
  const implied = spec.stages && !context.collation ? impliedFilter(spec.stages, cells) : () => ({})
  const { as, localField, foreignField } = spec
  if (as.startsWith('$'))
    throw location(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  const asPath = as.split('.')

  async function joinedByValue(docs: Doc[], local: string, foreign: string): Promise<Doc[][]> {
    const fold = foldOf(stringsOf(context))
    const keys = docs.map((doc) =>
      localValues(doc, local).map((value) => ({ key: keyOf(value, fold), value })),
    )
    const wanted = new Map(keys.flat().map(({ key, value }) => [key, value]))
    const found =
      wanted.size > 0
        ? await foreignByValue({ ...spec, foreignField: foreign }, wanted, context, fold)
        : new Map<string, Doc[]>()
    return keys.map((own) => [...new Set(own.flatMap(({ key }) => found.get(key) ?? []))])
  }

  async function all(filter: Doc): Promise<Doc[]> {
    const docs: Doc[] = []
    for await (const doc of context.open(spec.from, filter)) docs.push(doc)
    return docs
  }

  return () => ({
    async push(docs) {
      const byValue =
        localField !== undefined && foreignField !== undefined
          ? await joinedByValue(docs, localField, foreignField)
          : undefined
      const joined: Doc[] = []
      for (const [index, doc] of docs.entries()) {
        let matches = byValue?.[index]
        if (factories) {
          const values = assigned.map(({ evaluate }) => evaluate(doc))
          assigned.forEach(({ cell }, at) => {
            cell.value = values[at]
          })
          matches = await run(factories, matches ?? (await all(implied())))
        }
        joined.push(withValueAt(doc, asPath, matches ?? []))
      }
      return joined
    },
  })
}
