import { failure, notImplemented, type ServerError, typeMismatch } from '../errors'
import { refuseCollation } from '../value/collation'
import { isDoc, type Doc } from '../value/document'

const words = (text: string): readonly string[] => text.split(' ')

/** What `create` may be given on the real server, and is refused here. */
export const createOptions = words('capped size max timeseries viewOn pipeline validator clusteredIndex collation expireAfterSeconds autoIndexId idIndex validationLevel validationAction storageEngine indexOptionDefaults changeStreamPreAndPostImages encryptedFields') // prettier-ignore

/** The fields of each command besides its name and those below; commands that are not here take any. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  insert: words('documents ordered bypassDocumentValidation'),
  update: words('updates ordered bypassDocumentValidation'),
  delete: words('deletes ordered'),
  findAndModify: words('query update remove new upsert sort fields arrayFilters collation hint bypassDocumentValidation'),
  find: words('filter sort projection skip limit batchSize singleBatch hint collation allowDiskUse noCursorTimeout allowPartialResults oplogReplay returnKey showRecordId tailable awaitData min max'),
  getMore: words('collection batchSize'),
  aggregate: words('pipeline cursor explain allowDiskUse hint collation bypassDocumentValidation readOnce'),
  count: words('query limit skip hint collation fields'),
  distinct: words('key query collation hint'),
  dbStats: words('scale freeStorage'),
  create: createOptions,
  createIndexes: words('indexes commitQuorum ignoreUnknownIndexOptions'),
  listIndexes: words('cursor includeBuildUUIDs includeIndexBuildInfo'),
  dropIndexes: words('index'),
  listCollections: words('filter cursor nameOnly authorizedCollections'),
  drop: [],
  commitTransaction: [],
  abortTransaction: [],
} // prettier-ignore

/** Fields any command may carry, which are read elsewhere or mean nothing on a single node. */
const COMMON = new Set(
  words('$db lsid txnNumber autocommit startTransaction $clusterTime $readPreference readConcern writeConcern maxTimeMS comment apiVersion apiStrict apiDeprecationErrors recoveryToken maxTimeMSOpOnly'),
) // prettier-ignore

const unknownField = (name: string): ServerError =>
  failure(40415, `BSON field '${name}' is an unknown field.`)

/**
 * Refuses a field the command does not know: nothing is ignored silently.
 * @throws ServerError 40415 as the real server does, 238 for a collation or variables
 */
export function checkFields(command: string, body: Doc): void {
  const known = KNOWN[command === 'findandmodify' ? 'findAndModify' : command]
  if (!known) return
  refuseCollation(body.collation)
  if (body.let !== undefined) throw notImplemented('the option let')
  for (const name of Object.keys(body))
    if (name !== command && !known.includes(name) && !COMMON.has(name))
      throw unknownField(`${command}.${name}`)
}

/** Refuses a field that no statement of an update or a delete has. @throws ServerError 40415, 238 */
export function checkStatement(where: string, statement: Doc, known: readonly string[]): void {
  refuseCollation(statement.collation)
  for (const name of Object.keys(statement)) if (!known.includes(name)) throw unknownField(`${where}.${name}`)
}

const wrongType = (name: string, wanted: string): ServerError =>
  typeMismatch(`BSON field '${name}' is the wrong type, expected ${wanted}`)

/** A whole number of a command, whatever its numeric type. */
export function number(body: Doc, name: string, otherwise = 0): number {
  const value = body[name] ?? otherwise
  const number = ['object', 'number', 'bigint'].includes(typeof value) ? Number(value) : NaN
  if (Number.isNaN(number)) throw wrongType(name, 'a number')
  return Math.trunc(number)
}

/** @throws ServerError 51024 below zero */
export function size(body: Doc, name: string, otherwise = 0): number {
  const value = number(body, name, otherwise)
  if (value < 0) throw failure(51024, `BSON field '${name}' value must be >= 0, actual value '${value}'`)
  return value
}

/** The divisor of sizes. */
export function scale(body: Doc): number {
  const divisor = number(body, 'scale', 1)
  if (divisor < 1) throw failure(51024, `BSON field 'scale' value must be >= 1, actual value '${divisor}'`)
  return divisor
}

export function flag(body: Doc, name: string, otherwise = false): boolean {
  const value = Number(body[name] ?? otherwise)
  if (Number.isNaN(value)) throw wrongType(name, 'a boolean')
  return value !== 0
}

export function doc(body: Doc, name: string): Doc | undefined {
  const value = body[name] ?? undefined
  if (value !== undefined && !isDoc(value)) throw wrongType(name, 'an object')
  return value
}

export function docs(body: Doc, name: string): Doc[] | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every(isDoc)) throw wrongType(name, 'an array of objects')
  return value
}
