import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { webhookModel, type WebhookRow } from './webhook.model'

/** Addresses that are told, each of one community. */
export interface Webhooks {
  insert(row: WebhookRow): Promise<void>
  /** How many a community has, those that have ended included. */
  count(scope: Scope): Promise<number>
  list(scope: Scope, limit: number): Promise<WebhookRow[]>
  find(scope: Scope, id: string): Promise<WebhookRow | null>
  /** Those that something is sent to, the newest first. */
  active(scope: Scope, limit: number): Promise<WebhookRow[]>
  /** Null when it has ended already or is not there. */
  end(scope: Scope, id: string, at: Date): Promise<WebhookRow | null>
  /** Null when it is not suspended. */
  resume(scope: Scope, id: string): Promise<WebhookRow | null>
  markSent(row: WebhookRow, at: Date): Promise<void>
  /** Notes the first failure after a success; answers since when it fails. */
  markFailing(row: WebhookRow, at: Date): Promise<Date>
  suspend(row: WebhookRow, at: Date): Promise<void>
  /** Suspends it until it is resumed under a key that opens its secret. */
  suspendSealed(row: WebhookRow, at: Date): Promise<void>
}

export function createWebhooks(connection: Connection): Webhooks {
  const webhooks = webhookModel(connection)
  const going = { endedAt: null, suspendedAt: null } as const
  return {
    async insert(row) {
      await webhooks.insertMany([row], { lean: true })
    },
    count: (scope) => webhooks.countDocuments(inScope(scope)),
    list: (scope, limit) => webhooks.find(inScope(scope)).sort({ _id: -1 }).limit(limit).lean<WebhookRow[]>(),
    find: (scope, id) => webhooks.findOne({ _id: id, ...inScope(scope) }).lean<WebhookRow>(),
    active: (scope, limit) =>
      webhooks
        .find({ ...inScope(scope), ...going })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<WebhookRow[]>(),
    end: (scope, id, at) =>
      webhooks
        .findOneAndUpdate(
          { _id: id, ...inScope(scope), endedAt: null },
          { $set: { endedAt: at } },
          { returnDocument: 'after' },
        )
        .lean<WebhookRow>(),
    resume: (scope, id) =>
      webhooks
        .findOneAndUpdate(
          { _id: id, ...inScope(scope), endedAt: null, suspendedAt: { $ne: null } },
          { $set: { suspendedAt: null, failingSince: null }, $unset: { secretLost: 1 } },
          { returnDocument: 'after' },
        )
        .lean<WebhookRow>(),
    async markSent({ _id, communityId }, at) {
      await webhooks.updateOne({ _id, communityId }, { $set: { lastSentAt: at, failingSince: null } })
    },
    async markFailing({ _id, communityId }, at) {
      const row = await webhooks
        .findOneAndUpdate(
          { _id, communityId },
          [{ $set: { failingSince: { $ifNull: ['$failingSince', at] } } }],
          { returnDocument: 'after', updatePipeline: true },
        )
        .lean<WebhookRow>()
      return row?.failingSince ?? at
    },
    async suspend({ _id, communityId }, at) {
      await webhooks.updateOne({ _id, communityId, ...going }, { $set: { suspendedAt: at } })
    },
    async suspendSealed({ _id, communityId }, at) {
      await webhooks.updateOne(
        { _id, communityId, ...going },
        { $set: { suspendedAt: at, secretLost: true } },
      )
    },
  }
}
