import type { RouteTable } from '../contract'
import { desksRoutes } from './desks.routes'
import { hallRoutes } from './hall.routes'

export const bookingRoutes = {
  ...desksRoutes,
  ...hallRoutes,
  mine: {
    method: 'GET',
    path: '/bookings/mine',
    allow: 'signed-in',
    summary: 'The own bookings, coming or past, those made for others among them.',
    limit: 'read',
  },
  book: {
    method: 'POST',
    path: '/bookings',
    allow: 'signed-in',
    summary: 'Take a seat in a slot, for oneself or for somebody who agreed to it.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  feed: {
    method: 'GET',
    path: '/bookings/feed',
    allow: 'signed-in',
    summary: 'The secret address a calendar reads all own bookings from; null until it was made.',
    limit: 'read',
  },
  renewFeed: {
    method: 'POST',
    path: '/bookings/feed/renew',
    allow: 'signed-in',
    summary: 'Make a new secret address; the one before opens nothing any more.',
    limit: 'create',
  },
  get: {
    method: 'GET',
    path: '/bookings/{id}',
    allow: 'signed-in',
    summary: 'One booking with its ticket and, while waiting, an honest estimate.',
    limit: 'read',
    etag: true,
  },
  move: {
    method: 'POST',
    path: '/bookings/{id}/move',
    allow: 'signed-in',
    summary: 'Give the seat back and take another in one step; nothing changes when the other is gone.',
  },
  otherTime: {
    method: 'POST',
    path: '/bookings/{id}/other-time',
    allow: 'signed-in',
    summary: 'Take the time that is offered instead of one that is not open any more, or let it go.',
  },
  answer: {
    method: 'POST',
    path: '/bookings/{id}/answer',
    allow: 'signed-in',
    summary: 'Answer what the item asks, or change the answers, while the booking can be changed.',
  },
  cancel: {
    method: 'POST',
    path: '/bookings/{id}/cancel',
    allow: 'signed-in',
    summary:
      'Give the seat back, until the limit of the desk; of a series the later visits with it when that is wished.',
  },
  checkIn: {
    method: 'POST',
    path: '/bookings/{id}/check-in',
    allow: 'signed-in',
    summary: 'Here I am: with the code that hangs in the hall today. Answers the queue number.',
    limit: 'code',
  },
  leave: {
    method: 'POST',
    path: '/bookings/{id}/leave',
    allow: 'signed-in',
    summary: 'Leave the queue.',
  },
  rate: {
    method: 'POST',
    path: '/bookings/{id}/rate',
    allow: 'signed-in',
    summary: 'How it was, once; the office reads it among others, without a name.',
  },
} as const satisfies RouteTable
