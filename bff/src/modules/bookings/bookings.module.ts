import type { Connection } from 'mongoose'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Counters } from '../../platform/counters'
import type { KeyRing } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { Jobs } from '../../platform/jobs'
import type { Logger } from '../../platform/logger'
import type { Outbox } from '../../platform/outbox'
import { createSignedUrls } from '../../platform/signed-url'
import { createTenantSettings } from '../../platform/tenant-settings'
import type { PersonalData } from '../../platform/personal-data'
import type { Retention } from '../../platform/retention'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { createBookingTraces, type WithFiles } from './booking-traces.repository'
import { createBookingsPersonalData } from './bookings.personal-data'
import type { FileRef } from '../../platform/files/file-ref'
import { createBookingLimits } from './booking-limits'
import { createBookingAnswers } from './booking-answers'
import { createBookingDocuments } from './booking-documents'
import { createBookingActs } from './booking-acts'
import { registerBookingsJobs, type BookingsJobs } from './bookings.jobs'
import type {
  BookingAccounts,
  BookingCalendars,
  BookingFiles,
  BookingGuides,
  BookingHouseholds,
  BookingInbox,
  BookingKin,
  BookingPeople,
  BookingRoll,
  BookingSpace,
} from './bookings.ports'
import { createBookingsRepository } from './bookings.repository'
import { createBookingsService, type BookingsService } from './bookings.service'
import { defaultBookingSettings, type BookingSettingsSource } from './bookings.settings'
import { createBookingOwners } from './booking-owners'
import { createBookingFeeds } from './booking-feeds.repository'
import { createCalendarFilesService, type CalendarFilesService } from './calendar-files.service'
import { createLoadService, type LoadService } from './load.service'
import { createCancellations } from './cancellations'
import { createCheckTold } from './check-told'
import { createDayEnd } from './day-end'
import { createDesksRepository } from './desks.repository'
import { createDesksService, type DesksService } from './desks.service'
import { createDeskTimesService, type DeskTimesService } from './desk-times.service'
import { createGuests } from './guests'
import { createHallService, type HallService } from './hall.service'
import { createOfficeBookingsService, type OfficeBookingsService } from './office-bookings.service'
import { createOfficeReach } from './office-reach'
import { createHoldsService, type HoldsService } from './holds.service'
import { createMeans } from './means'
import { createMovings } from './movings'
import { createOtherTimes } from './other-times'
import { createQueueFacts } from './queue-facts'
import { createReservations } from './reservations'
import { createRoomNaming } from './room-naming'
import { createRoomsService, type RoomsService } from './rooms.service'
import { createSeatClaims } from './seat-claims.repository'
import { createSeatFinder } from './seat-finder'
import { createSeatHolds } from './seat-holds'
import { createSeatRecheck } from './seat-recheck'
import { createSeats } from './seats'
import { createSeriesService, type SeriesService } from './series.service'
import { createSlotsRepository } from './slots.repository'
import { createWaitsRepository } from './waits.repository'
import { createWaitsService, type WaitsService } from './waits.service'

export interface BookingsModuleDeps {
  readonly connection: Connection
  readonly space: BookingSpace
  readonly people: BookingPeople
  readonly roll: BookingRoll
  readonly kin: BookingKin
  readonly households: BookingHouseholds
  readonly calendars: BookingCalendars
  readonly accounts: BookingAccounts
  readonly inbox: BookingInbox
  readonly guides: BookingGuides
  readonly files: BookingFiles
  readonly audit: Audit
  readonly counters: Counters
  readonly uow: UnitOfWork
  readonly outbox: Outbox
  readonly jobs: Jobs
  readonly retention: Retention
  readonly keys: KeyRing
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

export interface BookingsModule {
  readonly bookings: BookingsService
  readonly waits: WaitsService
  readonly holds: HoldsService
  readonly files: CalendarFilesService
  readonly load: LoadService
  readonly times: DeskTimesService
  readonly desks: DesksService
  readonly hall: HallService
  readonly office: OfficeBookingsService
  readonly rooms: RoomsService
  readonly series: SeriesService
  readonly jobs: BookingsJobs
  readonly personalData: PersonalData
  readonly settings: BookingSettingsSource
}

/** Puts the catalogue of services and the bookings of their desks together. */
export function createBookingsModule(deps: BookingsModuleDeps): BookingsModule {
  const bookings = createBookingsRepository(deps.connection)
  const desks = createDesksRepository(deps.connection)
  const slots = createSlotsRepository(deps.connection)
  const settings = createTenantSettings({ ...deps, feature: 'bookings', defaults: defaultBookingSettings })
  const answers = createBookingAnswers(deps)
  const documents = createBookingDocuments(deps)
  const letGo = async (row: WithFiles): Promise<void> => {
    await answers.letGo(row)
    await documents.letGo(row)
  }
  const traces = createBookingTraces(deps.connection, letGo)
  const acts = createBookingActs({ ...deps, bookings })
  const owners = createBookingOwners({ ...deps, bookings })
  const stores = { ...deps, bookings, owners, desks, slots, acts, settings }
  const setUp = createDesksService(stores)
  const queue = createQueueFacts(stores)
  const waits = createWaitsRepository(deps.connection)
  const claims = createSeatClaims(deps.connection)
  const means = createMeans(stores)
  const finder = createSeatFinder({ ...stores, means })
  const seats = createSeats({ ...stores, finder, waits, claims })
  const holds = createSeatHolds({ ...stores, claims })
  const limits = createBookingLimits(stores)
  const reservations = createReservations({ ...stores, seats, holds, answers, limits })
  const guests = createGuests(stores)
  const signedUrls = createSignedUrls({ ...deps, basePath: '/api/v1' })
  const feeds = createBookingFeeds(deps.connection)
  const files = createCalendarFilesService({ ...deps, bookings, owners, traces, feeds, signedUrls })
  const parts = {
    ...stores,
    means,
    signedUrls,
    files,
    queue,
    setUp,
    seats,
    holds,
    reservations,
    guests,
    limits,
    answers,
    documents,
    letGo,
    present: (ref: FileRef) => deps.files.present(ref),
    reach: createOfficeReach(stores),
    cancellations: createCancellations({ ...stores, seats, holds }),
    movings: createMovings({ ...stores, seats, holds, limits }),
  }
  const residents = createBookingsService(parts)
  const lists = createWaitsService({ ...parts, waits, bookings: residents })
  return {
    bookings: residents,
    waits: lists,
    holds: createHoldsService(parts),
    files,
    load: createLoadService(parts),
    times: createDeskTimesService(parts),
    desks: setUp,
    hall: createHallService(parts),
    office: createOfficeBookingsService(parts),
    rooms: createRoomsService(parts),
    series: createSeriesService(parts),
    jobs: registerBookingsJobs({
      ...parts,
      ...{ traces, waits, lists, desks: setUp, endDays: createDayEnd(parts) },
      otherTimes: createOtherTimes(parts),
      naming: createRoomNaming(stores),
      recheck: createSeatRecheck({ ...parts, waits, claims, tell: createCheckTold(deps) }),
    }),
    personalData: createBookingsPersonalData({ ...parts, traces, waits, lists, feeds }),
    settings,
  }
}
