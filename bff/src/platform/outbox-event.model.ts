import { Schema, type Connection, type Model } from 'mongoose'

/** What an event may carry: ids, figures and enums. Personal text never travels (architecture §4). */
export type EventPayload = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

export interface OutboxEventRow {
  _id: string
  type: string
  aggregateId: string
  communityId: string | null
  payload: EventPayload
  occurredAt: Date
  attempts: number
  /** When the next worker may take it; a worker that takes it moves this past its lease. Absent when dealt with. */
  availableAt?: Date
  /** Random per claim: only the worker that still holds the lease may finish the event. */
  lease?: string
  /** Subscribers whose effect is there; a retry leaves them out. */
  doneBy: string[]
  dispatchedAt?: Date
  deadAt?: Date
  lastError?: string
}

const outboxEventSchema = new Schema<OutboxEventRow>(
  {
    _id: { type: String, required: true },
    type: { type: String, required: true },
    aggregateId: { type: String, required: true },
    communityId: { type: String, default: null },
    payload: { type: Schema.Types.Mixed, required: true },
    occurredAt: { type: Date, required: true },
    attempts: { type: Number, required: true },
    availableAt: Date,
    lease: String,
    doneBy: { type: [String], required: true },
    dispatchedAt: Date,
    deadAt: Date,
    lastError: String,
  },
  { collection: 'outbox_events', strict: 'throw', autoIndex: false, versionKey: false, minimize: false },
)
// A queue, not a growing collection: sparse keeps only what still waits in this index.
outboxEventSchema.index({ availableAt: 1 }, { name: 'outbox_available', sparse: true })
// Finished events are rubbish after a month; dead ones have no dispatchedAt and stay for a person to look at.
outboxEventSchema.index({ dispatchedAt: 1 }, { name: 'outbox_finished_ttl', expireAfterSeconds: 30 * 86_400 })

export const outboxEventModel = (connection: Connection): Model<OutboxEventRow> =>
  connection.models.OutboxEvent ?? connection.model<OutboxEventRow>('OutboxEvent', outboxEventSchema)
