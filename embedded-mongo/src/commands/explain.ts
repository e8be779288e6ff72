import { failedToParse, failure } from '../errors'
import type { Plan } from '../planner/plan'
import { prepareQuery, type Query } from '../planner/query'
import { isDoc, type Doc } from '../value/document'
import { aggregationOf } from './aggregate'
import { isMultikey } from '../storage/collection'
import * as field from './fields'
import { findQuery } from './read'
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
  const scan = prepared ? planStage(prepared.plan) : { stage: 'EOF' }
  const sorts = prepared && !prepared.sortedByPlan
  const queryPlanner = {
    namespace: `${db}.${collectionName}`,
    indexFilterSet: false,
    parsedQuery: query.filter,
    winningPlan: sorts ? { stage: 'SORT', sortPattern: query.sort, inputStage: scan } : scan,
    rejectedPlans: [],
  }
  const result: Doc = { queryPlanner }
  if (request.body.verbosity !== 'queryPlanner') {
    const counts = { keys: 0, docs: 0 }
    const started = Date.now()
    let nReturned = 0
    for (const found of prepared?.run(counts) ?? []) if (found) nReturned++
    result.executionStats = {
      executionSuccess: true,
      nReturned,
      executionTimeMillis: Date.now() - started,
      totalKeysExamined: counts.keys,
      totalDocsExamined: counts.docs,
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

function planStage(plan: Plan): Doc {
  const direction = 'reverse' in plan && plan.reverse ? 'backward' : 'forward'
  if (plan.kind === 'collection') return { stage: 'COLLSCAN', direction }
  if (plan.kind === 'point' && plan.exact) return { stage: 'IDHACK' }
  if (plan.kind === 'union') {
    const stages = plan.branches.map(planStage)
    const inputStages = stages.map((stage) => (isDoc(stage.inputStage) ? stage.inputStage : stage))
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages } }
  }
  const { name, spec, unique, sparse, partial } = plan.index
  const flags = {
    isMultiKey: isMultikey(plan.index),
    isUnique: unique,
    isSparse: sparse,
    isPartial: partial !== undefined,
  }
  const inputStage = { stage: 'IXSCAN', indexName: name, keyPattern: spec.key, ...flags, direction }
  return { stage: 'FETCH', inputStage }
}
