import type { Connection } from 'mongoose'
import { rowsOf, rowsTogether } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { deskModel, type DeskCheck, type DeskRow } from './desk.model'

/** More desks than a community ever has. */
const MOST_DESKS = 200

export type DeskSet = Omit<DeskRow, '_id' | 'communityId' | 'version' | 'hallSecret' | 'check'>

export interface DesksRepository {
  insert(row: DeskRow): Promise<void>
  find(scope: Scope, id: string): Promise<DeskRow | null>
  /** By id alone: the address of a desk carries no community, and what is shown of it is public. As it is now, whatever a transaction began with. */
  findPublic(id: string): Promise<DeskRow | null>
  list(scope: Scope): Promise<DeskRow[]>
  /** Null when the version has moved on. */
  change(scope: Scope, id: string, version: number, set: DeskSet): Promise<DeskRow | null>
  /** What the nightly count has found, or that all agrees again; the set-up and its version stay. */
  noteCheck(scope: Scope, id: string, check: DeskCheck | null): Promise<void>
  /** Active desks of the whole deployment in order of id, for the making of slots. */
  activeAfter(id: string | null, limit: number): Promise<DeskRow[]>
  /** {@link DesksRepository.activeAfter} with those that are closed: their bookings stand. */
  allAfter(id: string | null, limit: number): Promise<DeskRow[]>
}

export function createDesksRepository(connection: Connection): DesksRepository {
  const desks = deskModel(connection)
  return {
    async insert(row) {
      await desks.create([row])
    },
    find: (scope, id) => desks.findOne({ _id: id, ...inScope(scope) }).lean<DeskRow>(),
    findPublic: rowsTogether(rowsOf(desks)),
    list: (scope) => desks.find(inScope(scope)).sort({ _id: 1 }).limit(MOST_DESKS).lean<DeskRow[]>(),
    change: (scope, id, version, set) =>
      desks
        .findOneAndUpdate(
          { _id: id, ...inScope(scope), version },
          { $set: set, $inc: { version: 1 } },
          { returnDocument: 'after' },
        )
        .lean<DeskRow>(),
    async noteCheck(scope, id, check) {
      await desks.updateOne(
        { _id: id, ...inScope(scope) },
        check === null ? { $unset: { check: 1 } } : { $set: { check } },
      )
    },
    activeAfter: (id, limit) =>
      desks
        .find({ active: true, ...(id === null ? {} : { _id: { $gt: id } }) })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<DeskRow[]>(),
    allAfter: (id, limit) =>
      desks
        .find(id === null ? {} : { _id: { $gt: id } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<DeskRow[]>(),
  }
}
