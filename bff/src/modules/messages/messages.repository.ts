import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { rowsOf } from '../../platform/mongo'
import { joining } from '../../platform/unit-of-work'
import { messageModel, type MessageRow, type MessageTopic } from './message.model'

export interface MessageTarget {
  readonly topic: MessageTopic
  readonly targetId: string
}

export interface InboxQuery {
  readonly filter: 'all' | 'needs-act' | 'tells'
  readonly before: { readonly createdAt: Date; readonly id: string } | null
  readonly limit: number
}

export interface MessagesRepository {
  /** Adds those whose account has no message of this event yet; answers how many. */
  insertMissing(rows: readonly MessageRow[]): Promise<number>
  list(accountId: string, now: Date, query: InboxQuery): Promise<MessageRow[]>
  counts(accountId: string, now: Date): Promise<{ unread: number; needsAct: number }>
  /** False when the account has no such message. */
  markRead(accountId: string, id: string, now: Date): Promise<boolean>
  markAllRead(accountId: string, now: Date): Promise<void>
  /** Ends the request for an act: for these accounts, or for everybody. */
  settle(target: MessageTarget, accountIds: readonly string[] | null): Promise<void>
  /**
   * Ends the requests that an event's messages to these accounts take the place of: those made before the last message
   * that does so. Of several such events at once each spares the last, whichever looks first.
   */
  supersede(target: MessageTarget, accountIds: readonly string[], dedupeKey: string): Promise<void>
  /** Takes one message that is due for WeChat; of several workers, one gets it. */
  takeWechatDue(now: Date, retryAt: Date): Promise<MessageRow | null>
  finishWechat(id: string, outcome: NonNullable<MessageRow['wechatOutcome']>): Promise<void>
  seedMany(rows: readonly MessageRow[]): Promise<void>
}

/** Inboxes as a part of what is kept about people. */
export interface InboxTraces {
  /** The latest first, whatever their filter. */
  latestOf(accountId: string, limit: number): Promise<MessageRow[]>
  countOf(accountId: string): Promise<number>
  /** Empties an inbox whose account is gone. */
  removeOf(accountId: string): Promise<void>
  /** By age, across accounts: for the retention rule. */
  readonly byAge: DatedRows
}

type Standing = Pick<MessageRow, '_id' | 'accountId' | 'dedupeKey' | 'supersedes'>
const standing = { accountId: 1, dedupeKey: 1, supersedes: 1 } as const
/** What waits for the morning to be told by WeChat is told no more. */
const settled = { $set: { needsAct: false }, $unset: { wechatDueAt: 1 } } as const

const open = (now: Date) => ({ needsAct: true, $or: [{ actUntil: null }, { actUntil: { $gt: now } }] })

/** Inboxes. Every method names the account (messages are rows of the deployment, not of a community). */
export function createMessagesRepository(connection: Connection): MessagesRepository & InboxTraces {
  const messages = messageModel(connection)
  const rows = rowsOf(messages)
  return {
    async insertMissing(rows) {
      if (rows.length === 0) return 0
      const { upsertedCount } = await messages.bulkWrite(
        rows.map(({ accountId, dedupeKey, ...rest }) => ({
          updateOne: { filter: { accountId, dedupeKey }, update: { $setOnInsert: rest }, upsert: true },
        })),
        // Without the second, a row that does not fit the schema would be left out and nobody told.
        { ordered: false, throwOnValidationError: true },
      )
      return upsertedCount
    },
    list(accountId, now, { filter, before, limit }) {
      const conditions: Record<string, unknown>[] = [{ accountId }]
      if (filter === 'needs-act') conditions.push(open(now))
      if (filter === 'tells') conditions.push({ $nor: [open(now)] })
      if (before) {
        conditions.push({
          $or: [
            { createdAt: { $lt: before.createdAt } },
            { createdAt: before.createdAt, _id: { $lt: before.id } },
          ],
        })
      }
      return messages
        .find({ $and: conditions })
        .sort({ createdAt: -1, _id: -1 })
        .limit(limit)
        .lean<MessageRow[]>()
    },
    async counts(accountId, now) {
      const [unread, needsAct] = await Promise.all([
        messages.countDocuments({ accountId, readAt: null }),
        messages.countDocuments({ accountId, ...open(now) }),
      ])
      return { unread, needsAct }
    },
    async markRead(accountId, id, now) {
      const { matchedCount } = await messages.updateOne(
        { _id: id, accountId, readAt: null },
        { $set: { readAt: now } },
      )
      return matchedCount === 1 || (await messages.exists({ _id: id, accountId })) !== null
    },
    async markAllRead(accountId, now) {
      await messages.updateMany({ accountId, readAt: null }, { $set: { readAt: now } })
    },
    async supersede({ topic, targetId }, accountIds, dedupeKey) {
      const of = { accountId: { $in: [...accountIds] } }
      const find = (which: object): Promise<Standing[]> =>
        rows.find({ ...of, ...which }, { projection: standing, ...joining(connection) }).toArray()
      const asking = await find({ topic, targetId, needsAct: true })
      // A message that only tells is none of those that ask.
      const own = await find({ dedupeKey })
      const last = new Map<string, string>()
      for (const { _id, accountId, ...row } of [...asking, ...own])
        if ((row.supersedes || row.dedupeKey === dedupeKey) && _id > (last.get(accountId) ?? ''))
          last.set(accountId, _id)
      const before = asking.filter(({ _id, accountId }) => _id < (last.get(accountId) ?? ''))
      if (before.length === 0) return
      const ids = before.map(({ _id }) => _id)
      await rows.updateMany({ ...of, _id: { $in: ids }, needsAct: true }, settled, joining(connection))
    },
    async settle({ topic, targetId }, accountIds) {
      await rows.updateMany(
        {
          ...(accountIds !== null && { accountId: { $in: [...accountIds] } }),
          topic,
          targetId,
          needsAct: true,
        },
        settled,
        joining(connection),
      )
    },
    takeWechatDue: (now, retryAt) =>
      messages
        .findOneAndUpdate(
          { wechatDueAt: { $lte: now } },
          { $set: { wechatDueAt: retryAt }, $inc: { wechatAttempts: 1 } },
          { sort: { wechatDueAt: 1 }, returnDocument: 'after' },
        )
        .lean<MessageRow>(),
    async finishWechat(id, outcome) {
      await messages.updateOne({ _id: id }, { $set: { wechatOutcome: outcome }, $unset: { wechatDueAt: 1 } })
    },
    async seedMany(rows) {
      await messages.insertMany(rows, { lean: true })
    },

    latestOf: (accountId, limit) =>
      messages.find({ accountId }).sort({ createdAt: -1, _id: -1 }).limit(limit).lean<MessageRow[]>(),
    countOf: (accountId) => messages.countDocuments({ accountId }),
    async removeOf(accountId) {
      await messages.deleteMany({ accountId })
    },
    byAge: datedRows(messages, 'createdAt'),
  }
}
