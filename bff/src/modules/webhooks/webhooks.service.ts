import { webhooksPermissions } from '@linli/shared/webhooks/webhooks.permissions'
import type { DeliveryState } from '@linli/shared/webhooks/webhooks.kinds'
import type { WebhookDeliveryView, WebhookView } from '@linli/shared/webhooks/webhooks.schema'
import { randomBytes } from 'node:crypto'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { Outbound } from '../../platform/outbound'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { WebhookDeliveries } from './webhook-deliveries.repository'
import { webhookSecretField } from './webhook-seals'
import type { WebhookRow } from './webhook.model'
import { mostWebhooks } from './webhooks.policy'
import { presentDelivery, presentWebhook } from './webhooks.presenter'
import type { Webhooks } from './webhooks.repository'

export interface WebhooksService {
  list(actor: Actor, communityId: string): Promise<{ items: WebhookView[]; hosts: string[] }>
  create(
    actor: Actor,
    body: { communityId: string; name: string; address: string },
  ): Promise<{ webhook: WebhookView; secret: string }>
  get(actor: Actor, id: string): Promise<WebhookView>
  /** Ending what has ended changes nothing. */
  end(actor: Actor, id: string): Promise<WebhookView>
  /** Resuming what goes already changes nothing; what has ended stays so. */
  resume(actor: Actor, id: string): Promise<WebhookView>
  deliveries(
    actor: Actor,
    id: string,
    query: { state?: DeliveryState | undefined; cursor?: string | undefined; limit?: number | undefined },
  ): Promise<{ items: WebhookDeliveryView[]; nextCursor: string | null }>
  /** Sends one message again, under its id and with what is public by then. */
  sendAgain(actor: Actor, deliveryId: string): Promise<WebhookDeliveryView>
}

const SECRET_BYTES = 24

const addressFaults: Readonly<Record<string, string>> = {
  address: '请填以 https:// 开头的完整地址',
  host_not_listed: '这个网站不在允许的名单里，请先请平台运维加进去',
  private_address: '请填域名，不能填 IP 地址',
}

const isGoing = ({ endedAt, suspendedAt }: WebhookRow): boolean => endedAt === null && suspendedAt === null

export function createWebhooksService(deps: {
  readonly webhooks: Webhooks
  readonly deliveries: WebhookDeliveries
  readonly outbound: Pick<Outbound, 'hosts' | 'refusalOf'>
  readonly crypto: Pick<Crypto, 'encrypt'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly ids: Ids
  readonly clock: Clock
}): WebhooksService {
  const { webhooks, deliveries, outbound, crypto, audit, uow, ids, clock } = deps
  const may = webhooksPermissions.manage_webhooks

  const record = (
    actor: Actor,
    action: 'webhook.create' | 'webhook.end' | 'webhook.resume',
    { _id, communityId }: WebhookRow,
  ) => audit.record({ actor, action, communityId, targetType: 'webhook', targetId: _id, detail: {} })

  async function found(scope: Scope, id: string): Promise<WebhookRow> {
    const row = await webhooks.find(scope, id)
    if (!row) throw new AppError('not_found')
    return row
  }

  /**
   * Stores in the first place that is free: rows are never removed, so that is the one behind those there are. Whoever
   * finds it taken meanwhile goes on to the next, which ends, because somebody else has moved in each time.
   */
  async function inNextSeat(scope: Scope, store: (seat: number) => Promise<void>): Promise<void> {
    for (;;) {
      const seat = await webhooks.count(scope)
      if (seat >= mostWebhooks) throw new AppError('conflict')
      try {
        await store(seat)
        return
      } catch (error) {
        if (!isDuplicateKey(error, 'webhook_seat_unique')) throw error
      }
    }
  }

  return {
    async list(actor, communityId) {
      const rows = await webhooks.list(demand(judgeBy(actor, may, communityId)), mostWebhooks)
      return { items: rows.map(presentWebhook), hosts: [...outbound.hosts] }
    },

    async create(actor, { communityId, name, address }) {
      const scope = demand(judgeBy(actor, may, communityId))
      const reason = outbound.refusalOf(address)
      if (reason !== null) throw wrongField('body.address', addressFaults[reason] ?? '地址不对')
      const secret = `whs_${randomBytes(SECRET_BYTES).toString('base64url')}`
      const row: WebhookRow = {
        ...{ _id: ids.next('whk'), communityId, name, address },
        secret: crypto.encrypt(secret, { field: webhookSecretField, tenant: communityId }),
        tail: secret.slice(-4),
        ...{ createdBy: actor.accountId, createdAt: clock.now() },
        ...{ endedAt: null, suspendedAt: null, failingSince: null, lastSentAt: null },
      }
      await inNextSeat(scope, (seat) =>
        uow.run(async () => {
          await webhooks.insert({ ...row, seat })
          await record(actor, 'webhook.create', row)
        }),
      )
      return { webhook: presentWebhook(row), secret }
    },

    get: async (actor, id) => presentWebhook(await found(demand(judgeBy(actor, may)), id)),

    async end(actor, id) {
      const scope = demand(judgeBy(actor, may))
      return uow.run(async () => {
        const row = await webhooks.end(scope, id, clock.now())
        if (!row) return presentWebhook(await found(scope, id))
        await deliveries.giveUp(row.communityId, id, 'ended')
        await record(actor, 'webhook.end', row)
        return presentWebhook(row)
      })
    },

    async resume(actor, id) {
      const scope = demand(judgeBy(actor, may))
      return uow.run(async () => {
        const row = await webhooks.resume(scope, id)
        if (!row) {
          const current = presentWebhook(await found(scope, id))
          refuseStatus(current.state, ['active'])
          return current
        }
        await record(actor, 'webhook.resume', row)
        return presentWebhook(row)
      })
    },

    async deliveries(actor, id, { state, cursor, limit = PAGE_ROWS }) {
      const scope = demand(judgeBy(actor, may))
      const webhook = await found(scope, id)
      const [before] = cursor === undefined ? [] : decodeCursor(cursor, ['string'])
      const rows = await deliveries.list(scope, id, { state, before, limit: limit + 1 })
      const page = pageOf(rows, limit, (last) => [last._id])
      const going = isGoing(webhook)
      return { items: page.rows.map((row) => presentDelivery(row, going)), nextCursor: page.nextCursor }
    },

    async sendAgain(actor, deliveryId) {
      const scope = demand(judgeBy(actor, may))
      const known = await deliveries.find(scope, deliveryId)
      if (!known) throw new AppError('not_found')
      const webhook = await found(scope, known.webhookId)
      refuseStatus(presentWebhook(webhook).state, ['active'])
      const row = await deliveries.sendAgain(scope, deliveryId, clock.now())
      // A worker has it in hand this moment: it is being sent.
      return presentDelivery(row ?? known, true)
    },
  }
}
