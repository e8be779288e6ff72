import { Schema, type Connection, type Model } from 'mongoose'

/** An address of another system that is told of the public cases of one community. */
export interface WebhookRow {
  _id: string
  communityId: string
  name: string
  address: string
  /** Which of the community's places it has, from 0 up: each is given once. Absent in rows older than the places. */
  seat?: number
  /** Sealed, because every message is signed with it. */
  secret: string
  tail: string
  createdBy: string
  createdAt: Date
  endedAt: Date | null
  /** Since when it is left alone because nothing arrives. */
  suspendedAt: Date | null
  /** Suspended because none of the deployment's keys opens the secret; absent otherwise. */
  secretLost?: boolean
  /** The first failure after the last success. */
  failingSince: Date | null
  lastSentAt: Date | null
}

const webhookSchema = new Schema<WebhookRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    name: { type: String, required: true },
    address: { type: String, required: true },
    seat: Number,
    secret: { type: String, required: true },
    tail: { type: String, required: true },
    createdBy: { type: String, required: true },
    createdAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
    suspendedAt: { type: Date, default: null },
    secretLost: Boolean,
    failingSince: { type: Date, default: null },
    lastSentAt: { type: Date, default: null },
  },
  { collection: 'webhooks', strict: 'throw', autoIndex: false, versionKey: false },
)
webhookSchema.index({ communityId: 1, _id: -1 }, { name: 'webhook_community' })
// However many come at once, no more are stored than there are places.
webhookSchema.index(
  { communityId: 1, seat: 1 },
  { name: 'webhook_seat_unique', unique: true, partialFilterExpression: { seat: { $type: 'number' } } },
)

export const webhookModel = (connection: Connection): Model<WebhookRow> =>
  connection.models.Webhook ?? connection.model<WebhookRow>('Webhook', webhookSchema)
