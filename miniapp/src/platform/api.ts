import { auditRoutes } from '@linli/shared/audit/audit.routes'
import type { auditSchemas } from '@linli/shared/audit/audit.schema'
import { calendarRoutes } from '@linli/shared/calendar/calendar.routes'
import type { calendarSchemas } from '@linli/shared/calendar/calendar.schema'
import { councilFigureRoutes } from '@linli/shared/council/figures.routes'
import type { councilFigureSchemas } from '@linli/shared/council/figures.schema'
import { meetingRoutes } from '@linli/shared/council/meetings.routes'
import type { meetingSchemas } from '@linli/shared/council/meetings.schema'
import { chainRoutes } from '@linli/shared/council/chain.routes'
import type { chainSchemas } from '@linli/shared/council/chain.schema'
import { councilRoutes } from '@linli/shared/council/council.routes'
import type { councilSchemas } from '@linli/shared/council/council.schema'
import { bookingRoutes } from '@linli/shared/bookings/bookings.routes'
import type { bookingSchemas } from '@linli/shared/bookings/bookings.schema'
import { holdRoutes } from '@linli/shared/bookings/holds.routes'
import type { holdSchemas } from '@linli/shared/bookings/holds.schema'
import { seriesRoutes } from '@linli/shared/bookings/series.routes'
import type { seriesSchemas } from '@linli/shared/bookings/series.schema'
import { waitRoutes } from '@linli/shared/bookings/waits.routes'
import type { waitSchemas } from '@linli/shared/bookings/waits.schema'
import { grantRoutes } from '@linli/shared/grants/grants.routes'
import type { grantSchemas } from '@linli/shared/grants/grants.schema'
import { homeRoutes } from '@linli/shared/home/home.routes'
import type { homeSchemas } from '@linli/shared/home/home.schema'
import { homesRoutes } from '@linli/shared/homes/homes.routes'
import type { homesSchemas } from '@linli/shared/homes/homes.schema'
import { exportRoutes } from '@linli/shared/imports/exports.routes'
import type { exportSchemas } from '@linli/shared/imports/exports.schema'
import { importRoutes } from '@linli/shared/imports/imports.routes'
import type { importSchemas } from '@linli/shared/imports/imports.schema'
import { messageRoutes } from '@linli/shared/messages/messages.routes'
import type { messageSchemas } from '@linli/shared/messages/messages.schema'
import { noticeRoutes } from '@linli/shared/notices/notices.routes'
import type { noticeSchemas } from '@linli/shared/notices/notices.schema'
import { caseRoutes } from '@linli/shared/opinions/cases.routes'
import type { caseSchemas } from '@linli/shared/opinions/cases.schema'
import { deskRoutes } from '@linli/shared/opinions/desk.routes'
import type { deskSchemas } from '@linli/shared/opinions/desk.schema'
import { figureRoutes } from '@linli/shared/opinions/figures.routes'
import type { figureSchemas } from '@linli/shared/opinions/figures.schema'
import { opinionRoutes } from '@linli/shared/opinions/opinions.routes'
import type { opinionSchemas } from '@linli/shared/opinions/opinions.schema'
import { open311Routes } from '@linli/shared/open311/open311.routes'
import type { open311Schemas } from '@linli/shared/open311/open311.schema'
import { peopleRoutes } from '@linli/shared/people/people.routes'
import type { peopleSchemas } from '@linli/shared/people/people.schema'
import { pollRoutes } from '@linli/shared/polls/polls.routes'
import type { pollSchemas } from '@linli/shared/polls/polls.schema'
import { recoveryRoutes } from '@linli/shared/recovery/recovery.routes'
import type { recoverySchemas } from '@linli/shared/recovery/recovery.schema'
import { privacyRoutes } from '@linli/shared/privacy/privacy.routes'
import type { privacySchemas } from '@linli/shared/privacy/privacy.schema'
import { secondFactorRoutes } from '@linli/shared/second-factor/second-factor.routes'
import type { secondFactorSchemas } from '@linli/shared/second-factor/second-factor.schema'
import { serviceRoutes } from '@linli/shared/services/services.routes'
import type { serviceSchemas } from '@linli/shared/services/services.schema'
import { sessionRoutes } from '@linli/shared/session/session.routes'
import type { sessionSchemas } from '@linli/shared/session/session.schema'
import { spaceRoutes } from '@linli/shared/space/space.routes'
import type { spaceSchemas } from '@linli/shared/space/space.schema'
import { treeRoutes } from '@linli/shared/space/tree.routes'
import type { treeSchemas } from '@linli/shared/space/tree.schema'
import { tenantRoutes } from '@linli/shared/tenants/tenants.routes'
import type { tenantSchemas } from '@linli/shared/tenants/tenants.schema'
import { webhookRoutes } from '@linli/shared/webhooks/webhooks.routes'
import type { webhookSchemas } from '@linli/shared/webhooks/webhooks.schema'
import { clientOf } from './api-client'

