import type { RouteTable } from '../contract'
import { webhooksPermissions as may } from './webhooks.permissions'

/** Addresses of other systems that are told when a public case changes. */
export const webhookRoutes = {
  list: {
    method: 'GET',
    path: '/webhooks',
    allow: may.manage_webhooks.roles,
    summary: 'Addresses that are told of the public cases of one community, and the hosts they may lie on.',
    limit: 'read',
  },
  create: {
    method: 'POST',
    path: '/webhooks',
    allow: may.manage_webhooks.roles,
    summary: 'A new address; the secret its messages are signed with is answered this once.',
    success: 201,
    limit: 'create',
    stepUp: true,
  },
  get: {
    method: 'GET',
    path: '/webhooks/{id}',
    allow: may.manage_webhooks.roles,
    summary: 'One address and how it does.',
    limit: 'read',
  },
  end: {
    method: 'POST',
    path: '/webhooks/{id}/end',
    allow: may.manage_webhooks.roles,
    summary: 'Nothing is sent there any more.',
    stepUp: true,
  },
  resume: {
    method: 'POST',
    path: '/webhooks/{id}/resume',
    allow: may.manage_webhooks.roles,
    summary: 'Goes on after it was suspended for not answering.',
    stepUp: true,
  },
  deliveries: {
    method: 'GET',
    path: '/webhooks/{id}/deliveries',
    allow: may.manage_webhooks.roles,
    summary: 'What was sent there, the newest first.',
    limit: 'read',
  },
  sendAgain: {
    method: 'POST',
    path: '/webhook-deliveries/{id}/send-again',
    allow: may.manage_webhooks.roles,
    summary: 'Tries once more what was given up, under the same id.',
  },
} as const satisfies RouteTable
