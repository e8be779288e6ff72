import type { Connection } from 'mongoose'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Counters } from '../../platform/counters'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Logger } from '../../platform/logger'
import type { Outbox } from '../../platform/outbox'
import { createTenantSettings } from '../../platform/tenant-settings'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createServicesRepository } from '../services/services.repository'
import { createServicesService, type ServicesService } from '../services/services.service'
import { registerBookingsJobs, type BookingsJobs } from './bookings.jobs'
import type {
  BookingAccounts,
  BookingCalendars,
  BookingInbox,
  BookingKin,
  BookingPeople,
  BookingRoll,
  BookingSpace,
} from './bookings.ports'
import { createBookingsRepository } from './bookings.repository'
import { createBookingsService, type BookingsService } from './bookings.service'
import { defaultBookingSettings, type BookingSettingsSource } from './bookings.settings'
import { createDesksRepository } from './desks.repository'
import { createDesksService, type DesksService } from './desks.service'
import { createHallService, type HallService } from './hall.service'
import { createQueueFacts } from './queue-facts'
import { createSeatClaims } from './seat-claims.repository'
import { createSeats } from './seats'
import { createSlotsRepository } from './slots.repository'

export interface BookingsModuleDeps {
  readonly connection: Connection
  readonly space: BookingSpace
  readonly people: BookingPeople
  readonly roll: BookingRoll
  readonly kin: BookingKin
  readonly calendars: BookingCalendars
  readonly accounts: BookingAccounts
  readonly inbox: BookingInbox
  readonly audit: Audit
  readonly counters: Counters
  readonly uow: UnitOfWork
  readonly outbox: Outbox
  readonly jobs: Jobs
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

export interface BookingsModule {
  readonly guides: ServicesService
  readonly bookings: BookingsService
  readonly desks: DesksService
  readonly hall: HallService
  readonly jobs: BookingsJobs
  readonly settings: BookingSettingsSource
}

/** Puts the catalogue of services and the bookings of their desks together. */
export function createBookingsModule(deps: BookingsModuleDeps): BookingsModule {
  const bookings = createBookingsRepository(deps.connection)
  const desks = createDesksRepository(deps.connection)
  const slots = createSlotsRepository(deps.connection)
  const settings = createTenantSettings({ ...deps, feature: 'bookings', defaults: defaultBookingSettings })
  const setUp = createDesksService({ ...deps, desks, slots })
  const guides = createServicesService({
    ...deps,
    services: createServicesRepository(deps.connection),
    desks: setUp,
  })
  const queue = createQueueFacts({ ...deps, bookings })
  const claims = createSeatClaims(deps.connection)
  const seats = createSeats({ ...deps, desks, slots, bookings, claims })
  const parts = { ...deps, bookings, desks, slots, seats, queue, guides, settings }
  return {
    guides,
    bookings: createBookingsService(parts),
    desks: setUp,
    hall: createHallService(parts),
    jobs: registerBookingsJobs({ ...parts, desks: setUp }),
    settings,
  }
}
