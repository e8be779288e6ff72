import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { personModel, type PersonRow } from './person.model'

/** Part of a list in the order of ids. */
export interface Slice {
  readonly after: string | null
  readonly limit: number
  /** Only persons among these, for callers who see part of a community. */
  readonly among?: readonly string[]
}

export type PersonSet = Partial<Omit<PersonRow, '_id' | 'communityId' | 'version' | 'createdAt'>>

export interface PersonsRepository {
  /** Whoever is on the roll today: neither merged away nor frozen. */
  find(scope: Scope, id: string): Promise<PersonRow | null>
  findMany(scope: Scope, ids: readonly string[]): Promise<PersonRow[]>
  /** A record whatever has become of it: traces of merged ones stay readable for their merge. */
  findTrace(scope: Scope, id: string): Promise<PersonRow | null>
  byPhone(scope: Scope, phoneIndexes: readonly string[]): Promise<PersonRow[]>
  byIdentity(scope: Scope, identityIndexes: readonly string[]): Promise<PersonRow[]>
  sliceByTail(scope: Scope, tails: readonly string[], slice: Slice): Promise<PersonRow[]>
  sliceByName(scope: Scope, ways: readonly (readonly string[])[], slice: Slice): Promise<PersonRow[]>
  /** Everybody of the roll. */
  sliceAll(scope: Scope, slice: Slice): Promise<PersonRow[]>
  sliceByTag(scope: Scope, code: string, now: Date, slice: Slice): Promise<PersonRow[]>
  /** Records merged into this one, for what other features keep under their ids. */
  mergedInto(scope: Scope, id: string): Promise<string[]>
  insertMany(rows: readonly PersonRow[]): Promise<void>
  /** One guarded write: null when the version is another by now, or the record is not on the roll. */
  change(scope: Scope, id: string, version: number, set: PersonSet): Promise<PersonRow | null>
  /** The same without the caller's version, inside a unit of work that has read the rows. */
  changeMany(scope: Scope, changes: readonly { id: string; set: PersonSet }[]): Promise<void>
  /** Brings a merged record back: only from exactly that merge. */
  revive(scope: Scope, id: string, mergedInto: string): Promise<boolean>
  /** Removes what a merge kept of the time before it. Only a record that is merged goes. */
  removeTrace(scope: Scope, id: string): Promise<void>
  /** Takes marks off that ran out before their retention did; answers how many rows. */
  dropTags(scope: Scope, code: string, expiredBefore: Date): Promise<number>
}

const BATCH = 500
/** Any of the values. Their type is named because only then may a partial index answer. */
const text = (values: readonly string[]) => ({ $in: [...values], $type: 'string' as const })
const onRoll = { mergedInto: null, frozenAt: null } as const

/** The records of persons. */
export function createPersonsRepository(connection: Connection): PersonsRepository {
  const persons = personModel(connection)
  const rows = rowsOf(persons)

  function slice(scope: Scope, filter: object, { after, limit, among }: Slice): Promise<PersonRow[]> {
    const ids = { ...(after !== null && { $gt: after }), ...(among && { $in: [...among] }) }
    return rows
      .find(
        { ...inScope(scope), ...onRoll, ...filter, ...(Object.keys(ids).length > 0 && { _id: ids }) },
        joining(connection),
      )
      .sort({ _id: 1 })
      .limit(limit)
      .toArray()
  }

  return {
    find: (scope, id) => persons.findOne({ ...inScope(scope), _id: id, ...onRoll }).lean<PersonRow>(),
    findMany: (scope, ids) =>
      rows.find({ ...inScope(scope), _id: { $in: [...ids] }, ...onRoll }, joining(connection)).toArray(),
    findTrace: (scope, id) => persons.findOne({ ...inScope(scope), _id: id }).lean<PersonRow>(),
    byPhone: (scope, phoneIndexes) =>
      rows
        .find({ ...inScope(scope), phoneIndex: text(phoneIndexes), ...onRoll }, joining(connection))
        .sort({ _id: 1 })
        .toArray(),
    byIdentity: (scope, identityIndexes) =>
      rows
        .find({ ...inScope(scope), identityIndex: text(identityIndexes), ...onRoll }, joining(connection))
        .toArray(),
    sliceByTail: (scope, tails, part) => slice(scope, { phoneTail: text(tails) }, part),
    async sliceByName(scope, ways, part) {
      // One way after another, each on the index: an $or over tokens would be sorted in memory.
      const found: PersonRow[] = []
      for (const way of ways) {
        const [first, ...rest] = way
        if (first === undefined) continue
        const filter = rest.length === 0 ? { nameTokens: first } : { nameTokens: { $all: [first, ...rest] } }
        found.push(...(await slice(scope, filter, part)))
      }
      const once = new Map(found.map((row) => [row._id, row]))
      return [...once.values()].sort((a, b) => (a._id < b._id ? -1 : 1)).slice(0, part.limit)
    },
    sliceAll: (scope, part) => slice(scope, {}, part),
    sliceByTag: (scope, code, now, part) =>
      slice(
        scope,
        {
          // The bare code enters the index; the element match then asks whether it still holds.
          'tags.code': code,
          $or: [
            { tags: { $elemMatch: { code, expiresAt: null } } },
            { tags: { $elemMatch: { code, expiresAt: { $gt: now } } } },
          ],
        },
        part,
      ),
    async mergedInto(scope, id) {
      const rows = await persons
        .find({ ...inScope(scope), mergedInto: text([id]) }, { _id: 1 })
        .lean<Pick<PersonRow, '_id'>[]>()
      return rows.map((row) => row._id)
    },
    async insertMany(all) {
      for (let start = 0; start < all.length; start += BATCH) {
        await rows.insertMany(all.slice(start, start + BATCH), joining(connection))
      }
    },
    change: (scope, id, version, set) =>
      persons
        .findOneAndUpdate(
          { ...inScope(scope), _id: id, ...onRoll, version },
          { $set: set, $inc: { version: 1 } },
          { returnDocument: 'after' },
        )
        .lean<PersonRow>(),
    async changeMany(scope, changes) {
      if (changes.length === 0) return
      await rows.bulkWrite(
        changes.map(({ id, set }) => ({
          updateOne: { filter: { ...inScope(scope), _id: id }, update: { $set: set, $inc: { version: 1 } } },
        })),
        joining(connection),
      )
    },
    async revive(scope, id, mergedInto) {
      const { matchedCount } = await persons.updateOne(
        { ...inScope(scope), _id: id, mergedInto },
        { $set: { mergedInto: null }, $inc: { version: 1 } },
      )
      return matchedCount === 1
    },
    async removeTrace(scope, id) {
      await persons.deleteOne({ ...inScope(scope), _id: id, mergedInto: { $ne: null } })
    },
    async dropTags(scope, code, expiredBefore) {
      const gone = { code, expiresAt: { $lte: expiredBefore } }
      const { modifiedCount } = await persons.updateMany(
        { ...inScope(scope), 'tags.code': code, tags: { $elemMatch: gone } },
        { $pull: { tags: gone }, $inc: { version: 1 } },
      )
      return modifiedCount
    },
  }
}
