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
