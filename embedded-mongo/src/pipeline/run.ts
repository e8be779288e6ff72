import { location } from '../errors'
import { isDoc, newDoc, type Doc } from '../value/document'
import { toInteger } from '../value/number'
import { compileGroup } from './group'
import { compileLookup } from './lookup'
import {
  type PipelineContext,
  singleStage,
  type Stage,
  type StageFactory,
  stateless,
  unknownStage,
} from './stage'
import {
  compileCount,
  compileLimit,
  compileMatch,
  compileSample,
  compileSkip,
  compileSortStage,
  compileUnwind,
  limitOf,
  skipOf,
} from './stages'
import { compileTransformation } from './transform'

/** What a scan can do for a pipeline, and the stages that are left. */
export interface Leading {
  filter?: Doc
  sort?: Doc
  skip?: number
  limit?: number
  rest: Doc[]
}

/** Takes a leading `$match`, `$sort`, `$skip`, `$limit` (in this order, each optional) off a pipeline. */
export function splitLeading(stages: Doc[]): Leading {
  const rest = [...stages]
  const leading: Leading = { rest }
  const takes = (name: string, fits: (spec: unknown) => boolean): unknown => {
    const [stage] = rest
    if (!isDoc(stage) || Object.keys(stage).join() !== name || !fits(stage[name])) return undefined
    rest.shift()
    return stage[name]
  }
  const filters: Doc[] = []
  for (let filter = takes('$match', isDoc); isDoc(filter); filter = takes('$match', isDoc))
    filters.push(filter)
  const [only] = filters
  if (only) leading.filter = filters.length === 1 ? only : { $and: filters }
  const sort = takes('$sort', (spec) => isDoc(spec) && Object.keys(spec).length > 0)
  if (isDoc(sort)) leading.sort = sort
  const skip = toInteger(takes('$skip', (spec) => (toInteger(spec) ?? -1) >= 0))
  if (skip !== undefined) leading.skip = skip
  const limit = toInteger(takes('$limit', (spec) => (toInteger(spec) ?? 0) > 0))
  if (limit !== undefined) leading.limit = limit
  return leading
}

/** How many sorted documents the stages after a `$sort` can use. */
function keptAfterSort(following: readonly unknown[]): number {
  let skipped = 0
  for (const stage of following) {
    const [name, spec] = singleStage(stage)
    if (name === '$skip') skipped += skipOf(spec)
    else return name === '$limit' ? skipped + limitOf(spec) : Infinity
  }
  return Infinity
}

function compileFacet(spec: unknown, context: PipelineContext): StageFactory {
  if (!isDoc(spec) || Object.keys(spec).length === 0)
    throw location(40169, 'the $facet specification must be a non-empty object')
  const facets = Object.entries(spec).map(([name, stages]) => {
    if (!Array.isArray(stages)) throw location(40170, `arguments to $facet must be arrays, ${name} is not`)
    if (stages.some((stage) => singleStage(stage)[0] === '$facet'))
      throw location(40600, '$facet is not allowed to be used within a $facet stage')
    return { name, factories: compileStages(stages, context) }
  })
  return () => {
    const kept: Doc[] = []
    return {
      push(docs) {
        kept.push(...docs)
        return []
      },
      async end() {
        const result = newDoc()
        for (const { name, factories } of facets) result[name] = await runStages(factories, kept)
        return [result]
      },
    }
  }
}

function compileStage(
  stage: unknown,
  following: readonly unknown[],
  context: PipelineContext,
): StageFactory[] {
  const [name, spec] = singleStage(stage)
  const transform = compileTransformation(name, spec, context)
  if (transform) return [stateless((docs) => docs.map(transform))]
  switch (name) {
    case '$match':
      return [compileMatch(spec, context)]
    case '$sort':
      return [compileSortStage(spec, keptAfterSort(following))]
    case '$limit':
      return [compileLimit(spec)]
    case '$skip':
      return [compileSkip(spec)]
    case '$count':
      return [compileCount(spec)]
    case '$group':
      return [compileGroup(spec, context)]
    case '$unwind':
      return [compileUnwind(spec)]
    case '$lookup':
      return [compileLookup(spec, context, { compile: compileStages, run: runStages })]
    case '$facet':
      return [compileFacet(spec, context)]
    case '$sample':
      return [compileSample(spec)]
    default:
      throw unknownStage(name)
  }
}

const compileStages = (stages: readonly unknown[], context: PipelineContext): StageFactory[] =>
  stages.flatMap((stage, index) => compileStage(stage, stages.slice(index + 1), context))

const BATCH = 128

async function through(stages: readonly Stage[], from: number, docs: Doc[]): Promise<Doc[]> {
  let current = docs
  for (let i = from; i < stages.length && current.length > 0; i++) {
    const next = (stages[i] as Stage).push(current)
    current = next instanceof Promise ? await next : next
  }
  return current
}

/** Gives the stages what the input has, in batches, then lets each stage finish in its turn. */
async function* drive(
  factories: readonly StageFactory[],
  input: AsyncIterable<Doc> | Iterable<Doc>,
): AsyncGenerator<Doc> {
  const stages = factories.map((make) => make())
  const isDone = () => stages.some((stage) => stage.done?.() === true)
  let batch: Doc[] = []
  for await (const doc of input) {
    batch.push(doc)
    if (batch.length < BATCH) continue
    yield* await through(stages, 0, batch)
    batch = []
    if (isDone()) break
  }
  yield* await through(stages, 0, batch)
  for (const [index, stage] of stages.entries())
    if (stage.end) yield* await through(stages, index + 1, await stage.end())
}

async function runStages(factories: readonly StageFactory[], docs: Doc[]): Promise<Doc[]> {
  const result: Doc[] = []
  for await (const doc of drive(factories, docs)) result.push(doc)
  return result
}

/**
 * Runs a pipeline. Every stage is checked at once, before the first document is read.
 * @throws ServerError 40324 for an unknown stage, 238 for one outside the subset, and what each stage demands
 */
export const runPipeline = (
  stages: readonly Doc[],
  input: AsyncIterable<Doc> | Iterable<Doc>,
  context: PipelineContext,
): AsyncIterable<Doc> => drive(compileStages(stages, context), input)
