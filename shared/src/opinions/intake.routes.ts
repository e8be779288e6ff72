import type { RouteTable } from '../contract'

/** Before and beside an opinion: what a text is about, what is there already, and standing behind a neighbour's case. */
export const intakeRoutes = {
  suggest: {
    method: 'POST',
    path: '/opinions/suggest',
    allow: 'signed-in',
    summary: 'Read a text for its category and for similar open cases; keeps nothing.',
    limit: 'public-search',
  },
  principals: {
    method: 'GET',
    path: '/opinions/principals',
    allow: 'signed-in',
    summary: 'Those who agreed that the caller files opinions for them, and where they are at home.',
    limit: 'read',
  },
  followed: {
    method: 'GET',
    path: '/opinions/followed',
    allow: 'signed-in',
    summary: 'Cases of neighbours the caller stands behind or follows.',
    limit: 'read',
  },
  support: {
    method: 'POST',
    path: '/opinions/{id}/support',
    allow: 'signed-in',
    summary: 'Stand behind a neighbour’s open case, and hear what comes of it.',
    limit: 'create',
  },
  follow: {
    method: 'POST',
    path: '/opinions/{id}/follow',
    allow: 'signed-in',
    summary: 'Hear what comes of a public case.',
    limit: 'create',
  },
  unfollow: {
    method: 'POST',
    path: '/opinions/{id}/unfollow',
    allow: 'signed-in',
    summary: 'Neither stand behind a case nor follow it any longer.',
  },
} as const satisfies RouteTable
