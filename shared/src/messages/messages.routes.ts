import type { RouteTable } from '../contract'

export const messageRoutes = {
  list: {
    method: 'GET',
    path: '/messages',
    allow: 'signed-in',
    summary: 'The own inbox, newest first.',
    limit: 'read',
  },
  counts: {
    method: 'GET',
    path: '/messages/counts',
    allow: 'signed-in',
    summary: 'How many messages are unread and how many wait for an act; polled.',
    limit: 'read',
    etag: true,
  },
  wechatTemplates: {
    method: 'GET',
    path: '/messages/wechat-templates',
    allow: 'signed-in',
    summary: 'Templates for which a mini-program may ask the permission to send one message.',
    limit: 'read',
  },
  read: {
    method: 'POST',
    path: '/messages/{id}/read',
    allow: 'signed-in',
    summary: 'Mark one message as read.',
    whileSuspended: true,
  },
  readAll: {
    method: 'POST',
    path: '/messages/read-all',
    allow: 'signed-in',
    summary: 'Mark every message as read.',
    whileSuspended: true,
  },
} as const satisfies RouteTable
