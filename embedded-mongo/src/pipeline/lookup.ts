import { failedToParse, location } from '../errors'
import { compileExpression } from '../expression/compile'
import { type Cell, checkVariableName, nameOf } from '../expression/operator'
import { isDoc, type Doc } from '../value/document'
import { equalityKey } from '../value/equality-key'
import { pathOf, someValue, valuesAt } from '../value/path'
import { print } from '../value/print'
import { BsonType, typeOf } from '../value/type'
import { type PipelineContext, type StageFactory, type SubPipelines, withValueAt } from './stage'

interface Spec {
  from: string
  as: string[]
  fields: { local: string; foreign: string } | undefined
  variables: Doc
  stages: unknown[] | undefined
}

const STRINGS = ['from', 'as', 'localField', 'foreignField']

function parse(spec: unknown): Spec {
  if (!isDoc(spec)) throw failedToParse('the $lookup specification must be an Object')
  for (const [name, value] of Object.entries(spec)) {
    const fits =
      name === 'let' ? isDoc(value) : name === 'pipeline' ? Array.isArray(value) : typeof value === 'string'
    if (![...STRINGS, 'let', 'pipeline'].includes(name))
      throw failedToParse(`unknown argument to $lookup: ${name}`)
    if (!fits)
      throw failedToParse(
        `$lookup argument '${name}: ${print(value)}' must be a string, is type ${nameOf(value)}`,
      )
  }
  const [from, as, local, foreign] = STRINGS.map((name) => spec[name] as string | undefined)
  if (from === undefined) throw failedToParse("must specify 'from' field for a $lookup")
  if (as === undefined) throw failedToParse("must specify 'as' field for a $lookup")
  if (as.startsWith('$'))
    throw location(
      16410,
      "FieldPath field names may not start with '$'. Consider using $getField or $setField.",
    )
  const stages = Array.isArray(spec.pipeline) ? spec.pipeline : undefined
  const fields = local !== undefined && foreign !== undefined ? { local, foreign } : undefined
  if (!fields && (local !== undefined || foreign !== undefined || !stages))
    throw failedToParse(`$lookup requires both or neither of 'localField' and 'foreignField' to be specified`)
  return { from, as: as.split('.'), fields, variables: isDoc(spec.let) ? spec.let : {}, stages }
}

const keyOf = (value: unknown) => equalityKey(value ?? null)

/** Foreign documents by each value they have at the foreign field; one query serves a whole batch. */
async function foreignByValue(
  from: string,
  field: string,
  wanted: unknown[],
  context: PipelineContext,
): Promise<Map<string, Doc[]>> {
  const found = new Map<string, Doc[]>()
  if (wanted.length === 0) return found
  // `$in` would take a regular expression for a pattern.
  const scans = wanted.some((value) => typeOf(value) === BsonType.regex)
  for await (const doc of context.open(from, scans ? {} : { [field]: { $in: wanted } })) {
    for (const key of new Set(valuesAt(doc, field).map(keyOf))) {
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
  const hasArray = someValue(doc, pathOf(path), 'whole', Array.isArray)
  return values.length === 0 && !hasArray ? [null] : values
}

/** What a leading `$match` says without expressions: the other collection may use an index for it. */
function leadingFilter(stages: readonly unknown[]): Doc {
  const [first] = stages
  const { $expr, ...plain } = isDoc(first) && isDoc(first.$match) ? first.$match : {}
  return plain
}

/** `$lookup` by equality, by `let` and `pipeline`, or by both. */
export function compileLookup(given: unknown, context: PipelineContext, sub: SubPipelines): StageFactory {
  const { from, as, fields, variables, stages } = parse(given)
  const cells = new Map(context.cells ?? [])
  const assigned = Object.entries(variables).map(([name, expression]) => {
    const cell: Cell = { value: undefined }
    cells.set(checkVariableName(name), cell)
    return { cell, evaluate: compileExpression(expression, context) }
  })
  const factories = stages ? sub.compile(stages, { ...context, cells }) : undefined
  const filter = leadingFilter(stages ?? [])

  async function joinedByValue(docs: Doc[], local: string, foreign: string): Promise<Doc[][]> {
    const keys = docs.map((doc) => localValues(doc, local).map((value) => [keyOf(value), value] as const))
    const found = await foreignByValue(from, foreign, [...new Map(keys.flat()).values()], context)
    return keys.map((own) => [...new Set(own.flatMap(([key]) => found.get(key) ?? []))])
  }

  async function everyForeign(): Promise<Doc[]> {
    const docs: Doc[] = []
    for await (const doc of context.open(from, filter)) docs.push(doc)
    return docs
  }

  return () => ({
    async push(docs) {
      const byValue = fields ? await joinedByValue(docs, fields.local, fields.foreign) : undefined
      const joined: Doc[] = []
      for (const [index, doc] of docs.entries()) {
        let matches = byValue?.[index] ?? []
        if (factories) {
          const values = assigned.map(({ evaluate }) => evaluate(doc))
          assigned.forEach(({ cell }, at) => (cell.value = values[at]))
          matches = await sub.run(factories, byValue ? matches : await everyForeign())
        }
        joined.push(withValueAt(doc, as, matches))
      }
      return joined
    },
  })
}
