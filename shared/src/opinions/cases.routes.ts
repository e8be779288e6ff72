import type { RouteTable } from '../contract'
import { communityRoles } from '../roles'

/** Who hands cases on: the office of the community, and the street where it decides. */
const dispatcherRoles = [...communityRoles, 'street_admin'] as const
/** Who may be given a case. */
const leadRoles = [...dispatcherRoles, 'grid_worker', 'organisation_staff'] as const

/** The way of a case through the hands of those who work on it. */
export const caseRoutes = {
  parties: {
    method: 'GET',
    path: '/staff/case-parties',
    allow: dispatcherRoles,
    summary:
      'Who can be given a case of the community: its grid workers, its partner organisations, the street.',
    limit: 'read',
  },
  dispatch: {
    method: 'POST',
    path: '/opinions/{id}/dispatch',
    allow: dispatcherRoles,
    summary: 'Give it to a lead, with helpers; also passes it on. Accepts what was not accepted yet.',
  },
  take: {
    method: 'POST',
    path: '/opinions/{id}/take',
    allow: dispatcherRoles,
    summary: 'The office takes it back into its own hands.',
  },
  sign: {
    method: 'POST',
    path: '/opinions/{id}/sign',
    allow: leadRoles,
    summary: 'The lead has received it.',
  },
  handBack: {
    method: 'POST',
    path: '/opinions/{id}/hand-back',
    allow: leadRoles,
    summary: 'The lead gives it back with a reason; the clock runs on. The second time the street decides.',
  },
  hold: {
    method: 'POST',
    path: '/opinions/{id}/hold',
    allow: dispatcherRoles,
    summary: 'It has to wait for something other than the resident.',
  },
  resume: {
    method: 'POST',
    path: '/opinions/{id}/resume',
    allow: dispatcherRoles,
    summary: 'What it waited for has come.',
  },
  refer: {
    method: 'POST',
    path: '/opinions/{id}/refer',
    allow: communityRoles,
    summary: 'Ask the street to decide who handles it.',
  },
  adjudicate: {
    method: 'POST',
    path: '/opinions/{id}/adjudicate',
    allow: ['street_admin'],
    summary: 'The street decides who handles it; it is not handed back after that.',
  },
  helpDone: {
    method: 'POST',
    path: '/opinions/{id}/help-done',
    allow: leadRoles,
    summary: 'A helper has done its part.',
    idempotent: true,
    limit: 'create',
  },
  templates: {
    method: 'GET',
    path: '/staff/reply-templates',
    allow: leadRoles,
    summary: 'What a community answers often.',
    limit: 'read',
  },
  setTemplates: {
    method: 'PUT',
    path: '/staff/reply-templates',
    allow: communityRoles,
    summary: 'Change what the community answers often.',
  },
  similar: {
    method: 'GET',
    path: '/staff/opinions/{id}/similar',
    allow: communityRoles,
    summary: 'Open cases that tell of about the same, with the reason.',
    limit: 'read',
  },
  merge: {
    method: 'POST',
    path: '/opinions/{id}/merge',
    allow: communityRoles,
    summary: 'End it in favour of another case; whoever followed it follows that one.',
  },
  split: {
    method: 'POST',
    path: '/opinions/{id}/split',
    allow: communityRoles,
    summary: 'Make a case of its own of what is another matter.',
    idempotent: true,
    limit: 'create',
  },
  ask: {
    method: 'POST',
    path: '/opinions/{id}/ask',
    allow: 'signed-in',
    summary: 'The author asks something about the answer, without reopening the case.',
    idempotent: true,
    limit: 'create',
  },
  shareContact: {
    method: 'POST',
    path: '/opinions/{id}/share-contact',
    allow: 'signed-in',
    summary: 'The author lets whoever has the case know name and phone, or no longer.',
  },
  readContact: {
    method: 'POST',
    path: '/opinions/{id}/read-contact',
    allow: ['grid_worker', 'organisation_staff'],
    summary: 'Name and phone of an author who agreed to exactly that; on record each time.',
    limit: 'read',
  },
  respond: {
    method: 'POST',
    path: '/opinions/{id}/respond',
    allow: leadRoles,
    summary: 'Answer what the author asked after the answer.',
    idempotent: true,
    limit: 'create',
  },
  askExtension: {
    method: 'POST',
    path: '/opinions/{id}/ask-extension',
    allow: leadRoles,
    summary: 'Ask for more time, with a reason.',
  },
  decideExtension: {
    method: 'POST',
    path: '/opinions/{id}/decide-extension',
    allow: ['community_admin', 'street_admin'],
    summary: 'Grant or refuse more time. Nobody decides on what they asked for themselves.',
  },
} as const satisfies RouteTable
