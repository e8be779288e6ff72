import { failure, type ServerError, typeMismatch } from '../errors'
import type { Query } from '../planner/query'
import type { Cursors } from '../session/cursors'
import type { SessionFields, Sessions } from '../session/sessions'
import type { Store, Target } from '../storage/store'
import type { Transaction } from '../storage/transaction'
import { refuseCollation } from '../value/collation'
import { encode, isDoc, type Doc } from '../value/document'

/** What the commands work with. */
export interface Engine {
  store: Store
  sessions: Sessions
  cursors: Cursors
  /** host:port as clients wrote it. */
  address: string
  startedAt: Date
}

/** One command as it came in. */
export interface Request {
  name: string
  db: string
  body: Doc
  /** The documents of kind 1 sections and of the body's raw arrays, by name. */
  sequences: ReadonlyMap<string, Buffer[]>
  session: SessionFields
  transaction: Transaction | undefined
  /** Where the command reads and, in a transaction, writes. */
  target: Target
  now: Date
  /** Milliseconds since the epoch after which the command gives up; Infinity without maxTimeMS. */
  deadline: number
  connectionId: number
}

/** A reply: a document, or its finished bytes. */
export type Reply = Doc | Buffer
export type Handler = (engine: Engine, request: Request) => Promise<Reply> | Reply

/** The bytes of a successful reply. */
export const finishedReply = (reply: Doc): Buffer => encode({ ...reply, ok: 1 })

/** Goes on at once when nothing has to wait: a promise for every request costs as much as a small read. */
export function whenReady<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}

/** A whole number of a command, whatever its numeric type. */
export function numberField(body: Doc, name: string, otherwise: number): number {
  const value = body[name]
  if (value === undefined || value === null) return otherwise
  const number =
    typeof value === 'object' || typeof value === 'number' || typeof value === 'bigint'
      ? Number(value)
      : Number.NaN
  if (Number.isNaN(number)) throw wrongType(name, 'a number')
  return Math.trunc(number)
}

export function booleanField(body: Doc, name: string, otherwise = false): boolean {
  const value = body[name]
  if (value === undefined || value === null) return otherwise
  if (typeof value === 'boolean') return value
  const number = Number(value)
  if (Number.isNaN(number)) throw wrongType(name, 'a boolean')
  return number !== 0
}

export function docField(body: Doc, name: string): Doc | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (!isDoc(value)) throw wrongType(name, 'an object')
  return value
}

export function docsField(body: Doc, name: string): Doc[] | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every(isDoc)) throw wrongType(name, 'an array of objects')
  return value
}

/** @throws ServerError 51024 below zero */
export function sizeField(body: Doc, name: string, otherwise: number): number {
  const size = numberField(body, name, otherwise)
  if (size < 0) throw failure(51024, `BSON field '${name}' value must be >= 0, actual value '${size}'`)
  return size
}

/** What every search of a command shares. */
export const searchOf = ({ body, now, deadline }: Request): Pick<Query, 'vars' | 'now' | 'deadline'> => ({
  vars: docField(body, 'let'),
  now,
  deadline,
})

function wrongType(name: string, wanted: string): ServerError {
  return typeMismatch(`BSON field '${name}' is the wrong type, expected ${wanted}`)
}

/** The collection a command names: the value of its first field. */
export function collectionName(request: Request): string {
  const name = request.body[request.name]
  if (typeof name !== 'string' || name === '')
    throw failure(73, `collection name has invalid type or is empty in '${request.name}'`)
  return name
}

/** Fields any command may carry, which are read elsewhere or mean nothing on a single node. */
const COMMON_FIELDS = new Set([
  '$db', 'lsid', 'txnNumber', 'autocommit', 'startTransaction', '$clusterTime', '$readPreference', 'readConcern', 'writeConcern',
  'maxTimeMS', 'comment', 'apiVersion', 'apiStrict', 'apiDeprecationErrors', 'recoveryToken', 'maxTimeMSOpOnly',
]) // prettier-ignore

export const unknownField = (name: string): ServerError =>
  failure(40415, `BSON field '${name}' is an unknown field.`)

/**
 * Refuses a field the command does not know: nothing is ignored silently.
 * @throws ServerError 40415 as the real server does
 */
export function onlyFields(request: Request, ...known: string[]): void {
  refuseCollation(request.body.collation)
  for (const name of Object.keys(request.body)) {
    if (name !== request.name && !known.includes(name) && !COMMON_FIELDS.has(name))
      throw unknownField(`${request.name}.${name}`)
  }
}
