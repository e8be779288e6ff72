import { bookingRoutes } from '@linli/shared/bookings/bookings.routes'
import { bookingSchemas } from '@linli/shared/bookings/bookings.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import { sendFile } from '../../http/send-file'
import { proofOf } from '../../http/signed-proof'
import type { BookingsModule } from './bookings.module'

export function createBookingsRoutes(
  module: Pick<
    BookingsModule,
    'bookings' | 'times' | 'desks' | 'hall' | 'office' | 'files' | 'load' | 'rooms'
  >,
): FeatureRoutes {
  const { bookings, times, desks, hall, office, files, load, rooms } = module
  const contract = implement(
    bookingRoutes,
    bookingSchemas,
  )({
    slots: ({ query }) => times.slots(query),
    screen: ({ params }) => times.screen(params.id),
    mine: ({ actor, query }) => bookings.mine(actor, query),
    book: ({ actor, body }) => bookings.book(actor, body),
    feed: ({ actor }) => files.feed(actor),
    renewFeed: ({ actor }) => files.renew(actor),
    get: ({ actor, params }) => bookings.get(actor, params.id),
    move: ({ actor, params, body }) => bookings.move(actor, params.id, body),
    otherTime: ({ actor, params, body }) => bookings.otherTime(actor, params.id, body),
    answer: ({ actor, params, body }) => bookings.answer(actor, params.id, body),
    cancel: ({ actor, params, body }) => bookings.cancel(actor, params.id, body),
    checkIn: ({ actor, params, body }) => bookings.checkIn(actor, params.id, body),
    leave: ({ actor, params, body }) => bookings.leave(actor, params.id, body.version),
    rate: ({ actor, params, body }) => bookings.rate(actor, params.id, body),
    desks: ({ actor, query }) => desks.list(actor, query.communityId),
    openDesk: ({ actor, body: { communityId, ...input } }) => desks.open(actor, communityId, input),
    changeDesk: ({ actor, params, body }) => desks.change(actor, params.id, body),
    previewDesk: ({ actor, params, body }) => office.preview(actor, params.id, body),
    offerTimes: ({ actor, params, body }) => office.offerTimes(actor, params.id, body.bookingIds),
    load: ({ actor, params, query }) => load.load(actor, params.id, query),
    outside: ({ actor, params }) => office.outside(actor, params.id),
    requests: ({ actor, params }) => rooms.requests(actor, params.id),
    approve: ({ actor, params, body }) => rooms.approve(actor, params.id, body.version),
    refuse: ({ actor, params, body }) => rooms.refuse(actor, params.id, body),
    bookFor: ({ actor, body }) => office.bookFor(actor, body),
    cancelFor: ({ actor, params, body }) => office.cancel(actor, params.id, body),
    moveFor: ({ actor, params, body }) => office.move(actor, params.id, body),
    transfer: ({ actor, params, body }) => hall.transfer(actor, params.id, body),
    day: ({ actor, params, query }) => hall.day(actor, params.id, query.day),
    month: ({ actor, params, query }) => rooms.month(actor, params.id, query.from),
    walkIn: ({ actor, params, body }) => hall.walkIn(actor, params.id, body),
    callNext: ({ actor, params }) => hall.callNext(actor, params.id),
    admit: ({ actor, params, body }) => hall.admit(actor, params.id, body.version),
    recall: ({ actor, params, body }) => hall.recall(actor, params.id, body.version),
    skip: ({ actor, params, body }) => hall.skip(actor, params.id, body.version),
    finish: ({ actor, params, body }) => hall.finish(actor, params.id, body),
    miss: ({ actor, params, body }) => hall.miss(actor, params.id, body.version),
    pardon: ({ actor, params, body }) => hall.pardon(actor, params.id, body.version),
  })
  const open = { method: 'GET', allow: 'anyone', consentFree: true, limit: 'read' } as const
  return {
    operations: contract.operations,
    raw: [
      {
        ...open,
        path: '/api/v1/bookings/{id}/calendar.ics',
        async handle(context, { id = '' }) {
          sendFile(context, await files.one(id, proofOf(context)))
        },
      },
      {
        ...open,
        path: '/api/v1/calendars/{id}/{secret}/bookings.ics',
        async handle(context, { id = '', secret = '' }) {
          sendFile(context, await files.all(id, secret))
        },
      },
      {
        ...open,
        path: '/api/v1/desks/{deskId}/bookings/{from}/{to}/{format}',
        async handle(context, { deskId = '', from = '', to = '', format = '' }) {
          sendFile(context, await load.file({ deskId, from, to, format }, proofOf(context)))
        },
      },
    ],
  }
}
