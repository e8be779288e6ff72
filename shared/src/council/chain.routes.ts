import type { RouteTable } from '../contract'
import { councilPermissions } from './council.permissions'

const { take_part, screen } = councilPermissions

export const chainRoutes = {
  get: {
    method: 'GET',
    path: '/topics/{id}/chain',
    allow: 'signed-in',
    summary: 'The whole way of a topic, from opinions to confirmed deeds, each step with state and date.',
    limit: 'read',
  },
  move: {
    method: 'POST',
    path: '/staff/topics/{id}/move',
    allow: screen.roles,
    summary: 'Put what was talked over into words that can be voted on.',
    idempotent: 'offered',
    limit: 'create',
  },
  polls: {
    method: 'GET',
    path: '/staff/topics/{id}/polls',
    allow: screen.roles,
    summary: 'Polls of the community the motion can be linked to, newest first.',
    limit: 'read',
  },
  linkPoll: {
    method: 'POST',
    path: '/staff/topics/{id}/link-poll',
    allow: screen.roles,
    summary: 'Say which poll decides the motion.',
    idempotent: 'offered',
    limit: 'create',
  },
  resolve: {
    method: 'POST',
    path: '/staff/topics/{id}/resolve',
    allow: screen.roles,
    summary: 'Publish the resolution: by the published poll, or as agreed in deliberation. It stays public.',
    idempotent: 'offered',
    limit: 'create',
  },
  close: {
    method: 'POST',
    path: '/staff/topics/{id}/close',
    allow: screen.roles,
    summary: 'Say that nothing has to be done after the resolution, and why; only while it has no tasks.',
    idempotent: 'offered',
    limit: 'create',
  },
  addTask: {
    method: 'POST',
    path: '/staff/topics/{id}/tasks',
    allow: screen.roles,
    summary: 'Say who does what by when; the time counts in working days, as that of cases.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  report: {
    method: 'POST',
    path: '/staff/topics/{id}/reports',
    allow: screen.roles,
    summary: 'Report on a task, with pictures, or that it is done.',
    success: 201,
    idempotent: true,
    limit: 'create',
  },
  confirmTask: {
    method: 'POST',
    path: '/topics/{id}/confirm-task',
    allow: take_part.roles,
    summary: 'Say whether a task that is called done is done; once per person, the last word counts.',
    limit: 'create',
  },
} as const satisfies RouteTable
