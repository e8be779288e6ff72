import type { RouteTable } from '../contract'
import { pollPermissions } from './polls.permissions'

/** 「不是我投的」: who says that the record of a vote is wrong, and what the desk finds. */
export const pollDoubtRoutes = {
  notMe: {
    method: 'POST',
    path: '/polls/{id}/not-me',
    allow: 'signed-in',
    summary:
      'Say that the ballot recorded for the caller’s row was not the caller’s, or that one was cast and none is recorded.',
    limit: 'create',
  },
  notMes: {
    method: 'GET',
    path: '/staff/polls/{id}/not-me',
    allow: [...pollPermissions.inspect.roles, ...pollPermissions.oversee.roles],
    summary:
      'Rows whose people say that the recorded ballot was not theirs or that theirs is missing, with what the roll knows of it; never the choice.',
    limit: 'read',
  },
  answerNotMe: {
    method: 'POST',
    path: '/staff/polls/{id}/answer-not-me',
    allow: pollPermissions.answer.roles,
    summary:
      'Answer such a row with what was found and why. A ballot of an open named poll that was not the voter’s is annulled and the row opened again; a count is never changed.',
    idempotent: 'offered',
    limit: 'create',
  },
} as const satisfies RouteTable
