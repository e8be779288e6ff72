import { bookingRoutes } from '@linli/shared/bookings/bookings.routes'
import { bookingSchemas } from '@linli/shared/bookings/bookings.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { BookingsModule } from './bookings.module'

export function createBookingsRoutes(
  module: Pick<BookingsModule, 'bookings' | 'times' | 'desks' | 'hall' | 'office'>,
): FeatureRoutes {
  const { bookings, times, desks, hall, office } = module
  return implement(
    bookingRoutes,
    bookingSchemas,
  )({
    slots: ({ query }) => times.slots(query),
    screen: ({ params }) => times.screen(params.id),
    mine: ({ actor, query }) => bookings.mine(actor, query),
    book: ({ actor, body }) => bookings.book(actor, body),
    get: ({ actor, params }) => bookings.get(actor, params.id),
    move: ({ actor, params, body }) => bookings.move(actor, params.id, body),
    cancel: ({ actor, params, body }) => bookings.cancel(actor, params.id, body.version),
    checkIn: ({ actor, params, body }) => bookings.checkIn(actor, params.id, body),
    leave: ({ actor, params, body }) => bookings.leave(actor, params.id, body.version),
    rate: ({ actor, params, body }) => bookings.rate(actor, params.id, body),
    desks: ({ actor, query }) => desks.list(actor, query.communityId),
    openDesk: ({ actor, body: { communityId, ...input } }) => desks.open(actor, communityId, input),
    changeDesk: ({ actor, params, body: { version, active, ...input } }) =>
      desks.change(actor, params.id, version, active, input),
    outside: ({ actor, params }) => office.outside(actor, params.id),
    bookFor: ({ actor, body }) => office.bookFor(actor, body),
    transfer: ({ actor, params, body }) => hall.transfer(actor, params.id, body),
    day: ({ actor, params, query }) => hall.day(actor, params.id, query.day),
    walkIn: ({ actor, params, body }) => hall.walkIn(actor, params.id, body),
    callNext: ({ actor, params }) => hall.callNext(actor, params.id),
    admit: ({ actor, params, body }) => hall.admit(actor, params.id, body.version),
    recall: ({ actor, params, body }) => hall.recall(actor, params.id, body.version),
    skip: ({ actor, params, body }) => hall.skip(actor, params.id, body.version),
    finish: ({ actor, params, body }) => hall.finish(actor, params.id, body),
    miss: ({ actor, params, body }) => hall.miss(actor, params.id, body.version),
    pardon: ({ actor, params, body }) => hall.pardon(actor, params.id, body.version),
  })
}
