import { failedToParse, failure } from '../errors'
import type { Plan } from '../planner/plan'
import { prepareQuery, type Query } from '../planner/query'
import { docField, docsField, type Engine, type Reply, type Request } from './request'
import { aggregationOf } from './aggregate'
import { findQuery } from './read'
import { isDoc, type Doc } from '../value/document'

/** The plan of a find, aggregate, count, update, delete or findAndModify; run for the counts unless `queryPlanner`. */
export async function explain(_engine: Engine, request: Request): Promise<Reply> {
  const inner = docField(request.body, 'explain')
  if (!inner) throw failedToParse('explain needs a command')
  const name = Object.keys(inner)[0] ?? ''
  const explained = { ...request, name, body: inner }
  const { query, stages } = explainedQuery(explained)
  const collectionName = String(inner[name])
  const namespace = `${request.db}.${collectionName}`
  const collection = request.target.find(request.db, collectionName)
  const prepared = collection && prepareQuery(request.target, collection, query)
  const counts = { keys: 0, docs: 0 }
  let returned = 0
  const started = Date.now()
  if (prepared && request.body.verbosity !== 'queryPlanner')
    for (const found of prepared.run(counts)) if (found) returned++
  const scan = prepared ? planStage(prepared.plan) : { stage: 'EOF' }
  const winningPlan =
    prepared && !prepared.sortedByPlan ? { stage: 'SORT', sortPattern: query.sort, inputStage: scan } : scan
  const queryPlanner = {
    namespace,
    indexFilterSet: false,
    parsedQuery: query.filter,
    winningPlan,
    rejectedPlans: [],
  }
  const executionStats = {
    executionSuccess: true,
    nReturned: returned,
    executionTimeMillis: Date.now() - started,
    totalKeysExamined: counts.keys,
    totalDocsExamined: counts.docs,
  }
  const result: Doc =
    request.body.verbosity === 'queryPlanner' ? { queryPlanner } : { queryPlanner, executionStats }
  if (!stages || stages.length === 0) return { explainVersion: '1', ...result, command: inner }
  return { explainVersion: '1', stages: [{ $cursor: result }, ...stages], command: inner }
}

function explainedQuery(request: Request): { query: Query; stages?: Doc[] } {
  const { body, name, now } = request
  switch (name) {
    case 'find':
      return { query: findQuery(request) }
    case 'aggregate':
      return aggregationOf(request)
    case 'count':
    case 'findAndModify': {
      const [filter = {}, sort] = [docField(body, 'query'), docField(body, 'sort')]
      return { query: { filter, sort, limit: name === 'count' ? 0 : 1, hint: body.hint, now } }
    }
    case 'update':
    case 'delete': {
      const [statement = {}] = docsField(body, `${name}s`) ?? []
      return { query: { filter: docField(statement, 'q') ?? {}, hint: statement.hint, now } }
    }
    default:
      throw failure(59, `Explain failed due to unknown command: ${name}`)
  }
}

function planStage(plan: Plan): Doc {
  if (plan.kind === 'collection')
    return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' }
  if (plan.kind === 'point' && plan.exact) return { stage: 'IDHACK' }
  if (plan.kind === 'union') {
    const inputStages = plan.branches.map((branch) => {
      const stage = planStage(branch)
      return isDoc(stage.inputStage) ? stage.inputStage : stage
    })
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages } }
  }
  const { index } = plan
  return {
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      indexName: index.name,
      keyPattern: index.spec.key,
      isMultiKey: index.multikey,
      isUnique: index.unique,
      isSparse: index.sparse,
      isPartial: index.partialFilter !== undefined,
      direction: plan.kind === 'index' && plan.reverse ? 'backward' : 'forward',
    },
  }
}
