import type { RouteTable } from '../contract'
import { noticeDeskRoutes } from './notices-desk.routes'
import { noticeReachRoutes } from './notices-reach.routes'

export const noticeRoutes = {
  list: {
    method: 'GET',
    path: '/notices',
    allow: 'anyone',
    summary: 'Live notices that address the caller; a visitor sees the public ones of a community.',
    limit: 'public-search',
    consentFree: true,
  },
  disclosure: {
    method: 'GET',
    path: '/notices/disclosure',
    allow: 'anyone',
    summary: 'Public disclosure (居务公开) by legal class, with the day of its 15.',
    limit: 'read',
    consentFree: true,
  },
  get: {
    method: 'GET',
    path: '/notices/{id}',
    allow: 'anyone',
    summary: 'One notice as a reader sees it.',
    limit: 'read',
    consentFree: true,
    etag: true,
  },
  read: {
    method: 'POST',
    path: '/notices/{id}/read',
    allow: 'signed-in',
    summary: 'Record that the caller opened it.',
    whileSuspended: true,
  },
  confirm: {
    method: 'POST',
    path: '/notices/{id}/confirm',
    allow: 'signed-in',
    summary: 'Record 已知晓 for the caller and the household.',
  },
  ...noticeDeskRoutes,
  ...noticeReachRoutes,
} as const satisfies RouteTable
