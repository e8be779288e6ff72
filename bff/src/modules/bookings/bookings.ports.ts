import type { DelegateScope } from '@linli/shared/people/people.kinds'
import type { Scope } from '../../platform/scope'
import type { CalendarService } from '../calendar/calendar.service'
import type { FilesService } from '../files/files.service'
import type { MessagesService } from '../messages/messages.service'
import type { HouseholdRoll } from '../people/household-roll.service'
import type { PeopleService, ResidentLabel } from '../people/people.service'
import type { ServiceGuide } from '../services/services.service'
import type { Community } from '../space/space.service'

/** What bookings ask of the tree. */
export interface BookingSpace {
  community(communityId: string): Promise<Community | null>
}

/** What bookings ask of the roll: masked labels. */
export interface BookingPeople extends Pick<PeopleService, 'accountOfPerson' | 'holdersAt'> {
  residentLabels(scope: Scope, personIds: readonly string[]): Promise<Map<string, ResidentLabel>>
}

/** What bookings ask of the roll about people. */
export interface BookingRoll {
  birthDates(scope: Scope, personIds: readonly string[]): Promise<Map<string, string | null>>
}

/** Where people live. */
export type BookingHouseholds = Pick<HouseholdRoll, 'homesOf'>

/** Whether somebody agreed that another one books for him. */
export interface BookingKin {
  mayActFor(scope: Scope, delegateId: string, principalId: string, what: DelegateScope): Promise<boolean>
  /** Those for whom this person may do this now. */
  principalsOf(scope: Scope, delegateId: string, what: DelegateScope): Promise<string[]>
  /** Consents that hold now, with the person on either side. */
  delegationsOf(
    scope: Scope,
    personId: string,
  ): Promise<
    readonly {
      readonly principalPersonId: string
      readonly delegatePersonId: string
      readonly scope: readonly DelegateScope[]
    }[]
  >
}

export interface BookingAccounts {
  /** Openids of those among the accounts who take WeChat messages. */
  openidsOf(accountIds: readonly string[]): Promise<Map<string, string>>
}

export type BookingFiles = Pick<FilesService, 'claim' | 'present' | 'releaseOthers'>

export interface BookingGuides {
  guide(communityId: string, code: string): Promise<ServiceGuide | null>
}

export type BookingCalendars = Pick<CalendarService, 'current'>
export type BookingInbox = Pick<MessagesService, 'deliver' | 'settle'>
