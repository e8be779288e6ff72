import { failure } from '../errors'
import type { Query } from '../planner/query'
import type { Cursors } from '../session/cursors'
import type { SessionFields, Sessions } from '../session/sessions'
import type { Store, Target } from '../storage/store'
import type { Transaction } from '../storage/transaction'
import { encode, type Doc } from '../value/document'
import * as field from './fields'

/** The replica set that this server says it is. */
export const SET_NAME = 'embedded'

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
export type Answer = Reply | Promise<Reply>

/** The bytes of a successful reply. */
export const finishedReply = (reply: Doc): Buffer => encode({ ...reply, ok: 1 })

/**
 * The search that a command, or one statement of it, asks for.
 * @param filter the field that holds its filter
 */
export function queryOf({ deadline }: Request, from: Doc, filter: string, limit: number): Query {
  return {
    filter: field.doc(from, filter) ?? {},
    sort: field.doc(from, 'sort'),
    skip: field.size(from, 'skip'),
    limit,
    hint: from.hint,
    deadline,
  }
}

/** The collection a command names: the value of its first field. */
export function collectionName({ name, body }: Request): string {
  const collection = body[name]
  if (typeof collection !== 'string' || collection === '')
    throw failure(73, `collection name has invalid type or is empty in '${name}'`)
  return collection
}
