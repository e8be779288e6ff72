import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import { auditRoutes } from '@linli/shared/audit/audit.routes'
import { auditSchemas } from '@linli/shared/audit/audit.schema'
import { bookingRoutes } from '@linli/shared/bookings/bookings.routes'
import { bookingSchemas } from '@linli/shared/bookings/bookings.schema'
import { fileRoutes } from '@linli/shared/files/files.routes'
import { fileSchemas } from '@linli/shared/files/files.schema'
import { homeRoutes } from '@linli/shared/home/home.routes'
import { homeSchemas } from '@linli/shared/home/home.schema'
import { messageRoutes } from '@linli/shared/messages/messages.routes'
import { messageSchemas } from '@linli/shared/messages/messages.schema'
import { noticeRoutes } from '@linli/shared/notices/notices.routes'
import { noticeSchemas } from '@linli/shared/notices/notices.schema'
import { opinionRoutes } from '@linli/shared/opinions/opinions.routes'
import { opinionSchemas } from '@linli/shared/opinions/opinions.schema'
import { peopleRoutes } from '@linli/shared/people/people.routes'
import { peopleSchemas } from '@linli/shared/people/people.schema'
import { secondFactorRoutes } from '@linli/shared/second-factor/second-factor.routes'
import { secondFactorSchemas } from '@linli/shared/second-factor/second-factor.schema'
import { serviceRoutes } from '@linli/shared/services/services.routes'
import { serviceSchemas } from '@linli/shared/services/services.schema'
import { sessionRoutes } from '@linli/shared/session/session.routes'
import { sessionSchemas } from '@linli/shared/session/session.schema'
import { spaceRoutes } from '@linli/shared/space/space.routes'
import { spaceSchemas } from '@linli/shared/space/space.schema'
import { treeRoutes } from '@linli/shared/space/tree.routes'
import { treeSchemas } from '@linli/shared/space/tree.schema'

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
  { feature: 'home', about: 'What concerns the caller today.', routes: homeRoutes, schemas: homeSchemas },
  {
    feature: 'notices',
    about: 'Notices: written, published, read, confirmed, brought to the door.',
    routes: noticeRoutes,
    schemas: noticeSchemas,
  },
  {
    feature: 'opinions',
    about: 'The opinion box: submitted, accepted, answered in public, rated.',
    routes: opinionRoutes,
    schemas: opinionSchemas,
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
  { feature: 'messages', about: 'The inbox.', routes: messageRoutes, schemas: messageSchemas },
  { feature: 'space', about: 'The tree of places.', routes: spaceRoutes, schemas: spaceSchemas },
  {
    feature: 'tree',
    about: 'The same tree as staff read it on any day, and change it.',
    routes: treeRoutes,
    schemas: treeSchemas,
  },
  { feature: 'files', about: 'Photos and documents.', routes: fileRoutes, schemas: fileSchemas },
  {
    feature: 'audit',
    about: 'What staff did, chained so that nothing can be taken out.',
    routes: auditRoutes,
    schemas: auditSchemas,
  },
]
