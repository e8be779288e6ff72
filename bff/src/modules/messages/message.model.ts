import type { messageTopics } from '@linli/shared/messages/messages.schema'
import { Schema, type Connection, type Model } from 'mongoose'

export type MessageTopic = (typeof messageTopics)[number]

/**
 * One line of an account's inbox. A collection of the deployment itself: an account may live in several
 * communities and reads one inbox, so every index begins with the account.
 */
export interface MessageRow {
  _id: string
  accountId: string
  communityId: string | null
  topic: MessageTopic
  targetId: string | null
  title: string
  text: string
  /** It asks for an act, and nobody has acted yet. */
  needsAct: boolean
  /** When the act is no longer possible, so that it stops counting by the clock; null when it stays. */
  actUntil: Date | null
  readAt: Date | null
  createdAt: Date
  /** Names the event it tells of; one event tells one account once. */
  dedupeKey: string
  /** It took the place of those before it; absent where it does not. */
  supersedes?: true
  /** When to send it to WeChat as well; absent when it is not, or no longer, to be sent. */
  wechatDueAt?: Date
  wechatAttempts: number
  wechatOutcome: 'sent' | 'refused' | 'given-up' | null
}

const messageSchema = new Schema<MessageRow>(
  {
    _id: { type: String, required: true },
    accountId: { type: String, required: true },
    communityId: { type: String, default: null },
    topic: { type: String, required: true },
    targetId: { type: String, default: null },
    title: { type: String, required: true },
    text: { type: String, default: '' },
    needsAct: { type: Boolean, required: true },
    actUntil: { type: Date, default: null },
    readAt: { type: Date, default: null },
    createdAt: { type: Date, required: true },
    dedupeKey: { type: String, required: true },
    supersedes: Boolean,
    wechatDueAt: Date,
    wechatAttempts: { type: Number, default: 0 },
    wechatOutcome: { type: String, default: null },
  },
  { collection: 'messages', strict: 'throw', autoIndex: false, versionKey: false },
)
messageSchema.index({ accountId: 1, createdAt: -1, _id: -1 }, { name: 'message_inbox' })
messageSchema.index({ accountId: 1, dedupeKey: 1 }, { name: 'message_event_unique', unique: true })
// What is polled counts only what is open, so these stay small however old an inbox grows.
messageSchema.index(
  { accountId: 1, readAt: 1 },
  { name: 'message_unread', partialFilterExpression: { readAt: null } },
)
messageSchema.index(
  { accountId: 1, needsAct: 1, targetId: 1 },
  { name: 'message_needs_act', partialFilterExpression: { needsAct: true } },
)
messageSchema.index(
  { targetId: 1, needsAct: 1 },
  { name: 'message_target', partialFilterExpression: { needsAct: true } },
)
messageSchema.index({ wechatDueAt: 1 }, { name: 'message_wechat_due', sparse: true })
// The oldest first, for what is past its time.
messageSchema.index({ createdAt: 1 }, { name: 'message_age' })

export const messageModel = (connection: Connection): Model<MessageRow> =>
  connection.models.Message ?? connection.model<MessageRow>('Message', messageSchema)
