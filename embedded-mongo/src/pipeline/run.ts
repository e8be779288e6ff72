import { failure } from '../errors'
import type { Variables } from '../expression/operator'
import { refuseKnown } from '../refused'
import { isDoc, type Doc } from '../value/document'
import { toInteger } from '../value/number'
import { compileGroup } from './group'
import { type Flow, perDocument, singleStage, type Stage } from './stage'
import {
  compileCount,
  compileLimit,
  compileMatch,
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
function keptAfterSort(following: readonly Doc[]): number {
  let skipped = 0
  for (const stage of following) {
    const [name, spec] = singleStage(stage)
    if (name === '$skip') skipped += skipOf(spec)
    else return name === '$limit' ? skipped + limitOf(spec) : Infinity
  }
  return Infinity
}

function compileStage(stage: Doc, following: readonly Doc[], variables: Variables): Stage {
  const [name, spec] = singleStage(stage)
  const transform = compileTransformation(name, spec, variables)
  if (transform) return perDocument(transform)
  switch (name) {
    case '$match':
      return compileMatch(spec, variables)
    case '$sort':
      return compileSortStage(spec, keptAfterSort(following))
    case '$limit':
      return compileLimit(spec)
    case '$skip':
      return compileSkip(spec)
    case '$count':
      return compileCount(spec)
    case '$group':
      return compileGroup(spec, variables)
    case '$unwind':
      return compileUnwind(spec)
    default:
      refuseKnown('pipeline stage', name)
      throw failure(40324, `Unrecognized pipeline stage name: '${name}'`)
  }
}

/**
 * Runs a pipeline. Every stage is checked at once, before the first document is read.
 * @throws ServerError 40324 for an unknown stage, 238 for one outside the subset, and what each stage demands
 */
export function runPipeline(stages: readonly Doc[], input: Flow, variables: Variables): Flow {
  const compiled = stages.map((stage, at) => compileStage(stage, stages.slice(at + 1), variables))
  return compiled.reduce((flow, stage) => stage(flow), input)
}
