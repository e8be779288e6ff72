import { bookingPermissions, type BookingDeskAction } from '@linli/shared/bookings/bookings.permissions'
import { holds, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { BookingRow } from './booking.model'
import type { BookingsRepository } from './bookings.repository'
import type { DeskRow } from './desk.model'
import type { DesksRepository } from './desks.repository'

/** What of desks and bookings a member of the office reaches; everything else does not exist for them. */
export interface OfficeReach {
  desk(actor: Actor, id: string): Promise<{ desk: DeskRow; scope: Scope }>
  booking(actor: Actor, id: string, action: BookingDeskAction): Promise<{ row: BookingRow; scope: Scope }>
}

export function createOfficeReach(deps: {
  desks: Pick<DesksRepository, 'find'>
  bookings: Pick<BookingsRepository, 'find'>
}): OfficeReach {
  const { desks, bookings } = deps
  return {
    async desk(actor, id) {
      const desk = await desks.find(demand(judgeBy(actor, bookingPermissions.serve)), id)
      if (!desk) throw new AppError('not_found')
      return { desk, scope: demand(judgeBy(actor, bookingPermissions.serve, desk.communityId)) }
    },
    async booking(actor, id, action) {
      const row = await bookings.find(demand(judgeBy(actor, bookingPermissions[action])), id)
      if (!row) throw new AppError('not_found')
      return { row, scope: demand(judgeBy(actor, bookingPermissions[action], row.communityId)) }
    },
  }
}

/** The role in which somebody acts for the office of a community. */
export const officeRole = (actor: Actor, communityId: string): 'community_admin' | 'community_staff' =>
  holds(actor, ['community_admin'], communityId) ? 'community_admin' : 'community_staff'
