import { failedToParse, failure } from '../errors'
import { runPipeline } from '../pipeline/run'
import type { ScanCounts } from '../planner/execute'
import type { Plan } from '../planner/plan'
import { prepareQuery, type Query } from '../planner/query'
import { isDoc, type Doc } from '../value/document'
import { aggregationOf } from './aggregate'
import { isMultikey } from '../storage/collection'
import * as field from './fields'
import { findQuery } from './read'
import { refuseReport } from './reports'
import { queryOf, type Engine, type Reply, type Request } from './request'

/** The plan of a find, aggregate, count, update, delete or findAndModify; run for the counts unless `queryPlanner`. */
export function explain(_engine: Engine, request: Request): Reply {
  const { target, db } = request
  const command = field.doc(request.body, 'explain') ?? {}
  const [name] = Object.keys(command)
  if (name === undefined) throw failedToParse('explain needs a command')
  field.checkFields(name, command)
  const { query, stages = [] } = explainedQuery({ ...request, name, body: command })
  const collectionName = String(command[name])
  const collection = target.find(db, collectionName)
  const prepared = collection && prepareQuery(target, collection, query)
  refuseReport(stages[0])
  runPipeline(stages, []) // its errors, before any figure
  const planned = (ran?: Ran): Doc => {
    if (!prepared) return { stage: 'EOF', ...outcome(ran) }
    if (prepared.sortedByPlan) return planStage(prepared.plan, ran)
    // How many a limited sort was given is not known.
    const scan = planStage(prepared.plan, ran && { ...ran, nReturned: undefined })
    return { stage: 'SORT', ...outcome(ran), sortPattern: query.sort, inputStage: scan }
  }
  const queryPlanner = {
    namespace: `${db}.${collectionName}`,
    indexFilterSet: false,
    parsedQuery: query.filter,
    winningPlan: planned(),
    rejectedPlans: [],
  }
  const result: Doc = { queryPlanner }
  if (request.body.verbosity !== 'queryPlanner') {
    const counts = { keys: 0, docs: 0 }
    const started = Date.now()
    let nReturned = 0
    for (const found of prepared?.run(counts) ?? []) if (found) nReturned++
    const executionTimeMillis = Date.now() - started
    result.executionStats = {
      executionSuccess: true,
      nReturned,
      executionTimeMillis,
      totalKeysExamined: counts.keys,
      totalDocsExamined: counts.docs,
      executionStages: planned({ ...counts, nReturned, executionTimeMillis }),
    }
  }
  const shown = stages.length > 0 ? { stages: [{ $cursor: result }, ...stages] } : result
  return { explainVersion: '1', ...shown, command }
}

function explainedQuery(request: Request): { query: Query; stages?: Doc[] } {
  const { body, name } = request
  switch (name) {
    case 'find':
      return { query: findQuery(request) }
    case 'aggregate':
      return aggregationOf(request)
    case 'count':
    case 'distinct':
      return { query: queryOf(request, body, 'query', 0) }
    case 'findAndModify':
      return { query: queryOf(request, body, 'query', 1) }
    case 'update':
    case 'delete': {
      const [statement = {}] = field.docs(body, `${name}s`) ?? []
      return { query: queryOf(request, statement, 'q', 0) }
    }
    default:
      throw failure(59, `Explain failed due to unknown command: ${name}`)
  }
}

/** What a run of the plan as a whole came to. */
interface Ran extends ScanCounts {
  nReturned: number | undefined
  executionTimeMillis: number
}

const outcome = (ran?: Ran): Doc =>
  ran ? { nReturned: ran.nReturned, executionTimeMillisEstimate: ran.executionTimeMillis } : {}

/** @param ran adds to each stage what it came to; the stages below the first one tell what they have examined */
function planStage(plan: Plan, ran?: Ran): Doc {
  const docs = ran && { ...outcome(ran), docsExamined: ran.docs }
  const keys = ran && { ...outcome(ran), nReturned: ran.docs, keysExamined: ran.keys }
  const direction = 'reverse' in plan && plan.reverse ? 'backward' : 'forward'
  if (plan.kind === 'collection') return { stage: 'COLLSCAN', ...docs, direction }
  if (plan.kind === 'point' && plan.exact) return { stage: 'IDHACK', ...keys, ...docs }
  if (plan.kind === 'union') {
    const stages = plan.branches.map((branch) => planStage(branch))
    const inputStages = stages.map((stage) => (isDoc(stage.inputStage) ? stage.inputStage : stage))
    return { stage: 'FETCH', ...docs, inputStage: { stage: 'OR', ...keys, inputStages } }
  }
  const { name, spec, unique, sparse, partial } = plan.index
  const flags = {
    isMultiKey: isMultikey(plan.index),
    isUnique: unique,
    isSparse: sparse,
    isPartial: partial !== undefined,
  }
  const inputStage = { stage: 'IXSCAN', ...keys, indexName: name, keyPattern: spec.key, ...flags, direction }
  return { stage: 'FETCH', ...docs, inputStage }
}
