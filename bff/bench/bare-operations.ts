import { MongoServerError, type Db, type Filter, type MongoClient } from 'mongodb'
import type { IdempotencyRow } from '../src/http/idempotency-key.model'
import type { NoticeHouseholdRow } from '../src/modules/notices/notice-household.model'
import type { NoticeReceiptRow } from '../src/modules/notices/notice-receipt.model'
import type { NoticeRow } from '../src/modules/notices/notice.model'
import { allOf, liveAt, matchesAudience } from '../src/modules/notices/notice-filters'
import type { OpinionRow } from '../src/modules/opinions/opinion.model'
import type { ResidencyRow } from '../src/modules/people/residency.model'
import type { OutboxEventRow } from '../src/platform/outbox-event.model'
import type { NodeRow } from '../src/modules/space/node.model'
import type { Reader } from './seed'

type View = Readonly<Record<string, unknown>>

export interface BareOptions {
  /** By token. */
  readonly readers: Readonly<Record<string, Reader>>
  /** Answers Linli gave to the same requests; their fields are filled from the rows read. */
  readonly item: View
  readonly detail: View
  readonly opinion: View & { readonly id: string }
}

const DAY_MS = 86_400_000
const PAGE = 20
const listFields = { html: 0, links: 0, tokens: 0, history: 0, facts: 0, attachments: 0 } as const

/** The operations measured, written by hand with the queries, projections and indexes Linli uses. */
export async function createBareOperations(client: MongoClient, db: Db, options: BareOptions) {
  const notices = db.collection<NoticeRow>('notices')
  const receipts = db.collection<NoticeReceiptRow>('notice_receipts')
  const households = db.collection<NoticeHouseholdRow>('notice_households')
  const residencies = db.collection<ResidencyRow>('residencies')
  const opinions = db.collection<OpinionRow>('opinions')
  const keys = db.collection<IdempotencyRow>('idempotency_keys')
  const events = db.collection<OutboxEventRow>('outbox_events')
  const nodes = db.collection<NodeRow>('nodes')
  const counters = db.collection<{ _id: string; value: number }>('counters')
  const sample = await opinions.findOne({ _id: options.opinion.id })
  if (!sample) throw new Error('the sample opinion is missing')

  const homesOf = ({ communityId, personId }: Reader) =>
    residencies.find({ communityId, personId, to: null }).sort({ from: 1 }).toArray()
  const receiptsOf = ({ communityId, personId }: Reader, noticeIds: string[]) =>
    receipts.find({ communityId, personId, noticeId: { $in: noticeIds } }).toArray()
  const live = (filter: Record<string, unknown>, limit: number) =>
    notices
      .find(filter as Filter<NoticeRow>, { projection: listFields })
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
      const top = await live(allOf(base, { pinnedUntil: { $gt: now } }), PAGE + 1)
      const rest = await live(allOf(base, { pinnedUntil: { $not: { $gt: now } } }), PAGE + 1 - top.length)
      const found = [...top, ...rest]
      const shown = found.slice(0, PAGE)
      const own = new Map(
        (
          await receiptsOf(
            reader,
            shown.map((row) => row._id),
          )
        ).map((row) => [row.noticeId, row]),
      )
      const items = shown.map((row) => ({ ...options.item, ...itemOf(row, own.get(row._id), now) }))
      const last = shown.at(-1)
      const place = [last?.pinnedUntil ? 1 : 0, last?.publishAt?.getTime(), last?._id]
      const nextCursor = found.length > PAGE ? Buffer.from(JSON.stringify(place)).toString('base64url') : null
      return { items, nextCursor }
    },

    async detail(reader: Reader, id: string): Promise<View> {
      const [row] = await Promise.all([notices.findOne({ _id: id }), homesOf(reader)])
      if (!row) throw new Error('no such notice')
      const [receipt] = await receiptsOf(reader, [id])
      const item = itemOf(row, receipt, new Date())
      return {
        ...options.detail,
        ...item,
        html: row.html,
        abilities: { confirm: item['confirmed'] !== true },
      }
    },

    async confirm(reader: Reader, id: string, receiptId: string): Promise<View> {
      const [row] = await Promise.all([notices.findOne({ _id: id }), homesOf(reader)])
      if (!row) throw new Error('no such notice')
      const { communityId, personId, accountId } = reader
      const homes = await homesOf(reader)
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
      if (receipt) {
        const mine = { communityId, noticeId: id, roomId: { $in: roomIds } }
        const advance = (from: NoticeHouseholdRow['state'][], state: NoticeHouseholdRow['state']) => ({
          updateMany: { filter: { ...mine, state: { $in: from } }, update: { $set: { state } } },
        })
        await households.bulkWrite([
          {
            updateMany: { filter: mine, update: { $addToSet: { readBy: personId, confirmedBy: personId } } },
          },
          advance(['not-yet'], 'read'),
          advance(['not-yet', 'read', 'told'], 'confirmed'),
        ])
        const message = { accountId: { $in: [accountId] }, topic: 'notice', targetId: id, needsAct: true }
        await db.collection('messages').updateMany(message, { $set: { needsAct: false } })
        await receipts.updateOne(
          { _id: receipt._id, communityId, pendingSince: now },
          { $unset: { pendingSince: 1 } },
        )
      }
      return { read: true, confirmed: true }
    },

    async submit(
      { accountId, personId, communityId }: Reader,
      submission: { text: string; placeId: string },
      key: string,
    ): Promise<View> {
      const now = new Date()
      const keyId = `${accountId} ${key}`
      if (await keys.findOne({ _id: keyId, expiresAt: { $gt: now } })) throw new Error('key used twice')
      const place = await nodes.findOne({ _id: submission.placeId, communityId, validTo: null })
      if (!place) throw new Error('no such place')
      const counter = await counters.findOneAndUpdate(
        { _id: `bare:${communityId}` },
        { $inc: { value: 1 } },
        { upsert: true, returnDocument: 'after' },
      )
      const id = `opn_${key.padStart(22, '0').slice(-22)}`
      const number = `BN-20260101-${String(counter?.value ?? 0).padStart(4, '0')}`
      const view = { ...options.opinion, id, number }
      const row = { ...sample, _id: id, number, authorAccountId: accountId, authorPersonId: personId }
      await client.withSession((session) =>
        session.withTransaction(async () => {
          const expiresAt = new Date(now.getTime() + DAY_MS)
          await keys.insertOne({ _id: keyId, bodyHash: '', answer: null, expiresAt }, { session })
          await opinions.insertOne({ ...row, text: submission.text, submittedAt: now }, { session })
          await events.insertOne(
            {
              ...{ _id: `evt_${key}`, type: 'bench.submitted', aggregateId: id, communityId },
              payload: { urgent: false, version: 1 },
              ...{ occurredAt: now, attempts: 0, availableAt: now, doneBy: [] },
            },
            { session },
          )
          await keys.updateOne({ _id: keyId }, { $set: { answer: JSON.stringify(view) } }, { session })
        }),
      )
      return view
    },
  }
}
