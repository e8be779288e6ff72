import type { RouteTable } from '../contract'

export const waitRoutes = {
  join: {
    method: 'POST',
    path: '/slots/{id}/wait',
    allow: 'signed-in',
    summary: 'Stand on the waiting list of a full time; seats that come back are offered in order.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  mine: {
    method: 'GET',
    path: '/waits/mine',
    allow: 'signed-in',
    summary: 'The own places on waiting lists, offers first.',
    limit: 'read',
  },
  accept: {
    method: 'POST',
    path: '/waits/{id}/accept',
    allow: 'signed-in',
    summary: 'Take the seat that is offered; answers the booking. A room is then asked for.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  leave: {
    method: 'POST',
    path: '/waits/{id}/leave',
    allow: 'signed-in',
    summary: 'Leave the list, or let an offer go to the next.',
  },
} as const satisfies RouteTable
