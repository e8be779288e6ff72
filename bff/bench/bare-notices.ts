import { MongoServerError, type Db, type Filter } from 'mongodb'
import type { NoticeHouseholdRow } from '../src/modules/notices/notice-household.model'
import type { NoticeReceiptRow } from '../src/modules/notices/notice-receipt.model'
import type { NoticeRow } from '../src/modules/notices/notice.model'
import { allOf, liveAt, matchesAudience } from '../src/modules/notices/notice-filters'
import type { ResidencyRow } from '../src/modules/people/residency.model'
import type { View } from './baseline'
import type { Reader } from './seed'

const PAGE = 20
const readFields = { tokens: 0, history: 0 } as const
const listFields = { html: 0, links: 0, tokens: 0, history: 0, facts: 0, attachments: 0 } as const

/** List, detail and confirm by hand, with the queries, projections and indexes Linli uses. */
export function createBareNotices(db: Db, samples: { readonly item: View; readonly detail: View }) {
  const notices = db.collection<NoticeRow>('notices')
  const receipts = db.collection<NoticeReceiptRow>('notice_receipts')
  const households = db.collection<NoticeHouseholdRow>('notice_households')
  const residencies = db.collection<ResidencyRow>('residencies')
  const messages = db.collection('messages')

  const homesOf = ({ communityId, personId }: Reader) =>
    residencies.find({ communityId, personId, to: null }).sort({ from: 1 }).toArray()
  const receiptsOf = ({ communityId, personId }: Reader, noticeIds: string[]) =>
    receipts.find({ communityId, personId, noticeId: { $in: noticeIds } }).toArray()
  const live = (filter: Record<string, unknown>, limit: number, hint?: string) =>
    notices
      .find(filter as Filter<NoticeRow>, { projection: listFields, ...(hint && { hint }) })
      .sort({ publishAt: -1, _id: -1 })
      .limit(limit)
      .toArray()
  const itemOf = (row: NoticeRow, receipt: NoticeReceiptRow | undefined, now: Date): View => ({
    id: row._id,
    title: row.title,
    summary: row.summary,
    publishedAt: row.publishAt?.toISOString(),
    pinned: row.pinnedUntil !== null && row.pinnedUntil > now,
    read: receipt !== undefined,
    confirmed: receipt?.confirmedAt != null,
  })

  return {
    async list(reader: Reader): Promise<View> {
      const now = new Date()
      const homes = await homesOf(reader)
      const nodeIds = homes.flatMap((home) => home.path)
      const base = allOf(
        { communityId: reader.communityId },
        liveAt(now),
        matchesAudience({ audience: { nodeIds, tags: [] } }),
      )
      const top = await live(allOf(base, { pinnedUntil: { $gt: now } }), PAGE + 1, 'notice_pinned')
      const rest = await live(allOf(base, { pinnedUntil: { $not: { $gt: now } } }), PAGE + 1 - top.length)
      const found = [...top, ...rest]
      const shown = found.slice(0, PAGE)
      const shownIds = shown.map((row) => row._id)
      const own = new Map((await receiptsOf(reader, shownIds)).map((row) => [row.noticeId, row]))
      const items = shown.map((row) => ({ ...samples.item, ...itemOf(row, own.get(row._id), now) }))
      const last = shown.at(-1)
      const place = [last?.pinnedUntil ? 1 : 0, last?.publishAt?.getTime(), last?._id]
      const nextCursor = found.length > PAGE ? Buffer.from(JSON.stringify(place)).toString('base64url') : null
      return { items, nextCursor }
    },

    async detail(reader: Reader, id: string): Promise<View> {
      const [row] = await Promise.all([
        notices.findOne({ _id: id }, { projection: readFields }),
        homesOf(reader),
      ])
      if (!row) throw new Error('no such notice')
      const [receipt] = await receiptsOf(reader, [id])
      const item = itemOf(row, receipt, new Date())
      const abilities = { confirm: item['confirmed'] !== true }
      return { ...samples.detail, ...item, html: row.html, abilities }
    },

    async confirm(reader: Reader, id: string, receiptId: string): Promise<View> {
      const [row, homes] = await Promise.all([
        notices.findOne({ _id: id }, { projection: readFields }),
        homesOf(reader),
      ])
      if (!row) throw new Error('no such notice')
      const { communityId, personId, accountId } = reader
      const roomIds = homes.map((home) => home.roomId)
      const now = new Date()
      const key = { communityId, noticeId: id, personId }
      const set = { accountId, roomIds, adultRoomIds: roomIds, confirmedAt: now, pendingSince: now }
      const receipt = await receipts
        .findOneAndUpdate(
          { ...key, confirmedAt: null },
          { $set: set, $setOnInsert: { _id: receiptId, readAt: now } },
          { upsert: true, returnDocument: 'after' },
        )
        .catch((error: unknown) => {
          if (error instanceof MongoServerError && error.code === 11_000) return null
          throw error
        })
      if (!receipt) return { read: true, confirmed: true }
      const mine = { communityId, noticeId: id, roomId: { $in: roomIds } }
      const advance = (from: NoticeHouseholdRow['state'][], state: NoticeHouseholdRow['state']) => ({
        updateMany: { filter: { ...mine, state: { $in: from } }, update: { $set: { state } } },
      })
      await Promise.all([
        households.bulkWrite([
          {
            updateMany: { filter: mine, update: { $addToSet: { readBy: personId, confirmedBy: personId } } },
          },
          advance(['not-yet'], 'read'),
          advance(['not-yet', 'read', 'told'], 'confirmed'),
        ]),
        messages.updateMany(
          { accountId: { $in: [accountId] }, topic: 'notice', targetId: id, needsAct: true },
          { $set: { needsAct: false } },
        ),
      ])
      await receipts.updateOne(
        { _id: receipt._id, communityId, pendingSince: now },
        { $unset: { pendingSince: 1 } },
      )
      return { read: true, confirmed: true }
    },
  }
}
