import type { RouteTable } from '../contract'
import { bookingPermissions } from './bookings.permissions'

const desk = bookingPermissions.serve.roles
const setUp = bookingPermissions.set_up.roles

/** Desks: what they offer, and how they are set up. */
export const desksRoutes = {
  slots: {
    method: 'GET',
    path: '/slots',
    allow: 'anyone',
    summary: 'The days of a desk with what is left on them, and why a day is closed.',
    limit: 'read',
    consentFree: true,
    etag: true,
    sameForAll: true,
  },

  desks: {
    method: 'GET',
    path: '/staff/desks',
    allow: desk,
    summary: 'The desks of the communities one works for, with how they are set up.',
    limit: 'read',
  },
  openDesk: {
    method: 'POST',
    path: '/staff/desks',
    allow: setUp,
    summary: 'Set up a desk; its slots are made at once.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  changeDesk: {
    method: 'PUT',
    path: '/staff/desks/{id}',
    allow: setUp,
    summary: 'Change hours, seats or limits; bookings outside the new hours keep their seats and are named.',
  },
  previewDesk: {
    method: 'POST',
    path: '/staff/desks/{id}/preview',
    allow: setUp,
    summary: 'Which bookings a change of hours would leave outside; nothing is changed.',
  },
  offerTimes: {
    method: 'POST',
    path: '/staff/desks/{id}/offer-times',
    allow: setUp,
    summary: 'Keep the next free time for bookings outside the present hours, and ask the people.',
  },
  load: {
    method: 'GET',
    path: '/staff/desks/{id}/load',
    allow: desk,
    summary: 'How busy a desk was day by day and by the hour, and the list behind it as a file.',
    limit: 'read',
  },
  outside: {
    method: 'GET',
    path: '/staff/desks/{id}/outside',
    allow: desk,
    summary:
      'Bookings the present hours would not offer any more, soonest first; they keep their seats until somebody calls.',
    limit: 'read',
  },
} as const satisfies RouteTable
