import type { EndReason } from '@linli/shared/people/people.kinds'
import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { bindingModel, type BindingRow } from './binding.model'
import { residencyModel, type ResidencyRow, type ResidencyTag } from './residency.model'
import { roomRollModel, type RoomRollRow } from './room-roll.model'

/** What a residency copies from its person. */
export interface ResidencyCopies {
  readonly birthDate: string | null
  readonly tags: ResidencyTag[]
}

/** What changes about relations in one stroke. */
export interface RelationWrites {
  readonly begin: readonly ResidencyRow[]
  readonly end: readonly { readonly id: string; readonly at: Date; readonly reason: EndReason }[]
  readonly copies: readonly { readonly personId: string; readonly copies: ResidencyCopies }[]
}

export interface RollRepository {
  /** Relations of these rooms that hold today. */
  ofRooms(scope: Scope, roomIds: readonly string[]): Promise<ResidencyRow[]>
  /** Everything that ever was about a room, newest first. */
  historyOfRoom(scope: Scope, roomId: string): Promise<ResidencyRow[]>
  /** What holds today for these persons. */
  ofPersons(scope: Scope, personIds: readonly string[]): Promise<ResidencyRow[]>
  historyOfPerson(scope: Scope, personId: string): Promise<ResidencyRow[]>
  findRelation(scope: Scope, id: string): Promise<ResidencyRow | null>
  /** Persons who live or own something under any of the nodes: a grid's are a thousand or so. */
  personIdsUnder(scope: Scope, nodeIds: readonly string[], limit: number): Promise<string[]>
  /** In one bulk write, in the order end, begin, copy: a person has one relation to a room at a time. */
  write(scope: Scope, writes: RelationWrites): Promise<void>
  /** Gives relations to another person, or back; answers how many. */
  moveRelations(scope: Scope, ids: readonly string[], personId: string): Promise<number>
  reopen(scope: Scope, ids: readonly string[]): Promise<void>

  roomVersions(scope: Scope, roomIds: readonly string[]): Promise<Map<string, number>>
  /** Passes the turnstile of a room with the version that was read; false when another was first. */
  passRoom(communityId: string, roomId: string, version: number): Promise<boolean>
  /** Passes those of many rooms, whatever their versions, inside a unit of work that reads them afterwards. */
  passRooms(communityId: string, roomIds: readonly string[]): Promise<void>

  bindingsOfPersons(personIds: readonly string[]): Promise<BindingRow[]>
  moveBinding(id: string, personId: string): Promise<void>
}

/** Who belongs to which room, over time. */
export function createRollRepository(connection: Connection): RollRepository {
  const residencies = residencyModel(connection)
  const homes = rowsOf(residencies)
  const rooms = roomRollModel(connection)
  const turnstiles = rowsOf(rooms)
  const bindings = bindingModel(connection)
  return {
    async ofRooms(scope, roomIds) {
      const rows = await homes
        .find({ ...inScope(scope), to: null, roomId: { $in: [...roomIds] } }, joining(connection))
        .toArray()
      // A room has few people: put in order here, so that no index is kept for it.
      return rows.sort((a, b) => a.from.getTime() - b.from.getTime() || (a._id < b._id ? -1 : 1))
    },
    historyOfRoom: (scope, roomId) =>
      residencies
        .find({ ...inScope(scope), roomId })
        .sort({ from: -1, _id: -1 })
        .limit(200)
        .lean<ResidencyRow[]>(),
    ofPersons: (scope, personIds) =>
      homes
        .find({ ...inScope(scope), personId: { $in: [...personIds] }, to: null }, joining(connection))
        .sort({ from: 1, _id: 1 })
        .toArray(),
    historyOfPerson: (scope, personId) =>
      residencies
        .find({ ...inScope(scope), personId })
        .sort({ from: -1, _id: -1 })
        .limit(200)
        .lean<ResidencyRow[]>(),
    findRelation: (scope, id) => residencies.findOne({ ...inScope(scope), _id: id }).lean<ResidencyRow>(),
    async personIdsUnder(scope, nodeIds, limit) {
      const rows = await residencies
        .find({ ...inScope(scope), to: null, path: { $in: [...nodeIds] } }, { personId: 1 })
        .limit(limit)
        .lean<Pick<ResidencyRow, 'personId'>[]>()
      return [...new Set(rows.map((row) => row.personId))]
    },
    async write(scope, { begin, end, copies }) {
      const own = inScope(scope)
      const operations = [
        ...end.map(({ id, at, reason }) => ({
          updateOne: {
            filter: { ...own, _id: id, to: null },
            update: { $set: { to: at, endReason: reason } },
          },
        })),
        ...begin.map((document) => ({ insertOne: { document } })),
        ...copies.map(({ personId, copies: set }) => ({
          updateMany: { filter: { ...own, personId, to: null }, update: { $set: set } },
        })),
      ]
      if (operations.length > 0) await homes.bulkWrite(operations, joining(connection))
    },
    async moveRelations(scope, ids, personId) {
      if (ids.length === 0) return 0
      const { matchedCount } = await residencies.updateMany(
        { ...inScope(scope), _id: { $in: [...ids] } },
        { $set: { personId } },
      )
      return matchedCount
    },
    async reopen(scope, ids) {
      if (ids.length === 0) return
      await residencies.updateMany(
        { ...inScope(scope), _id: { $in: [...ids] }, endReason: 'merged' },
        { $set: { to: null, endReason: null } },
      )
    },

    async roomVersions(scope, roomIds) {
      const rows = await rooms.find({ ...inScope(scope), _id: { $in: [...roomIds] } }).lean<RoomRollRow[]>()
      return new Map(rows.map((row) => [row._id, row.version]))
    },
    async passRoom(communityId, roomId, version) {
      try {
        const { matchedCount, upsertedCount } = await rooms.updateOne(
          { _id: roomId, communityId, version },
          { $inc: { version: 1 } },
          // A room nobody has touched has no row yet; the first to touch it makes one.
          { upsert: version === 0 },
        )
        return matchedCount + upsertedCount === 1
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },
    async passRooms(communityId, roomIds) {
      const once = [...new Set(roomIds)]
      if (once.length === 0) return
      await turnstiles.bulkWrite(
        once.map((roomId) => ({
          updateOne: {
            filter: { _id: roomId, communityId },
            update: { $inc: { version: 1 } },
            upsert: true,
          },
        })),
        joining(connection),
      )
    },

    bindingsOfPersons: (personIds) =>
      bindings.find({ personId: { $in: [...personIds] }, to: null }).lean<BindingRow[]>(),
    async moveBinding(id, personId) {
      await bindings.updateOne({ _id: id, to: null }, { $set: { personId } })
    },
  }
}
