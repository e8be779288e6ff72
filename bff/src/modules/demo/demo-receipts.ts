import type { Ids } from '../../platform/ids'
import type { NoticeHouseholdRow } from '../notices/notice-household.model'
import type { NoticeReceiptRow } from '../notices/notice-receipt.model'
import { addresses, type Audience } from '../people/audience'
import type { ResidencyRow } from '../people/residency.model'
import type { DemoRandom } from './demo-random'
import type { ToldNotice } from './demo-notices'

/** What became of a household that was frozen when the notice appeared. */
export type HouseholdOutcome = Pick<
  NoticeHouseholdRow,
  'communityId' | 'noticeId' | 'roomId' | 'state' | 'readBy' | 'confirmedBy' | 'lastVisit'
>

export interface Receipts {
  readonly receipts: NoticeReceiptRow[]
  readonly outcomes: HouseholdOutcome[]
  /** Accounts that confirmed, by notice: their message asks for nothing any more. */
  readonly settled: Map<string, string[]>
}

/** Must-confirm notices younger than this wait for the people a visitor signs in as. */
const YOUNG_MS = 3 * 86_400_000

/**
 * Who read and confirmed what, and where somebody rang at the door: drawn, in the shares the texts give.
 * `waiting` are accounts that leave young must-confirm notices unread, so that there is something to tap.
 */
export function drawReceipts(deps: {
  told: readonly ToldNotice[]
  audienceOf: (notice: ToldNotice) => Audience
  residencies: readonly ResidencyRow[]
  visitor: (residency: ResidencyRow) => { readonly id: string; readonly name: string }
  waiting: ReadonlySet<string>
  random: DemoRandom
  ids: Ids
  now: Date
}): Receipts {
  const { told, residencies, random, ids, now } = deps
  const result: Receipts = { receipts: [], outcomes: [], settled: new Map() }
  for (const notice of told) {
    const { text, communityId, publishedAt } = notice
    const audience = deps.audienceOf(notice)
    const addressed = residencies.filter(
      (row) => row.communityId === communityId && addresses(audience, row, publishedAt),
    )
    const isYoung = now.getTime() - publishedAt.getTime() < YOUNG_MS
    const span = now.getTime() - publishedAt.getTime()
    const outcomes = new Map<string, HouseholdOutcome>()
    const settled: string[] = []
    for (const row of addressed) {
      if (row.accountId === null || !random.chance(text.read ?? 0)) continue
      if (isYoung && text.mustConfirm && deps.waiting.has(row.accountId)) continue
      const confirms = text.mustConfirm === true && random.chance((text.confirmed ?? 0) / (text.read ?? 1))
      // Most read on the first day.
      const readAt = new Date(publishedAt.getTime() + Math.floor(span * random.next() ** 3 * 0.9))
      result.receipts.push({
        _id: ids.next('ntr'),
        communityId,
        noticeId: notice.id,
        personId: row.personId,
        accountId: row.accountId,
        roomIds: [row.roomId],
        adultRoomIds: [row.roomId],
        readAt,
        confirmedAt: confirms ? new Date(Math.min(now.getTime(), readAt.getTime() + 60_000)) : null,
      })
      if (confirms) settled.push(row.accountId)
      const outcome = outcomes.get(row.roomId) ?? emptyOutcome(notice, row.roomId)
      outcome.readBy.push(row.personId)
      if (confirms) outcome.confirmedBy.push(row.personId)
      outcome.state = outcome.confirmedBy.length > 0 ? 'confirmed' : 'read'
      outcomes.set(row.roomId, outcome)
    }
    const reachable = new Set(addressed.filter((row) => row.accountId !== null).map((row) => row.roomId))
    const doors = new Map(
      addressed.filter((row) => !reachable.has(row.roomId)).map((row) => [row.roomId, row]),
    )
    for (const [index, row] of [...doors.values()].slice(0, text.visits ?? 0).entries()) {
      const { id, name } = deps.visitor(row)
      const isTold = index % 3 !== 2
      const at = new Date(publishedAt.getTime() + Math.floor(span * 0.6))
      outcomes.set(row.roomId, {
        ...emptyOutcome(notice, row.roomId),
        state: isTold ? 'told' : 'not-yet',
        lastVisit: { at, outcome: isTold ? 'told' : 'nobody-home', byId: id, byName: name },
      })
    }
    result.outcomes.push(...outcomes.values())
    result.settled.set(notice.id, settled)
  }
  return result
}

const emptyOutcome = ({ id, communityId }: ToldNotice, roomId: string): HouseholdOutcome => ({
  communityId,
  noticeId: id,
  roomId,
  state: 'not-yet',
  readBy: [],
  confirmedBy: [],
  lastVisit: null,
})
