import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'
import { boardRoutes } from './board.routes'
import { callerRoutes } from './caller.routes'
import { intakeRoutes } from './intake.routes'

/** Staff who see cases: the community's own, its grid workers, the street, and organisations those given to them. */
const caseRoles = [...communityRoles, 'grid_worker', 'organisation_staff', 'street_admin'] as const
const handlerRoles = [...communityRoles, 'grid_worker'] as const
/** Who can have a case in hand, and answer it: the street reads and settles, and answers nobody. */
const leadRoles = [...handlerRoles, 'organisation_staff'] as const

export const opinionRoutes = {
  ...intakeRoutes,
  ...boardRoutes,
  ...callerRoutes,
  catalogue: {
    method: 'GET',
    path: '/opinions/catalogue',
    allow: 'anyone',
    summary: 'Categories of two levels with their answer limits.',
    limit: 'read',
    consentFree: true,
    etag: true,
  },
  board: {
    method: 'GET',
    path: '/opinions/board',
    allow: 'anyone',
    summary: 'Moderated public cases of a community with their answers.',
    limit: 'public-search',
    consentFree: true,
  },
  mine: {
    method: 'GET',
    path: '/opinions/mine',
    allow: 'signed-in',
    summary: 'The own opinions.',
    limit: 'read',
  },
  submit: {
    method: 'POST',
    path: '/opinions',
    allow: 'signed-in',
    summary: 'Put something into the opinion box.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  get: {
    method: 'GET',
    path: '/opinions/{id}',
    allow: 'anyone',
    summary: 'One opinion as its author, or as the public, sees it.',
    limit: 'read',
    consentFree: true,
    etag: true,
  },
  supplement: {
    method: 'POST',
    path: '/opinions/{id}/supplement',
    allow: 'signed-in',
    summary: 'Answer a question of the staff, or add to the own opinion.',
    idempotent: true,
    limit: 'create',
  },
  rate: {
    method: 'POST',
    path: '/opinions/{id}/rate',
    allow: 'signed-in',
    summary: 'Say whether it is solved, and how well.',
  },
  reopen: {
    method: 'POST',
    path: '/opinions/{id}/reopen',
    allow: 'signed-in',
    summary: 'Not solved: ask for it to be taken up again.',
  },
  withdraw: {
    method: 'POST',
    path: '/opinions/{id}/withdraw',
    allow: 'signed-in',
    summary: 'Take the own opinion back.',
  },

  staffList: {
    method: 'GET',
    path: '/staff/opinions',
    allow: caseRoles,
    summary: 'The workbench: cases by due time, with counts per filter.',
    limit: 'read',
  },
  staffGet: {
    method: 'GET',
    path: '/staff/opinions/{id}',
    allow: caseRoles,
    summary: 'One case as its handlers see it.',
    limit: 'read',
    etag: true,
  },
  accept: {
    method: 'POST',
    path: '/opinions/{id}/accept',
    allow: handlerRoles,
    summary: 'Accept; starts the answer clock.',
  },
  reject: {
    method: 'POST',
    path: '/opinions/{id}/reject',
    allow: handlerRoles,
    summary: 'Not accepted, with a listed reason.',
  },
  requestInfo: {
    method: 'POST',
    path: '/opinions/{id}/request-info',
    allow: handlerRoles,
    summary: 'Ask the resident; pauses the clock.',
  },
  start: { method: 'POST', path: '/opinions/{id}/start', allow: leadRoles, summary: 'Work has begun.' },
  reply: {
    method: 'POST',
    path: '/opinions/{id}/reply',
    allow: leadRoles,
    summary: 'The public answer.',
    idempotent: true,
    limit: 'create',
  },
  note: {
    method: 'POST',
    path: '/opinions/{id}/note',
    allow: leadRoles,
    summary: 'An internal note; never leaves the staff.',
    idempotent: true,
    limit: 'create',
  },
  transcribe: {
    method: 'POST',
    path: '/opinions/{id}/transcribe',
    allow: handlerRoles,
    summary: 'Write down what a spoken note says; where there were no words it becomes the text of the case.',
    limit: 'create',
  },
  lookVideo: {
    method: 'POST',
    path: '/opinions/{id}/look-video',
    allow: communityRoles,
    summary: 'Say after looking at a film whether it can be used; the others play it only then.',
  },
  makePublic: {
    method: 'POST',
    path: '/opinions/{id}/make-public',
    allow: communityRoles,
    summary: 'Put on the public board with a moderated text.',
  },
  makePrivate: {
    method: 'POST',
    path: '/opinions/{id}/make-private',
    allow: communityRoles,
    summary: 'Take off the public board.',
  },
} as const satisfies RouteTable
