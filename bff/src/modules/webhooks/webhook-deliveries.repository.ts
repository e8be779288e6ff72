import type { DeliveryFault, DeliveryState } from '@linli/shared/webhooks/webhooks.kinds'
import type { Connection } from 'mongoose'
import { datedRows, type DatedRows } from '../../platform/dated-rows'
import { inScope, type Scope } from '../../platform/scope'
import { webhookDeliveryModel, type WebhookDeliveryRow } from './webhook-delivery.model'

/** How a try ended. */
export type Settlement =
  | { readonly state: 'sent'; readonly at: Date; readonly status: number }
  | {
      readonly state: 'waiting' | 'dead'
      /** Of the next try; null for none. */
      readonly nextAt: Date | null
      readonly fault: DeliveryFault
      readonly status: number | null
    }

/** The ledger of messages to other systems, and the queue of those that still go out. */
export interface WebhookDeliveries {
  /** Enters it once for each address and event, however often it is called. */
  enter(
    row: Omit<WebhookDeliveryRow, 'state' | 'tries' | 'nextAt' | 'sentAt' | 'fault' | 'status'>,
  ): Promise<void>
  /** Takes the one that is due longest, for as long as the lease; of several workers one gets it. */
  claim(now: Date, leasedUntil: Date, claim: string): Promise<WebhookDeliveryRow | null>
  /** Does nothing when the claim was lost meanwhile. */
  settle(row: WebhookDeliveryRow, settlement: Settlement): Promise<void>
  /** Leaves everything else for the same address alone until then. */
  putOff(row: WebhookDeliveryRow, until: Date): Promise<void>
  /** Gives up everything that still waits for an address. */
  giveUp(communityId: string, webhookId: string, fault: DeliveryFault): Promise<void>
  list(
    scope: Scope,
    webhookId: string,
    page: { state: DeliveryState | undefined; before: string | undefined; limit: number },
  ): Promise<WebhookDeliveryRow[]>
  find(scope: Scope, id: string): Promise<WebhookDeliveryRow | null>
  /** Null while a worker has it in hand. */
  sendAgain(scope: Scope, id: string, now: Date): Promise<WebhookDeliveryRow | null>
  /** By when they were entered, for their retention. */
  readonly dated: DatedRows
}

export function createWebhookDeliveries(connection: Connection): WebhookDeliveries {
  const deliveries = webhookDeliveryModel(connection)
  return {
    async enter(row) {
      await deliveries.updateOne(
        { webhookId: row.webhookId, eventId: row.eventId },
        {
          $setOnInsert: {
            ...{ _id: row._id, communityId: row.communityId, caseId: row.caseId, number: row.number },
            ...{ occurredAt: row.occurredAt, createdAt: row.createdAt, nextAt: row.createdAt },
            ...{ state: 'waiting', tries: 0, sentAt: null, fault: null, status: null },
          },
        },
        { upsert: true },
      )
    },
    claim: (now, leasedUntil, claim) =>
      deliveries
        .findOneAndUpdate(
          { nextAt: { $lte: now } },
          { $set: { nextAt: leasedUntil, claim }, $inc: { tries: 1 } },
          { sort: { nextAt: 1 }, returnDocument: 'after' },
        )
        .lean<WebhookDeliveryRow>(),
    async settle({ _id, communityId, claim }, settlement) {
      const { state, status } = settlement
      const nextAt = settlement.state === 'sent' ? null : settlement.nextAt
      await deliveries.updateOne(
        { _id, communityId, claim },
        {
          $set: {
            ...{ state, status },
            ...(settlement.state === 'sent'
              ? { sentAt: settlement.at, fault: null }
              : { fault: settlement.fault }),
            ...(nextAt && { nextAt }),
          },
          $unset: { claim: 1, ...(nextAt ? {} : { nextAt: 1 }) },
        },
      )
    },
    async putOff({ communityId, webhookId }, until) {
      await deliveries.updateMany(
        { communityId, webhookId, state: 'waiting', claim: { $exists: false }, nextAt: { $lt: until } },
        { $set: { nextAt: until } },
      )
    },
    async giveUp(communityId, webhookId, fault) {
      await deliveries.updateMany(
        { communityId, webhookId, state: 'waiting', claim: { $exists: false } },
        { $set: { state: 'dead', fault }, $unset: { nextAt: 1 } },
      )
    },
    list: (scope, webhookId, { state, before, limit }) =>
      deliveries
        .find({
          ...{ ...inScope(scope), webhookId },
          ...(state && { state }),
          ...(before !== undefined && { _id: { $lt: before } }),
        })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<WebhookDeliveryRow[]>(),
    find: (scope, id) => deliveries.findOne({ _id: id, ...inScope(scope) }).lean<WebhookDeliveryRow>(),
    sendAgain: (scope, id, now) =>
      deliveries
        .findOneAndUpdate(
          { _id: id, ...inScope(scope), claim: { $exists: false } },
          { $set: { state: 'waiting', tries: 0, nextAt: now } },
          { returnDocument: 'after' },
        )
        .lean<WebhookDeliveryRow>(),
    dated: datedRows(deliveries, 'createdAt'),
  }
}
