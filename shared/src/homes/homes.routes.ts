import type { RouteTable } from '../contract'
import { homesPermissions as may } from './homes.permissions'
import { familyRoutes } from './family.routes'
import { homeRequestRoutes } from './home-requests.routes'

export const homesRoutes = {
  mine: {
    method: 'GET',
    path: '/homes',
    allow: 'signed-in',
    summary:
      "The caller's homes with who else is bound to them (masked), open invitations, and own requests.",
    limit: 'read',
  },
  ...familyRoutes,
  look: {
    method: 'POST',
    path: '/homes/invitations/look',
    allow: 'signed-in',
    summary: 'What an invitation code is for, before it is used. Wrong, used and expired codes are alike.',
    limit: 'code',
  },
  redeem: {
    method: 'POST',
    path: '/homes/invitations/redeem',
    allow: 'signed-in',
    summary:
      'Uses an invitation code once and binds the caller to its room. The same caller again gets the same answer.',
    limit: 'code',
  },
  match: {
    method: 'POST',
    path: '/homes/match',
    allow: 'signed-in',
    summary:
      'Binds the caller to the person of the roll with this name in this room and the phone the caller signed in with. Never says which of the three was wrong.',
    limit: 'code',
  },
  ...homeRequestRoutes,
  invite: {
    method: 'POST',
    path: '/homes/invitations',
    allow: may.invite.roles,
    summary:
      'Makes a one-time invitation for a room: a head of household for the home, the office for any room.',
    success: 201,
    idempotent: true,
    limit: 'create',
    stepUp: true,
  },
  sheet: {
    method: 'POST',
    path: '/homes/invitations/{id}/sheet',
    allow: may.invite.roles,
    summary: 'The code of an open invitation as text, link, WeChat scene and QR code, to show or print.',
    limit: 'create',
    stepUp: true,
  },
  slips: {
    method: 'POST',
    path: '/homes/invitations/slips',
    allow: may.invite_anywhere.roles,
    summary:
      'The codes of every lived-in room of a unit or a building, to print and hand out: open ones of the office again, new ones where there is none.',
    limit: 'create',
    stepUp: true,
  },
  takeBack: {
    method: 'POST',
    path: '/homes/invitations/{id}/withdraw',
    allow: may.invite.roles,
    summary: 'Takes an open invitation back.',
    limit: 'create',
  },
  endRelation: {
    method: 'POST',
    path: '/homes/relations/{id}/end',
    allow: may.household.roles,
    summary:
      'Leaves a home, or as its head ends what a tenant, a family member or a carer has to do with it. History stays.',
    limit: 'create',
  },
  livesIn: {
    method: 'POST',
    path: '/homes/relations/{id}/lives-in',
    allow: may.household.roles,
    summary: 'An owner says whether they live in the home.',
    limit: 'create',
  },
  invitations: {
    method: 'GET',
    path: '/homes/invitations',
    allow: may.invite_anywhere.roles,
    summary: 'Invitations of a community, newest first.',
    limit: 'read',
  },
  bindings: {
    method: 'GET',
    path: '/homes/rooms/{id}/bindings',
    allow: may.read_bindings.roles,
    summary: 'Whose accounts are bound to a room, now and before; masked.',
    limit: 'read',
  },
  endBinding: {
    method: 'POST',
    path: '/homes/bindings/{id}/end',
    allow: may.end_binding.roles,
    summary: 'Takes an account off a person, with a reason. What the roll says about the person stays.',
    limit: 'create',
    stepUp: true,
  },
} as const satisfies RouteTable
