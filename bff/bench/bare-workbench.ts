import type { Db, Filter } from 'mongodb'
import { COUNTED_AT_MOST } from '@linli/shared/contract'
import { staffFilters } from '@linli/shared/opinions/workbench.schema'
import type { OpinionRow } from '../src/modules/opinions/opinion.model'
import {
  stretchCondition,
  stretchesOf,
  type QueueMoment,
  type Stretch,
} from '../src/modules/opinions/opinions.queue'
import type { View } from './baseline'
import type { Clerk } from './seed'

const PAGE = 20
/** As old as Linli's may be. */
const COUNTS_AGE_MS = 10_000
/** What a line of the workbench does not show. */
const queueFields = {
  ...{ entries: 0, history: 0, searchTokens: 0, board: 0, photos: 0, pastClocks: 0, pastRatings: 0 },
  ...{ 'handling.copy.photos': 0 },
} as const

type Counts = Readonly<Record<string, number>>

interface Counted {
  readonly at: number
  readonly counts: Counts
}

/**
 * The workbench by hand, with the queries, projections and indexes Linli uses. `cases` are items as Linli shows
 * them, by id: the sentences about their deadlines are copied, and so is the notice about the calendar.
 */
export function createBareWorkbench(db: Db, cases: ReadonlyMap<string, View>, calendarNotice: string) {
  const opinions = db.collection<OpinionRow>('opinions')
  const counted = new Map<string, Counted>()

  const filterOf = (communityId: string, stretch: Stretch) =>
    ({ $and: [{ communityId }, stretchCondition(stretch, null, false)] }) as Filter<OpinionRow>

  async function pageOf(communityId: string, moment: QueueMoment): Promise<OpinionRow[]> {
    const rows: OpinionRow[] = []
    for (const stretch of stretchesOf('all', moment)) {
      const wanted = PAGE + 1 - rows.length
      if (wanted === 0) break
      const found = opinions
        .find(filterOf(communityId, stretch), { projection: queueFields })
        .sort({ queueRank: 1, queueAt: 1, _id: 1 })
        .limit(wanted)
      rows.push(...(await found.toArray()))
    }
    return rows
  }

  async function countsOf(communityId: string, moment: QueueMoment): Promise<Counts> {
    const shared = counted.get(communityId) ?? { at: 0, counts: {} }
    const own = counted.get(moment.accountId) ?? { at: 0, counts: {} }
    const isFresh = ({ at }: Counted) => moment.now.getTime() - at < COUNTS_AGE_MS
    const wanted = staffFilters.filter((filter) => !isFresh(filter === 'mine' ? own : shared))
    const walks = new Map<string, Promise<number>>()
    const walk = (stretch: Stretch): Promise<number> => {
      const name = JSON.stringify(stretch)
      const count =
        walks.get(name) ?? opinions.countDocuments(filterOf(communityId, stretch), { limit: COUNTED_AT_MOST })
      walks.set(name, count)
      return count
    }
    const pairs = wanted.map(async (filter): Promise<[string, number]> => {
      const parts = await Promise.all(stretchesOf(filter, moment).map(walk))
      const sum = parts.reduce((total, part) => total + part, 0)
      return [filter, Math.min(COUNTED_AT_MOST, sum)]
    })
    const fresh = Object.fromEntries(await Promise.all(pairs))
    const at = moment.now.getTime()
    if (!isFresh(shared)) counted.set(communityId, { at, counts: fresh })
    if (!isFresh(own)) counted.set(moment.accountId, { at, counts: { mine: fresh['mine'] ?? 0 } })
    // In the order of the filters, for the sake of equal bytes.
    const all: Counts = { ...shared.counts, ...own.counts, ...fresh }
    return Object.fromEntries(staffFilters.map((filter) => [filter, all[filter] ?? 0]))
  }

  return async ({ accountId, communityId }: Clerk): Promise<View> => {
    const moment = { now: new Date(), accountId }
    const [rows, counts] = await Promise.all([pageOf(communityId, moment), countsOf(communityId, moment)])
    const shown = rows.slice(0, PAGE)
    const last = shown.at(-1)
    const place = [last?.queueRank, last?.queueAt.getTime(), last?._id]
    return {
      items: shown.map((row) => ({ ...cases.get(row._id), id: row._id, number: row.number })),
      nextCursor: rows.length > PAGE ? Buffer.from(JSON.stringify(place)).toString('base64url') : null,
      counts,
      calendarNotice,
    }
  }
}
