import type { RouteTable } from '../contract'
import { boardRoutes } from './board.routes'
import { callerRoutes } from './caller.routes'
import { intakeRoutes } from './intake.routes'
import { workbenchRoutes } from './workbench.routes'

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
  ...workbenchRoutes,
} as const satisfies RouteTable
