import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'

/** Staff who see cases: the community's own, its grid workers, the street, and organisations those given to them. */
const caseRoles = [...communityRoles, 'grid_worker', 'organisation_staff', 'street_admin'] as const
const handlerRoles = [...communityRoles, 'grid_worker'] as const
/** Who can have a case in hand, and answer it: the street reads and settles, and answers nobody. */
const leadRoles = [...handlerRoles, 'organisation_staff'] as const

/** The workbench: cases as those who handle them see them, and what they do with one. */
export const workbenchRoutes = {
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
  showPhotos: {
    method: 'POST',
    path: '/opinions/{id}/show-photos',
    allow: communityRoles,
    summary:
      'After looking at each photo of a public case: which everybody may see, with faces and plates covered. The originals stay inside.',
    limit: 'create',
  },
  makePrivate: {
    method: 'POST',
    path: '/opinions/{id}/make-private',
    allow: communityRoles,
    summary: 'Take off the public board.',
  },
} as const satisfies RouteTable
