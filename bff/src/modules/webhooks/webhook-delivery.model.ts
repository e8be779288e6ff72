import {
  deliveryFaults,
  deliveryStates,
  type DeliveryFault,
  type DeliveryState,
} from '@linli/shared/webhooks/webhooks.kinds'
import { Schema, type Connection, type Model } from 'mongoose'

/**
 * One message to one address, told of one event. What it says is read when it is sent, so that nothing that was taken
 * back lies here or goes out late.
 */
export interface WebhookDeliveryRow {
  _id: string
  communityId: string
  webhookId: string
  eventId: string
  caseId: string
  number: string
  occurredAt: Date
  createdAt: Date
  state: DeliveryState
  tries: number
  /** When the next worker may take it; a worker that takes it moves this past its lease. Absent when dealt with. */
  nextAt?: Date
  /** Random per try: only the worker that holds it may settle the try. */
  claim?: string
  sentAt: Date | null
  fault: DeliveryFault | null
  status: number | null
}

const deliverySchema = new Schema<WebhookDeliveryRow>(
  {
    _id: { type: String, required: true },
    communityId: { type: String, required: true },
    webhookId: { type: String, required: true },
    eventId: { type: String, required: true },
    caseId: { type: String, required: true },
    number: { type: String, required: true },
    occurredAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    state: { type: String, required: true, enum: deliveryStates },
    tries: { type: Number, required: true },
    nextAt: Date,
    claim: String,
    sentAt: { type: Date, default: null },
    fault: { type: String, default: null, enum: [...deliveryFaults, null] },
    status: { type: Number, default: null },
  },
  { collection: 'webhook_deliveries', strict: 'throw', autoIndex: false, versionKey: false },
)
// An event that is handled twice is one message.
deliverySchema.index({ webhookId: 1, eventId: 1 }, { name: 'webhook_delivery_event_unique', unique: true })
deliverySchema.index({ communityId: 1, webhookId: 1, _id: -1 }, { name: 'webhook_delivery_ledger' })
deliverySchema.index({ communityId: 1, webhookId: 1, state: 1, _id: -1 }, { name: 'webhook_delivery_state' })
// A queue, not a growing collection: sparse keeps only what still waits in this index.
deliverySchema.index({ nextAt: 1 }, { name: 'webhook_delivery_next', sparse: true })
deliverySchema.index({ createdAt: 1 }, { name: 'webhook_delivery_created' })

export const webhookDeliveryModel = (connection: Connection): Model<WebhookDeliveryRow> =>
  connection.models.WebhookDelivery ?? connection.model<WebhookDeliveryRow>('WebhookDelivery', deliverySchema)
