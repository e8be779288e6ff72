import { noticeRoutes } from '@linli/shared/notices/notices.routes'
import { noticeSchemas } from '@linli/shared/notices/notices.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { NoticesService } from './notices.service'

export function createNoticesRoutes(notices: NoticesService): FeatureRoutes {
  return implement(
    noticeRoutes,
    noticeSchemas,
  )({
    list: ({ actor, query }) => notices.list(actor, query),
    disclosure: ({ actor, query }) => notices.disclosure(actor, query.communityId),
    get: ({ actor, params }) => notices.get(actor, params.id),
    read: ({ actor, params }) => notices.read(actor, params.id),
    confirm: ({ actor, params }) => notices.confirm(actor, params.id),

    staffList: ({ actor, query }) => notices.staffList(actor, query),
    staffGet: ({ actor, params }) => notices.staffGet(actor, params.id),
    create: ({ actor, body }) => notices.create(actor, body),
    update: ({ actor, params, body }) => notices.update(actor, params.id, body),
    discard: ({ actor, params, body }) => notices.discard(actor, params.id, body.version),
    publish: ({ actor, params, body }) => notices.publish(actor, params.id, body.version),
    schedule: ({ actor, params, body }) =>
      notices.schedule(actor, params.id, body.version, new Date(body.publishAt)),
    unschedule: ({ actor, params, body }) => notices.unschedule(actor, params.id, body.version),
    withdraw: ({ actor, params, body }) => notices.withdraw(actor, params.id, body.version, body.reason),
    pin: ({ actor, params, body }) => notices.pin(actor, params.id, body.version, body.until),
    unpin: ({ actor, params, body }) => notices.unpin(actor, params.id, body.version),
    previewAudience: ({ actor, body }) => notices.previewAudience(actor, body),

    reach: ({ actor, params }) => notices.reach(actor, params.id),
    reachHouseholds: ({ actor, params, query }) => notices.reachHouseholds(actor, params.id, query),
    remind: ({ actor, params }) => notices.remind(actor, params.id),
    recordVisit: ({ actor, params, body }) => notices.recordVisit(actor, params.id, body),
  })
}
