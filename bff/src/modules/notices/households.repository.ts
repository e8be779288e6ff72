import { sourcesOf, targetOf, type EventOf } from '@linli/shared/machine'
import { householdMachine, type HouseholdState } from '@linli/shared/notices/household.machine'
import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { noticeHouseholdModel, type NoticeHouseholdRow } from './notice-household.model'

export interface ReachFigures {
  readonly households: number
  readonly confirmed: number
  readonly readOnly: number
  readonly told: number
  readonly notYet: number
}

export interface NoticeReachRow extends ReachFigures {
  readonly noticeId: string
  readonly persons: number
  readonly personsConfirmed: number
  readonly personsReadOnly: number
  readonly toVisit: number
}

export interface BuildingReach extends ReachFigures {
  readonly nodeId: string
  readonly label: string
}

export interface HouseholdQuery {
  readonly states: readonly HouseholdState[]
  /** Only rooms under one of these nodes; null for all. */
  readonly nodeIds: readonly string[] | null
  /** A second narrowing, chosen by the caller; within the first. */
  readonly underNodeId: string | null
  readonly toVisitOnly: boolean
  readonly after: { readonly aged80: boolean; readonly sortKey: string } | null
  readonly limit: number
}

export interface HouseholdReceipt {
  readonly noticeId: string
  readonly personId: string
  readonly roomIds: readonly string[]
  readonly adultRoomIds: readonly string[]
  readonly isConfirmed: boolean
}

export interface HouseholdsRepository {
  /** Adds those that are not there yet; repeating it changes nothing. */
  insertMissing(rows: readonly NoticeHouseholdRow[]): Promise<void>
  /** Enters what one person read or confirmed; repeating it changes nothing. */
  enterReceipt(scope: Scope, receipt: HouseholdReceipt): Promise<void>
  /** Records a visit. Told at the door counts only where nobody has confirmed. Null: no such household in reach. */
  recordVisit(
    scope: Scope,
    noticeId: string,
    roomId: string,
    nodeIds: readonly string[] | null,
    visit: NonNullable<NoticeHouseholdRow['lastVisit']>,
  ): Promise<NoticeHouseholdRow | null>
  /** Figures of several notices in one aggregation; a notice without households has no row. */
  reachOf(
    scope: Scope,
    noticeIds: readonly string[],
    nodeIds: readonly string[] | null,
  ): Promise<NoticeReachRow[]>
  reachByBuilding(scope: Scope, noticeId: string, nodeIds: readonly string[] | null): Promise<BuildingReach[]>
  list(scope: Scope, noticeId: string, query: HouseholdQuery): Promise<NoticeHouseholdRow[]>
  /** Households in one of the states that can be told in the app. */
  countReachable(scope: Scope, noticeId: string, states: readonly HouseholdState[]): Promise<number>
  /** Of these rooms, those whose household is in one of the states. */
  roomsIn(
    scope: Scope,
    noticeId: string,
    roomIds: readonly string[],
    states: readonly HouseholdState[],
  ): Promise<string[]>
  seedMany(rows: readonly NoticeHouseholdRow[]): Promise<void>
}

const countIf = (condition: unknown) => ({ $sum: { $cond: [condition, 1, 0] } })
const isState = (state: HouseholdState) => ({ $eq: ['$state', state] })
const isToVisit = { $and: [isState('not-yet'), { $eq: ['$hasAccount', false] }] }

const figures = {
  households: { $sum: 1 },
  confirmed: countIf(isState('confirmed')),
  readOnly: countIf(isState('read')),
  told: countIf(isState('told')),
  notYet: countIf(isState('not-yet')),
}
const confirmedPersons = { $min: [{ $size: '$confirmedBy' }, '$persons'] }
// Somebody who moved in later may read too; the figures speak of the persons counted when it appeared.
const readPersons = { $min: [{ $size: '$readBy' }, '$persons'] }

const within = (nodeIds: readonly string[] | null) =>
  nodeIds === null ? {} : { path: { $in: [...nodeIds] } }