/** The server, feature by feature: `api.notices.get({ params: { id } })`. */
export const api = {
  audit: clientOf<typeof auditRoutes, typeof auditSchemas>(auditRoutes),
  calendar: clientOf<typeof calendarRoutes, typeof calendarSchemas>(calendarRoutes),
  chain: clientOf<typeof chainRoutes, typeof chainSchemas>(chainRoutes),
  councilFigures: clientOf<typeof councilFigureRoutes, typeof councilFigureSchemas>(councilFigureRoutes),
  council: clientOf<typeof councilRoutes, typeof councilSchemas>(councilRoutes),
  bookings: clientOf<typeof bookingRoutes, typeof bookingSchemas>(bookingRoutes),
  exports: clientOf<typeof exportRoutes, typeof exportSchemas>(exportRoutes),
  grants: clientOf<typeof grantRoutes, typeof grantSchemas>(grantRoutes),
  home: clientOf<typeof homeRoutes, typeof homeSchemas>(homeRoutes),
  homes: clientOf<typeof homesRoutes, typeof homesSchemas>(homesRoutes),
  imports: clientOf<typeof importRoutes, typeof importSchemas>(importRoutes),
  meetings: clientOf<typeof meetingRoutes, typeof meetingSchemas>(meetingRoutes),
  messages: clientOf<typeof messageRoutes, typeof messageSchemas>(messageRoutes),
  notices: clientOf<typeof noticeRoutes, typeof noticeSchemas>(noticeRoutes),
  cases: clientOf<typeof caseRoutes, typeof caseSchemas>(caseRoutes),
  caseFigures: clientOf<typeof figureRoutes, typeof figureSchemas>(figureRoutes),
  caseDesk: clientOf<typeof deskRoutes, typeof deskSchemas>(deskRoutes),
  opinions: clientOf<typeof opinionRoutes, typeof opinionSchemas>(opinionRoutes),
  open311: clientOf<typeof open311Routes, typeof open311Schemas>(open311Routes),
  people: clientOf<typeof peopleRoutes, typeof peopleSchemas>(peopleRoutes),
  polls: clientOf<typeof pollRoutes, typeof pollSchemas>(pollRoutes),
  recovery: clientOf<typeof recoveryRoutes, typeof recoverySchemas>(recoveryRoutes),
  privacy: clientOf<typeof privacyRoutes, typeof privacySchemas>(privacyRoutes),
  secondFactor: clientOf<typeof secondFactorRoutes, typeof secondFactorSchemas>(secondFactorRoutes),
  services: clientOf<typeof serviceRoutes, typeof serviceSchemas>(serviceRoutes),
  session: clientOf<typeof sessionRoutes, typeof sessionSchemas>(sessionRoutes),
  space: clientOf<typeof spaceRoutes, typeof spaceSchemas>(spaceRoutes),
  tenants: clientOf<typeof tenantRoutes, typeof tenantSchemas>(tenantRoutes),
  tree: clientOf<typeof treeRoutes, typeof treeSchemas>(treeRoutes),
  series: clientOf<typeof seriesRoutes, typeof seriesSchemas>(seriesRoutes),
  holds: clientOf<typeof holdRoutes, typeof holdSchemas>(holdRoutes),
  webhooks: clientOf<typeof webhookRoutes, typeof webhookSchemas>(webhookRoutes),
  waits: clientOf<typeof waitRoutes, typeof waitSchemas>(waitRoutes),
} as const
