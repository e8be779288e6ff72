import type { RouteTable } from '../contract'
import { recoveryPermissions as may } from './recovery.permissions'

export const recoveryRoutes = {
  sendCode: {
    method: 'POST',
    path: '/recoveries/codes',
    allow: may.recover.roles,
    summary: 'Sends a code to the new phone of somebody at the counter, who reads it out.',
    success: 202,
    limit: 'sms',
    stepUp: true,
  },
  recover: {
    method: 'POST',
    path: '/recoveries',
    allow: may.recover.roles,
    summary:
      'Moves an account to a new phone after seeing the person and the paper: old sessions end, both numbers are told.',
    success: 201,
    limit: 'code',
    stepUp: true,
  },
  list: {
    method: 'GET',
    path: '/recoveries',
    allow: may.recover.roles,
    summary: 'Recoveries of a community, newest first; masked.',
    limit: 'read',
  },
} as const satisfies RouteTable
