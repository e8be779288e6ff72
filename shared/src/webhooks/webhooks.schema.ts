import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoTime, page, pageQuery, text } from '../scalars.schema'
import { deliveryFaults, deliveryStates, webhookStates } from './webhooks.kinds'
import type { webhookRoutes } from './webhooks.routes'

export const webhook = z
  .object({
    id,
    communityId: id,
    name: z.string(),
    address: z.string(),
    /** The last four characters of the secret, to tell secrets apart. */
    tail: z.string(),
    createdAt: isoTime,
    state: z.enum(webhookStates),
    /** When it was suspended or ended. */
    stoppedAt: z.nullable(isoTime),
    /** Suspended because its secret can no longer be read: only a new address gets a new one. */
    needsSecret: z.boolean(),
    /** Since when nothing has arrived there. */
    failingSince: z.nullable(isoTime),
    lastSentAt: z.nullable(isoTime),
  })
  .register(z.globalRegistry, { id: 'Webhook' })
export type WebhookView = z.infer<typeof webhook>

export const webhookDelivery = z
  .object({
    id,
    webhookId: id,
    /** Of the case: `QH-20261123-0042`. */
    number: z.string(),
    state: z.enum(deliveryStates),
    tries: z.number(),
    createdAt: isoTime,
    sentAt: z.nullable(isoTime),
    /** Of the next try, while it waits. */
    nextAt: z.nullable(isoTime),
    fault: z.nullable(z.enum(deliveryFaults)),
    /** HTTP status of the last answer. */
    status: z.nullable(z.number()),
    maySendAgain: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'WebhookDelivery' })
export type WebhookDeliveryView = z.infer<typeof webhookDelivery>

const sampleWebhook = {
  id: 'whk_1BoxkVZLBjFjeN8D7r',
  communityId: 'nod_1BoxkVZLBjFjeN8D7r',
  name: '12345 热线',
  address: 'https://hotline.example.cn/linli',
  tail: 'k3Qx',
  createdAt: '2026-11-23T02:00:00.000Z',
  state: 'active',
  stoppedAt: null,
  needsSecret: false,
  failingSince: null,
  lastSentAt: '2026-11-25T02:00:00.000Z',
}
const sampleDelivery = {
  id: 'whd_1BoxkVZLBjFjeN8D7r',
  webhookId: sampleWebhook.id,
  number: 'QH-20261123-0042',
  state: 'dead',
  tries: 6,
  createdAt: '2026-11-24T02:00:00.000Z',
  sentAt: null,
  nextAt: null,
  fault: 'refused',
  status: 503,
  maySendAgain: true,
}
const stepped = [...staffErrors, 'second_factor_required'] as const

export const webhookSchemas = {
  list: {
    query: z.strictObject({ communityId: id }),
    response: z.object({
      items: z.array(webhook),
      /** What the operator of the deployment has listed: `hotline.example.cn`. */
      hosts: z.array(z.string()),
    }),
    errors: staffErrors,
    examples: { response: { items: [sampleWebhook], hosts: ['hotline.example.cn'] } },
  },
  create: {
    body: z.strictObject({
      communityId: id,
      /** The system that listens there. */
      name: text(40, 2),
      address: text(300, 12),
    }),
    response: z.object({ webhook, secret: z.string() }),
    errors: [...stepped, 'conflict'],
    examples: {
      body: {
        communityId: sampleWebhook.communityId,
        name: sampleWebhook.name,
        address: sampleWebhook.address,
      },
      response: { webhook: sampleWebhook, secret: 'whs_3yZQn8cV1mWfT6uEoR2sKd9b' },
    },
  },
  get: { params: idParams, response: webhook, errors: staffErrors, examples: { response: sampleWebhook } },
  end: {
    params: idParams,
    response: webhook,
    errors: stepped,
    examples: { response: { ...sampleWebhook, state: 'ended', stoppedAt: '2026-11-25T03:00:00.000Z' } },
  },
  resume: {
    params: idParams,
    response: webhook,
    errors: [...stepped, 'invalid_status'],
    examples: { response: sampleWebhook },
  },
  deliveries: {
    params: idParams,
    query: z.strictObject({ ...pageQuery, state: z.optional(z.enum(deliveryStates)) }),
    response: page(webhookDelivery),
    errors: staffErrors,
    examples: { response: { items: [sampleDelivery], nextCursor: null } },
  },
  sendAgain: {
    params: idParams,
    response: webhookDelivery,
    errors: [...staffErrors, 'invalid_status'],
    examples: {
      response: {
        ...{ ...sampleDelivery, state: 'waiting', tries: 0, nextAt: '2026-11-25T04:00:00.000Z' },
        maySendAgain: false,
      },
    },
  },
} satisfies SchemaTable<typeof webhookRoutes>
