import { failure } from '../errors'
import { refuseKnown } from '../refused'
import { isDoc, type Doc } from '../value/document'
import { toInteger } from '../value/number'
import { compileGroup } from './group'
import { type Flow, perDocument, singleStage, type Stage } from './stage'
import * as stages from './stages'
import { TRANSFORMATIONS } from './transform'

/** What a scan can do for a pipeline, and the stages that are left. */
interface Leading {
  filter: Doc | undefined
  sort: Doc | undefined
  skip: number | undefined
  limit: number | undefined
  rest: Doc[]
}

/** Takes a leading `$match`, `$sort`, `$skip`, `$limit` (in this order, each optional) off a pipeline. */
export function splitLeading(pipeline: readonly Doc[]): Leading {
  const rest = [...pipeline]
  const takes = <T>(name: string, fits: (spec: unknown) => T | undefined): T | undefined => {
    const [stage] = rest
    const spec = isDoc(stage) && Object.keys(stage).join() === name ? fits(stage[name]) : undefined
    if (spec !== undefined) rest.shift()
    return spec
  }
  const filters: Doc[] = []
  for (let next = takes('$match', docOf); next; next = takes('$match', docOf)) filters.push(next)
  const leading = {
    filter: filters.length > 1 ? { $and: filters } : filters[0],
    sort: takes('$sort', (spec) => (isDoc(spec) && Object.keys(spec).length > 0 ? spec : undefined)),
    skip: takes('$skip', (spec) => atLeast(0, spec)),
    limit: takes('$limit', (spec) => atLeast(1, spec)),
  }
  return { ...leading, rest }
}

const docOf = (spec: unknown): Doc | undefined => (isDoc(spec) ? spec : undefined)

const atLeast = (least: number, spec: unknown): number | undefined => {
  const number = toInteger(spec)
  return number !== undefined && number >= least ? number : undefined
}

/** How many sorted documents the stages after a `$sort` can use. */
function keptAfterSort(following: readonly Doc[]): number {
  let skipped = 0
  for (const stage of following) {
    const [name, spec] = singleStage(stage)
    if (name === '$skip') skipped += stages.skipOf(spec)
    else return name === '$limit' ? skipped + stages.limitOf(spec) : Infinity
  }
  return Infinity
}

type Compile = (spec: unknown, following: readonly Doc[]) => Stage

const STAGES: ReadonlyMap<string, Compile> = new Map<string, Compile>([
  ['$match', stages.compileMatch],
  ['$sort', (spec, following) => stages.compileSortStage(spec, keptAfterSort(following))],
  ['$limit', stages.compileLimit],
  ['$skip', stages.compileSkip],
  ['$count', stages.compileCount],
  ['$group', compileGroup],
  ['$unwind', stages.compileUnwind],
  ['$sample', stages.compileSample],
])

function compileStage(stage: Doc, following: readonly Doc[]): Stage {
  const [name, spec] = singleStage(stage)
  const transform = TRANSFORMATIONS.get(name)
  if (transform) return perDocument(transform(spec, name))
  const compile = STAGES.get(name)
  if (compile) return compile(spec, following)
  if (name === '$collStats' || name === '$indexStats')
    throw failure(40602, `${name} is only valid as the first stage in a pipeline`)
  refuseKnown('pipeline stage', name)
  throw failure(40324, `Unrecognized pipeline stage name: '${name}'`)
}

/**
 * Runs a pipeline. Every stage is checked at once, before the first document is read.
 * @throws ServerError 40324 for an unknown stage, 238 for one outside the subset, and what each stage demands
 */
export function runPipeline(pipeline: readonly Doc[], input: Flow): Flow {
  const compiled = pipeline.map((stage, at) => compileStage(stage, pipeline.slice(at + 1)))
  return compiled.reduce((flow, stage) => stage(flow), input)
}
