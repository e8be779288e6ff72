import { meetingRoutes } from '@linli/shared/council/meetings.routes'
import { meetingSchemas } from '@linli/shared/council/meetings.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { MeetingsDesk } from './meetings-desk.service'
import type { MeetingsService } from './meetings.service'

export interface MeetingServices {
  readonly meetings: MeetingsService
  readonly meetingsDesk: MeetingsDesk
}

export function createMeetingRoutes({ meetings, meetingsDesk: desk }: MeetingServices): FeatureRoutes {
  return implement(
    meetingRoutes,
    meetingSchemas,
  )({
    list: ({ actor, query }) => meetings.list(actor, query),
    get: ({ actor, params }) => meetings.get(actor, params.id),
    answer: ({ actor, params, body }) => meetings.answer(actor, params.id, body.coming),
    attend: ({ actor, params, body }) => meetings.attend(actor, params.id, body.doorCode),

    deskList: ({ actor, query }) => desk.list(actor, query),
    deskGet: ({ actor, params }) => desk.get(actor, params.id),
    create: ({ actor, body: { communityId, ...draft } }) => desk.create(actor, communityId, draft),
    update: ({ actor, params, body: { version, ...draft } }) => desk.update(actor, params.id, version, draft),
    invite: ({ actor, params, body }) => desk.invite(actor, params.id, body.version),
    cancel: ({ actor, params, body }) => desk.cancel(actor, params.id, body),
    begin: ({ actor, params, body }) => desk.begin(actor, params.id, body.version),
    end: ({ actor, params, body }) => desk.end(actor, params.id, body.version),
    door: ({ actor, params }) => desk.door(actor, params.id),
    guests: ({ actor, params, query }) => desk.guests(actor, params.id, query),
    tick: ({ actor, params, body }) => desk.tick(actor, params.id, body),
    minutes: ({ actor, params, body }) => desk.writeMinutes(actor, params.id, body),
    publish: ({ actor, params, body }) => desk.publish(actor, params.id, body.version),
  })
}
