import { COUNTED_AT_MOST } from '@linli/shared/contract'
import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { inScope } from '../../platform/scope'
import { opinionModel, type OpinionRow } from './opinion.model'
import {
  isNewestFirst,
  stretchCondition,
  stretchesAfter,
  stretchesOf,
  type QueueMoment,
  type QueuePosition,
  type StaffFilter,
  type StaffReach,
  type Stretch,
} from './opinions.queue'

export interface QueuePage {
  readonly filter: StaffFilter
  readonly after: QueuePosition | null
  readonly limit: number
  /** `newest`: what came in last first, whatever is due. */
  readonly order?: 'due' | 'newest' | undefined
  readonly gridId?: string | undefined
}

export type StaffCounts = Record<StaffFilter, number>

/** Cases as the workbench reads them: never more than the reach of whoever looks. */
export interface StaffCases {
  findInReach(reach: StaffReach, id: string): Promise<OpinionRow | null>
  /** Those of the ids that lie in the reach. */
  findManyInReach(reach: StaffReach, ids: readonly string[]): Promise<Map<string, OpinionRow>>
  /** The reach for counting: it names whom it bars only where somebody of them is named in any case at all. */
  barring(reach: StaffReach): Promise<StaffReach>
  queue(reach: StaffReach, page: QueuePage, moment: QueueMoment): Promise<OpinionRow[]>
  /** Cases that carry every token, in any state, newest first. */
  search(
    reach: StaffReach,
    page: { tokens: readonly string[]; before: string | null; limit: number },
  ): Promise<OpinionRow[]>
  /** How many cases each of the filters holds, at most {@link COUNTED_AT_MOST} each. */
  counts<Filter extends StaffFilter>(
    reach: StaffReach,
    moment: QueueMoment,
    filters: readonly Filter[],
  ): Promise<Record<Filter, number>>
}

/** What a line of the workbench does not show stays in the database. */
const queueFields = {
  ...{
    entries: 0,
    history: 0,
    searchTokens: 0,
    board: 0,
    photos: 0,
    voice: 0,
    video: 0,
    pastClocks: 0,
    pastRatings: 0,
  },
  ...{ 'handling.copy.photos': 0 },
} as const

export function createStaffCases(connection: Connection): StaffCases {
  const opinions = opinionModel(connection)
  const rows = rowsOf(opinions)

  return {
    findInReach: (reach, id) => opinions.findOne({ _id: id, ...inReach(reach) }).lean<OpinionRow>(),
    async findManyInReach(reach, ids) {
      const found = await opinions.find({ _id: { $in: [...ids] }, ...inReach(reach) }).lean<OpinionRow[]>()
      return new Map(found.map((row) => [row._id, row]))
    },
    async barring(reach) {
      const named = await opinions
        .findOne({ ...inScope(reach.scope), barred: { $in: [...reach.barredKeys] } }, { _id: 1 })
        .lean()
      return named ? reach : { ...reach, barredKeys: [] }
    },
    async queue(reach, { filter, after, limit, order: wanted = 'due', gridId }, moment) {
      const grid = gridId === undefined ? [] : [{ 'place.path': gridId }]
      if (wanted === 'newest') {
        const before = after === null ? {} : { _id: { $lt: after.id } }
        const found = await Promise.all(
          stretchesOf(filter, moment).map((stretch) =>
            rows
              .find(
                { $and: [inReach(reach), stretchCondition(stretch, null, false), before, ...grid] },
                { projection: queueFields },
              )
              .sort({ _id: -1 })
              .limit(limit)
              .toArray(),
          ),
        )
        return found
          .flat()
          .toSorted((a, b) => (a._id < b._id ? 1 : -1))
          .slice(0, limit)
      }
      const newestFirst = isNewestFirst(filter)
      const order = newestFirst ? -1 : 1
      const read = (stretch: Stretch, from: QueuePosition | null, most: number): Promise<OpinionRow[]> =>
        rows
          .find(
            { $and: [inReach(reach), stretchCondition(stretch, from, newestFirst), ...grid] },
            { projection: queueFields },
          )
          .sort({ queueRank: 1, queueAt: order, _id: order })
          .limit(most)
          .toArray()
      const stretches = stretchesOf(filter, moment)
      if (newestFirst) {
        const found = await Promise.all(stretches.map((stretch) => read(stretch, after, limit)))
        return found.flat().toSorted(newerFirst).slice(0, limit)
      }
      const page: OpinionRow[] = []
      for (const left of stretches.flatMap((stretch) => stretchesAfter(stretch, after))) {
        if (page.length === limit) break
        page.push(...(await read(left.stretch, left.after, limit - page.length)))
      }
      return page
    },
    search: (reach, { tokens, before, limit }) =>
      rows
        .find(
          {
            $and: [
              inReach(reach),
              { searchTokens: { $all: [...tokens] }, ...(before === null ? {} : { _id: { $lt: before } }) },
            ],
          },
          { projection: queueFields },
        )
        .sort({ _id: -1 })
        .limit(limit)
        .toArray(),
    async counts<Filter extends StaffFilter>(
      reach: StaffReach,
      moment: QueueMoment,
      filters: readonly Filter[],
    ) {
      // Short walks along an index each, side by side; one `$group` over everything would read every case.
      // Filters share stretches, and each is walked once.
      const walks = new Map<string, Promise<number>>()
      const countOf = (stretch: Stretch): Promise<number> => {
        const name = JSON.stringify(stretch)
        const walk =
          walks.get(name) ??
          rows.countDocuments(
            { $and: [inReach(reach), stretchCondition(stretch, null, false)] },
            { limit: COUNTED_AT_MOST },
          )
        walks.set(name, walk)
        return walk
      }
      const counted = await Promise.all(
        filters.map(async (filter): Promise<[Filter, number]> => {
          const parts = await Promise.all(stretchesOf(filter, moment).map(countOf))
          const sum = parts.reduce((total, count) => total + count, 0)
          return [filter, Math.min(sum, COUNTED_AT_MOST)]
        }),
      )
      return Object.fromEntries(counted) as Record<Filter, number>
    },
  }
}

/** Whole communities, what lies under the nodes of a grid worker, what was given to the caller: any of them. */
function inReach(reach: StaffReach): Record<string, unknown> {
  const { barredKeys } = reach
  return barredKeys.length === 0 ? inWays(reach) : { ...inWays(reach), barred: { $nin: [...barredKeys] } }
}

function inWays({ scope, wholeIds, nodeIds, partyKeys }: StaffReach): Record<string, unknown> {
  const ways = [
    ...(wholeIds.length === 0 ? [] : [{ communityId: { $in: [...wholeIds] } }]),
    ...(nodeIds.length === 0 ? [] : [{ 'place.path': { $in: [...nodeIds] } }]),
    ...(partyKeys.length === 0 ? [] : [{ parties: { $in: [...partyKeys] } }]),
  ]
  const isWhole = scope.communityIds.every((id) => wholeIds.includes(id))
  if (isWhole || ways.length === 0) return inScope(scope)
  const [only, ...others] = ways
  return others.length === 0 ? { ...inScope(scope), ...only } : { ...inScope(scope), $or: ways }
}

const newerFirst = (a: OpinionRow, b: OpinionRow): number =>
  b.queueAt.getTime() - a.queueAt.getTime() || (a._id < b._id ? 1 : -1)
