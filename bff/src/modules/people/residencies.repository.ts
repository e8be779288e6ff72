import type { Connection, PipelineStage } from 'mongoose'
import { gatheredBy } from '../../platform/gathered'
import { rowsOf } from '../../platform/mongo'
import { inScope, type Scope } from '../../platform/scope'
import { joining } from '../../platform/unit-of-work'
import { audienceFilter, type Audience } from './audience'
import { audienceTags, bornBy, yearsOfTag } from './people.tags'
import { residencyModel, type ResidencyRow } from './residency.model'

export interface AudienceCount {
  readonly households: number
  readonly persons: number
  /** Households reached by a WeChat message, by the inbox only, or at the door alone. They add up to `households`. */
  readonly byWechat: number
  readonly byInbox: number
  readonly byVisit: number
  /** Of those to be visited, households in which an addressed person is 80 or older. */
  readonly visitAged80: number
}

/** One room of an audience. */
export interface Household {
  readonly roomId: string
  readonly buildingId: string
  readonly buildingLabel: string
  /** `锦和苑 3 号楼 2 单元 501` */
  readonly label: string
  /** Every node the room lies in, from the community down. */
  readonly path: readonly string[]
  /** Addressed persons in it. */
  readonly persons: number
  /** At least one of them can be told in the app. */
  readonly hasAccount: boolean
  readonly aged80: boolean
}

/** An addressed person who can be told in the app. */
export interface AudienceMember {
  readonly accountId: string
  readonly personId: string
  readonly wechat: boolean
  readonly personalisedPush: boolean
}

/** How a person can be told something in the app. */
export interface Reach {
  readonly accountId: string | null
  readonly wechat: boolean
  readonly personalisedPush: boolean
}

export interface ResidenciesRepository {
  countAudience(scope: Scope, audience: Audience, now: Date): Promise<AudienceCount>
  /** Rooms in the order of their ids, beginning after `after`. */
  householdPage(
    scope: Scope,
    audience: Audience,
    page: { after: string | null; limit: number },
    now: Date,
  ): Promise<Household[]>
  /** Accounts in the order of their ids, each once. */
  memberPage(
    scope: Scope,
    audience: Audience,
    page: { after: string | null; limit: number },
    now: Date,
  ): Promise<AudienceMember[]>
  /** Rooms with somebody in them, per node of the tree. */
  householdsByNode(scope: Scope): Promise<Map<string, number>>
  /** Persons per audience tag. */
  personsByTag(scope: Scope, now: Date): Promise<Map<string, number>>
  ofPerson(scope: Scope, personId: string): Promise<ResidencyRow[]>
  ofPersons(scope: Scope, personIds: readonly string[]): Promise<ResidencyRow[]>
  ofRooms(scope: Scope, roomIds: readonly string[]): Promise<ResidencyRow[]>
  setReach(scope: Scope, personId: string, reach: Reach): Promise<void>
  insertMany(rows: readonly ResidencyRow[]): Promise<void>
}

const SEED_BATCH = 500

