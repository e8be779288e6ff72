import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import { auditRoutes } from '@linli/shared/audit/audit.routes'
import { auditSchemas } from '@linli/shared/audit/audit.schema'
import { bookingRoutes } from '@linli/shared/bookings/bookings.routes'
import { bookingSchemas } from '@linli/shared/bookings/bookings.schema'
import { holdRoutes } from '@linli/shared/bookings/holds.routes'
import { holdSchemas } from '@linli/shared/bookings/holds.schema'
import { seriesRoutes } from '@linli/shared/bookings/series.routes'
import { seriesSchemas } from '@linli/shared/bookings/series.schema'
import { waitRoutes } from '@linli/shared/bookings/waits.routes'
import { waitSchemas } from '@linli/shared/bookings/waits.schema'
import { fileRoutes } from '@linli/shared/files/files.routes'
import { fileSchemas } from '@linli/shared/files/files.schema'
import { grantRoutes } from '@linli/shared/grants/grants.routes'
import { grantSchemas } from '@linli/shared/grants/grants.schema'
import { homeRoutes } from '@linli/shared/home/home.routes'
import { homeSchemas } from '@linli/shared/home/home.schema'
import { homesRoutes } from '@linli/shared/homes/homes.routes'
import { homesSchemas } from '@linli/shared/homes/homes.schema'
import { exportRoutes } from '@linli/shared/imports/exports.routes'
import { exportSchemas } from '@linli/shared/imports/exports.schema'
import { importRoutes } from '@linli/shared/imports/imports.routes'
import { importSchemas } from '@linli/shared/imports/imports.schema'
import { messageRoutes } from '@linli/shared/messages/messages.routes'
import { messageSchemas } from '@linli/shared/messages/messages.schema'
import { noticeRoutes } from '@linli/shared/notices/notices.routes'
import { noticeSchemas } from '@linli/shared/notices/notices.schema'
import { caseRoutes } from '@linli/shared/opinions/cases.routes'
import { caseSchemas } from '@linli/shared/opinions/cases.schema'
import { deskRoutes } from '@linli/shared/opinions/desk.routes'
import { deskSchemas } from '@linli/shared/opinions/desk.schema'
import { figureRoutes } from '@linli/shared/opinions/figures.routes'
import { figureSchemas } from '@linli/shared/opinions/figures.schema'
import { opinionRoutes } from '@linli/shared/opinions/opinions.routes'
import { opinionSchemas } from '@linli/shared/opinions/opinions.schema'
import { peopleRoutes } from '@linli/shared/people/people.routes'
import { peopleSchemas } from '@linli/shared/people/people.schema'
import { recoveryRoutes } from '@linli/shared/recovery/recovery.routes'
import { recoverySchemas } from '@linli/shared/recovery/recovery.schema'
import { chainRoutes } from '@linli/shared/council/chain.routes'
import { chainSchemas } from '@linli/shared/council/chain.schema'
import { councilFigureRoutes } from '@linli/shared/council/figures.routes'
import { councilFigureSchemas } from '@linli/shared/council/figures.schema'
import { meetingRoutes } from '@linli/shared/council/meetings.routes'
import { meetingSchemas } from '@linli/shared/council/meetings.schema'
import { councilRoutes } from '@linli/shared/council/council.routes'
import { councilSchemas } from '@linli/shared/council/council.schema'
import { pollRoutes } from '@linli/shared/polls/polls.routes'
import { pollSchemas } from '@linli/shared/polls/polls.schema'
import { privacyRoutes } from '@linli/shared/privacy/privacy.routes'
import { privacySchemas } from '@linli/shared/privacy/privacy.schema'
import { open311Routes } from '@linli/shared/open311/open311.routes'
import { open311Schemas } from '@linli/shared/open311/open311.schema'
import { secondFactorRoutes } from '@linli/shared/second-factor/second-factor.routes'
import { secondFactorSchemas } from '@linli/shared/second-factor/second-factor.schema'
import { serviceRoutes } from '@linli/shared/services/services.routes'
import { serviceSchemas } from '@linli/shared/services/services.schema'
import { sessionRoutes } from '@linli/shared/session/session.routes'
import { sessionSchemas } from '@linli/shared/session/session.schema'
import { spaceRoutes } from '@linli/shared/space/space.routes'
import { spaceSchemas } from '@linli/shared/space/space.schema'
import { calendarRoutes } from '@linli/shared/calendar/calendar.routes'
import { calendarSchemas } from '@linli/shared/calendar/calendar.schema'
import { tenantRoutes } from '@linli/shared/tenants/tenants.routes'
import { tenantSchemas } from '@linli/shared/tenants/tenants.schema'
import { treeRoutes } from '@linli/shared/space/tree.routes'
import { treeSchemas } from '@linli/shared/space/tree.schema'
import { webhookRoutes } from '@linli/shared/webhooks/webhooks.routes'
import { webhookSchemas } from '@linli/shared/webhooks/webhooks.schema'

/** One feature's part of the contract, for everything that looks at the whole of it. */
export interface FeatureContract {
  readonly feature: string
  /** One sentence at the head of its chapter in the documentation. */
  readonly about: string
  readonly routes: RouteTable
  readonly schemas: SchemaTable<RouteTable>
}

