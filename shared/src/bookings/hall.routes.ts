import type { RouteTable } from '../contract'
import { bookingPermissions } from './bookings.permissions'

const desk = bookingPermissions.serve.roles

/** The hall: whoever works at a desk with the bookings and the queue of a day, and the board on the wall. */
export const hallRoutes = {
  screen: {
    method: 'GET',
    path: '/desks/{id}/screen',
    allow: 'anyone',
    summary: 'The board of the hall: numbers called now and how many wait; no names.',
    limit: 'read',
    consentFree: true,
    etag: true,
    sameForAll: true,
  },
  requests: {
    method: 'GET',
    path: '/staff/desks/{id}/requests',
    allow: desk,
    summary: 'Who asks for a room and has no answer yet, soonest first; their times are held.',
    limit: 'read',
  },
  approve: {
    method: 'POST',
    path: '/staff/bookings/{id}/approve',
    allow: desk,
    summary: 'Let somebody have the room.',
  },
  refuse: {
    method: 'POST',
    path: '/staff/bookings/{id}/refuse',
    allow: desk,
    summary: 'Refuse a room with a reason; the time is free again.',
  },
  bookFor: {
    method: 'POST',
    path: '/staff/bookings',
    allow: desk,
    summary: 'Take a seat for somebody of the roll who calls or stands at the counter.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  cancelFor: {
    method: 'POST',
    path: '/staff/bookings/{id}/cancel',
    allow: desk,
    summary:
      'Give a seat back for somebody who calls, until the time itself; later visits with it when wished.',
  },
  moveFor: {
    method: 'POST',
    path: '/staff/bookings/{id}/move',
    allow: desk,
    summary:
      'Another time for somebody who calls, or for a room; what the office chooses it need not approve.',
  },
  transfer: {
    method: 'POST',
    path: '/staff/bookings/{id}/transfer',
    allow: desk,
    summary: 'To another desk, in the same place of its queue and with a number of that queue.',
  },
  day: {
    method: 'GET',
    path: '/staff/desks/{id}/day',
    allow: desk,
    summary: 'One day of a desk: its bookings, the queue, and the code that hangs in the hall.',
    limit: 'read',
    etag: true,
  },
  month: {
    method: 'GET',
    path: '/staff/desks/{id}/month',
    allow: desk,
    summary:
      'Who has a room or is visited in the 31 days from a day on, soonest first; what was given up is left out.',
    limit: 'read',
  },
  walkIn: {
    method: 'POST',
    path: '/staff/desks/{id}/walk-in',
    allow: desk,
    summary: 'A queue number for somebody who came without a booking.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  callNext: {
    method: 'POST',
    path: '/staff/desks/{id}/call',
    allow: desk,
    summary: 'Call the next; two counters never call the same.',
    idempotent: true,
    limit: 'create',
  },
  admit: {
    method: 'POST',
    path: '/staff/bookings/{id}/admit',
    allow: desk,
    summary: 'Check somebody in at the counter.',
  },
  recall: {
    method: 'POST',
    path: '/staff/bookings/{id}/recall',
    allow: desk,
    summary: 'Call again, also one who was skipped.',
  },
  skip: {
    method: 'POST',
    path: '/staff/bookings/{id}/skip',
    allow: desk,
    summary: 'Called and not there.',
  },
  finish: {
    method: 'POST',
    path: '/staff/bookings/{id}/finish',
    allow: desk,
    summary: 'Done, with the outcome; what papers are missing is told once and in full.',
  },
  miss: {
    method: 'POST',
    path: '/staff/bookings/{id}/miss',
    allow: desk,
    summary: 'Did not come.',
  },
  pardon: {
    method: 'POST',
    path: '/staff/bookings/{id}/pardon',
    allow: bookingPermissions.pardon.roles,
    summary: 'Excuse a missed booking; it no longer counts.',
  },
} as const satisfies RouteTable