/** Who lives where. */
export function createResidenciesRepository(connection: Connection): ResidenciesRepository {
  const residencies = residencyModel(connection)
  const homes = rowsOf(residencies)

  const ofPersons = (scope: Scope, personIds: readonly string[]): Promise<ResidencyRow[]> =>
    homes
      .find({ ...inScope(scope), personId: { $in: [...personIds] }, to: null }, joining(connection))
      .sort({ from: 1 })
      .toArray()
  const together = gatheredBy(async (scope: Scope, personIds: readonly string[]) => {
    const found = await ofPersons(scope, [...new Set(personIds)])
    return personIds.map((personId) => found.filter((row) => row.personId === personId))
  })

  const perRoom = (now: Date): PipelineStage.Group => ({
    $group: {
      _id: '$roomId',
      persons: { $sum: 1 },
      hasAccount: { $max: { $cond: [{ $ne: ['$accountId', null] }, 1, 0] } },
      wechat: { $max: { $cond: ['$wechat', 1, 0] } },
      // A missing birthday sorts before every text, so it is asked for by name.
      aged80: {
        $max: {
          $cond: [{ $and: [{ $ne: ['$birthDate', null] }, { $lte: ['$birthDate', bornBy(80, now)] }] }, 1, 0],
        },
      },
      buildingId: { $first: '$buildingId' },
      buildingLabel: { $first: '$buildingLabel' },
      label: { $first: '$roomLabel' },
      path: { $first: '$path' },
    },
  })

  return {
    async countAudience(scope, audience, now) {
      const filter = { ...inScope(scope), ...audienceFilter(audience, now) }
      const visit = { $eq: ['$hasAccount', 0] }
      const [rooms, persons] = await Promise.all([
        residencies.aggregate<Omit<AudienceCount, 'persons'>>([
          { $match: filter },
          perRoom(now),
          {
            $group: {
              _id: null,
              households: { $sum: 1 },
              byWechat: { $sum: '$wechat' },
              byInbox: {
                $sum: { $cond: [{ $and: [{ $eq: ['$hasAccount', 1] }, { $eq: ['$wechat', 0] }] }, 1, 0] },
              },
              byVisit: { $sum: { $cond: [visit, 1, 0] } },
              visitAged80: { $sum: { $cond: [{ $and: [visit, { $eq: ['$aged80', 1] }] }, 1, 0] } },
            },
          },
        ]),
        residencies.aggregate<{ persons: number }>([
          { $match: filter },
          { $group: { _id: '$personId' } },
          { $count: 'persons' },
        ]),
      ])
      const [row] = rooms
      return {
        households: row?.households ?? 0,
        persons: persons[0]?.persons ?? 0,
        byWechat: row?.byWechat ?? 0,
        byInbox: row?.byInbox ?? 0,
        byVisit: row?.byVisit ?? 0,
        visitAged80: row?.visitAged80 ?? 0,
      }
    },

    async householdPage(scope, audience, { after, limit }, now) {
      interface Row extends Omit<Household, 'roomId' | 'hasAccount' | 'aged80'> {
        _id: string
        hasAccount: number
        aged80: number
      }
      const rows = await residencies.aggregate<Row>([
        {
          $match: {
            ...inScope(scope),
            ...audienceFilter(audience, now),
            ...(after === null ? {} : { roomId: { $gt: after } }),
          },
        },
        perRoom(now),
        { $sort: { _id: 1 } },
        { $limit: limit },
      ])
      return rows.map(({ _id, hasAccount, aged80, persons, buildingId, buildingLabel, label, path }) => ({
        roomId: _id,
        buildingId,
        buildingLabel,
        label,
        path,
        persons,
        hasAccount: hasAccount === 1,
        aged80: aged80 === 1,
      }))
    },

    async memberPage(scope, audience, { after, limit }, now) {
      const rows = await residencies.aggregate<Omit<AudienceMember, 'accountId'> & { _id: string }>([
        {
          $match: {
            ...inScope(scope),
            ...audienceFilter(audience, now),
            accountId: after === null ? { $ne: null } : { $gt: after },
          },
        },
        {
          $group: {
            _id: '$accountId',
            personId: { $first: '$personId' },
            wechat: { $max: '$wechat' },
            personalisedPush: { $max: '$personalisedPush' },
          },
        },
        { $sort: { _id: 1 } },
        { $limit: limit },
      ])
      return rows.map(({ _id, personId, wechat, personalisedPush }) => ({
        accountId: _id,
        personId,
        wechat,
        personalisedPush,
      }))
    },

    async householdsByNode(scope) {
      const rows = await residencies.aggregate<{ _id: string; households: number }>([
        { $match: { ...inScope(scope), to: null } },
        { $group: { _id: '$roomId', path: { $first: '$path' } } },
        { $unwind: '$path' },
        { $group: { _id: '$path', households: { $sum: 1 } } },
      ])
      return new Map(rows.map((row) => [row._id, row.households]))
    },

    async personsByTag(scope, now) {
      const counts = await Promise.all(
        audienceTags.map(async ({ code }) => {
          const years = yearsOfTag(code)
          const carries = years
            ? { birthDate: { $lte: bornBy(years, now) } }
            : {
                $or: [
                  { tags: { $elemMatch: { code, until: null } } },
                  { tags: { $elemMatch: { code, until: { $gt: now } } } },
                ],
              }
          const [row] = await residencies.aggregate<{ persons: number }>([
            { $match: { ...inScope(scope), to: null, ...carries } },
            { $group: { _id: '$personId' } },
            { $count: 'persons' },
          ])
          return [code, row?.persons ?? 0] as const
        }),
      )
      return new Map(counts)
    },

    async ofPerson(scope, personId) {
      // A unit of work sees what it has written itself; everybody else is asked about at nearly every request.
      const isInUnit = joining(connection).session !== undefined
      return isInUnit ? ofPersons(scope, [personId]) : together(scope, personId)
    },
    ofPersons,
    ofRooms: (scope, roomIds) =>
      residencies.find({ ...inScope(scope), roomId: { $in: [...roomIds] }, to: null }).lean<ResidencyRow[]>(),

    async setReach(scope, personId, { accountId, wechat, personalisedPush }) {
      await residencies.updateMany(
        { ...inScope(scope), personId, to: null },
        { $set: { accountId, wechat, personalisedPush } },
      )
    },

    async insertMany(rows) {
      for (let start = 0; start < rows.length; start += SEED_BATCH) {
        await residencies.insertMany(rows.slice(start, start + SEED_BATCH), { lean: true })
      }
    },
  }
}