/** The whole contract: what `/openapi.json`, `/docs`, the role matrix and the fuzz test walk. */
export const contract: readonly FeatureContract[] = [
  {
    feature: 'session',
    about: 'Signing in and out, privacy consent.',
    routes: sessionRoutes,
    schemas: sessionSchemas,
  },
  {
    feature: 'people',
    about: 'The roll: people, their homes over time, marks, guardians and delegates.',
    routes: peopleRoutes,
    schemas: peopleSchemas,
  },
  {
    feature: 'secondFactor',
    about: 'The second factor of administrators, operators and supervisors, and how two others reset it.',
    routes: secondFactorRoutes,
    schemas: secondFactorSchemas,
  },
  {
    feature: 'homes',
    about: 'Being bound to a room: invitations, the roll, the office; households and delegates.',
    routes: homesRoutes,
    schemas: homesSchemas,
  },
  {
    feature: 'recovery',
    about: 'A lost phone, recovered at the counter.',
    routes: recoveryRoutes,
    schemas: recoverySchemas,
  },
  {
    feature: 'grants',
    about: 'Staff roles: who holds which, given and taken by whom, handed over when somebody leaves.',
    routes: grantRoutes,
    schemas: grantSchemas,
  },
  { feature: 'home', about: 'What concerns the caller today.', routes: homeRoutes, schemas: homeSchemas },
  {
    feature: 'notices',
    about: 'Notices: written, published, read, confirmed, brought to the door.',
    routes: noticeRoutes,
    schemas: noticeSchemas,
  },
  {
    feature: 'opinions',
    about: 'The opinion box: submitted, accepted, given to those who handle it, answered in public, rated.',
    routes: { ...opinionRoutes, ...caseRoutes, ...figureRoutes, ...deskRoutes },
    schemas: { ...opinionSchemas, ...caseSchemas, ...figureSchemas, ...deskSchemas },
  },
  {
    feature: 'council',
    about: 'The residents’ council: topics, who stands behind them, what is said for and against.',
    routes: councilRoutes,
    schemas: councilSchemas,
  },
  {
    feature: 'chain',
    about: 'The way of a topic from opinions to confirmed deeds: motion, poll, resolution, tasks.',
    routes: chainRoutes,
    schemas: chainSchemas,
  },
  {
    feature: 'meetings',
    about: 'Meetings of the council: agenda, invitations, who was there, minutes and what was decided.',
    routes: meetingRoutes,
    schemas: meetingSchemas,
  },
  {
    feature: 'councilFigures',
    about: 'The figures by which a community runs its council.',
    routes: councilFigureRoutes,
    schemas: councilFigureSchemas,
  },
  {
    feature: 'open311',
    about: 'Keys of other systems. What they open, Open311 GeoReport v2, stands under /open311/v2/.',
    routes: open311Routes,
    schemas: open311Schemas,
  },
  {
    feature: 'webhooks',
    about: 'Addresses of other systems that are told when a public case changes, and what was sent there.',
    routes: webhookRoutes,
    schemas: webhookSchemas,
  },
  {
    feature: 'polls',
    about:
      'Votes: prepared, rolled, cast by name or in secret, closed by the clock, counted again by anybody.',
    routes: pollRoutes,
    schemas: pollSchemas,
  },
  {
    feature: 'services',
    about: 'What can be done at a community, with its guides.',
    routes: serviceRoutes,
    schemas: serviceSchemas,
  },
  {
    feature: 'bookings',
    about: 'Desks, their times, seats taken and given back, and the queue of the day.',
    routes: bookingRoutes,
    schemas: bookingSchemas,
  },
  {
    feature: 'waits',
    about: 'Waiting lists of full times; what comes back is offered in order.',
    routes: waitRoutes,
    schemas: waitSchemas,
  },
  {
    feature: 'holds',
    about: 'Seats kept for some minutes while a form is filled in.',
    routes: holdRoutes,
    schemas: holdSchemas,
  },
  {
    feature: 'series',
    about: 'Visits every week or every other week, booked at once and kept one by one.',
    routes: seriesRoutes,
    schemas: seriesSchemas,
  },
  { feature: 'messages', about: 'The inbox.', routes: messageRoutes, schemas: messageSchemas },
  { feature: 'space', about: 'The tree of places.', routes: spaceRoutes, schemas: spaceSchemas },
  {
    feature: 'tree',
    about: 'The same tree as staff read it on any day, and change it.',
    routes: treeRoutes,
    schemas: treeSchemas,
  },
  {
    feature: 'tenants',
    about: 'Streets and communities of the district, as its operators put them up.',
    routes: tenantRoutes,
    schemas: tenantSchemas,
  },
  {
    feature: 'calendar',
    about: 'Days off and weekends worked, by which every due time is counted.',
    routes: calendarRoutes,
    schemas: calendarSchemas,
  },
  {
    feature: 'imports',
    about: 'Lists into the roll: read, compared with it, confirmed, written.',
    routes: importRoutes,
    schemas: importSchemas,
  },
  {
    feature: 'exports',
    about: 'Lists out of the roll, recorded with their purpose.',
    routes: exportRoutes,
    schemas: exportSchemas,
  },
  {
    feature: 'privacy',
    about: 'One’s own data: seen, taken along, corrected, deleted; and how long what is kept.',
    routes: privacyRoutes,
    schemas: privacySchemas,
  },
  { feature: 'files', about: 'Photos and documents.', routes: fileRoutes, schemas: fileSchemas },
  {
    feature: 'audit',
    about: 'What staff did, chained so that nothing can be taken out.',
    routes: auditRoutes,
    schemas: auditSchemas,
  },
]