/** The frozen households of published notices. */
export function createHouseholdsRepository(connection: Connection): HouseholdsRepository {
  const households = noticeHouseholdModel(connection)
  const rows = rowsOf(households)

  const advance = (scope: Scope, noticeId: string, roomIds: readonly string[], event: HouseholdEvent) => ({
    updateMany: {
      filter: {
        ...inScope(scope),
        noticeId,
        roomId: { $in: [...roomIds] },
        state: { $in: sourcesOf(householdMachine, event) },
      },
      update: { $set: { state: targetOf(householdMachine, 'not-yet', event) } },
    },
  })

  return {
    async insertMissing(rows) {
      if (rows.length === 0) return
      await households.bulkWrite(
        rows.map(({ communityId, noticeId, roomId, ...rest }) => ({
          updateOne: {
            filter: { communityId, noticeId, roomId },
            update: { $setOnInsert: rest },
            upsert: true,
          },
        })),
        { ordered: false },
      )
    },

    async enterReceipt(scope, { noticeId, personId, roomIds, adultRoomIds, isConfirmed }) {
      await rows.bulkWrite([
        {
          updateMany: {
            filter: { ...inScope(scope), noticeId, roomId: { $in: [...roomIds] } },
            update: {
              $addToSet: { readBy: personId, ...(isConfirmed && { confirmedBy: personId }) },
            },
          },
        },
        // A child's confirmation is the child's own: it makes the household one that has read (product §3.3).
        advance(scope, noticeId, roomIds, 'read'),
        ...(isConfirmed ? [advance(scope, noticeId, adultRoomIds, 'confirm')] : []),
      ])
    },

    async recordVisit(scope, noticeId, roomId, nodeIds, visit) {
      const household = { ...inScope(scope), noticeId, roomId, ...within(nodeIds) }
      if (visit.outcome === 'told') {
        // The guard decides against a confirmation that arrives at the same moment: it is never overwritten.
        const told = await households
          .findOneAndUpdate(
            { ...household, state: { $in: sourcesOf(householdMachine, 'tell') } },
            { $set: { state: 'told', lastVisit: visit } },
            { returnDocument: 'after' },
          )
          .lean<NoticeHouseholdRow>()
        if (told) return told
      }
      return households
        .findOneAndUpdate(household, { $set: { lastVisit: visit } }, { returnDocument: 'after' })
        .lean<NoticeHouseholdRow>()
    },

    async reachOf(scope, noticeIds, nodeIds) {
      const rows = await households.aggregate<NoticeReachRow & { _id: string }>([
        { $match: { ...inScope(scope), noticeId: { $in: [...noticeIds] }, ...within(nodeIds) } },
        {
          $group: {
            _id: '$noticeId',
            ...figures,
            persons: { $sum: '$persons' },
            personsConfirmed: { $sum: confirmedPersons },
            personsReadOnly: { $sum: { $subtract: [readPersons, confirmedPersons] } },
            toVisit: countIf(isToVisit),
          },
        },
      ])
      return rows.map(({ _id, ...row }) => ({ ...row, noticeId: _id }))
    },

    async reachByBuilding(scope, noticeId, nodeIds) {
      const rows = await households.aggregate<BuildingReach & { _id: string }>([
        { $match: { ...inScope(scope), noticeId, ...within(nodeIds) } },
        {
          $group: {
            _id: '$buildingId',
            label: { $first: '$buildingLabel' },
            order: { $min: '$sortKey' },
            ...figures,
          },
        },
        { $sort: { order: 1 } },
        { $project: { order: 0 } },
      ])
      return rows.map(({ _id, ...row }) => ({ ...row, nodeId: _id }))
    },

    list(scope, noticeId, { states, nodeIds, underNodeId, toVisitOnly, after, limit }) {
      return households
        .find({
          $and: [
            { ...inScope(scope), noticeId, state: { $in: [...states] } },
            within(nodeIds),
            within(underNodeId === null ? null : [underNodeId]),
            toVisitOnly ? { hasAccount: false, state: 'not-yet' } : {},
            after === null
              ? {}
              : {
                  $or: [
                    { aged80: after.aged80, sortKey: { $gt: after.sortKey } },
                    { aged80: { $lt: after.aged80 } },
                  ],
                },
          ],
        })
        .sort({ aged80: -1, sortKey: 1 })
        .limit(limit)
        .lean<NoticeHouseholdRow[]>()
    },

    countReachable: (scope, noticeId, states) =>
      households.countDocuments({
        ...inScope(scope),
        noticeId,
        state: { $in: [...states] },
        hasAccount: true,
      }),
    async roomsIn(scope, noticeId, roomIds, states) {
      const rows = await households
        .find(
          { ...inScope(scope), noticeId, roomId: { $in: [...roomIds] }, state: { $in: [...states] } },
          { roomId: 1 },
        )
        .lean<Pick<NoticeHouseholdRow, 'roomId'>[]>()
      return rows.map((row) => row.roomId)
    },
    async seedMany(rows) {
      await households.insertMany(rows, { lean: true })
    },
  }
}

type HouseholdEvent = EventOf<typeof householdMachine>
