import { failure, notImplemented } from '../errors'
import type { Collection } from '../storage/collection'
import { figuresOf, type Figures } from '../storage/figures'
import { isDoc, type Doc } from '../value/document'
import * as field from './fields'
import type { Engine, Request } from './request'

/** The `storageStats` of a collection. */
function storageStats({ count, bytes, indexes, indexBytes }: Figures, spec: Doc): Doc {
  const scaleFactor = field.scale(spec)
  const scaled = (size: number): number => Math.floor(size / scaleFactor)
  return {
    size: scaled(bytes),
    count,
    ...(count > 0 && { avgObjSize: Math.floor(bytes / count) }),
    storageSize: scaled(bytes),
    freeStorageSize: 0,
    capped: false,
    nindexes: Object.keys(indexes).length,
    indexBuilds: [],
    totalIndexSize: scaled(indexBytes),
    totalSize: scaled(bytes + indexBytes),
    indexSizes: Object.fromEntries(Object.entries(indexes).map(([name, size]) => [name, scaled(size)])),
    scaleFactor,
  }
}

type Report = (engine: Engine, request: Request, spec: unknown, collection?: Collection) => Doc[]

const collStats: Report = ({ address, store }, { db, now, body }, spec, collection) => {
  if (!isDoc(spec)) throw failure(5447000, '$collStats must take a nested object')
  const other = Object.keys(spec).find((option) => option !== 'storageStats' && option !== 'count')
  if (other === 'latencyStats' || other === 'queryExecStats')
    throw notImplemented(`the option ${other} of $collStats`)
  if (other !== undefined) throw failure(40415, `BSON field '$collStats.${other}' is an unknown field.`)
  const ns = `${db}.${String(body.aggregate)}`
  if (!collection) throw failure(26, `Unable to retrieve $collStats: Collection [${ns}] not found.`)
  const row: Doc = { ns, host: address, localTime: now }
  const storage = field.doc(spec, 'storageStats')
  if (storage) row.storageStats = storageStats(figuresOf(store.env, collection), storage)
  if (spec.count !== undefined) row.count = collection.count
  return [row]
}

const indexStats: Report = ({ address }, _request, spec, collection) => {
  if (!isDoc(spec) || Object.keys(spec).length > 0)
    throw failure(28803, 'The $indexStats stage specification must be an empty object')
  return (collection?.indexes ?? []).map(({ name, spec: index, uses, usesSince }) => {
    return { name, key: index.key, host: address, accesses: { ops: uses, since: usesSince }, spec: index }
  })
}

const REPORTS: ReadonlyMap<string, Report> = new Map([
  ['$collStats', collStats],
  ['$indexStats', indexStats],
])

/** @throws ServerError 238 when the stage reports: there is no plan to explain */
export function refuseReport(stage: Doc | undefined): void {
  const [name = ''] = Object.keys(stage ?? {})
  if (REPORTS.has(name)) throw notImplemented(`the explanation of ${name}`)
}

/** The rows that a first stage has of its own, which reports on the collection instead of reading it. */
export function reportOf(
  engine: Engine,
  request: Request,
  stage: Doc | undefined,
  collection: Collection | undefined,
): Doc[] | undefined {
  const [[name, spec] = ['']] = Object.entries(stage ?? {})
  const report = REPORTS.get(name)
  if (!report) return undefined
  if (request.transaction)
    throw failure(263, `Stage not supported inside of a multi-document transaction: ${name}`)
  return report(engine, request, spec, collection)
}
