import type { MessagesService } from '../messages/messages.service'
import type { OwnRecordsService } from '../people/own-records.service'
import type { BoundPerson, PeopleService } from '../people/people.service'
import type { AccountPrivacyService } from '../session/account-privacy.service'
import type { SpaceService } from '../space/space.service'

export type { BoundPerson }

/** What the privacy feature asks of signing in. */
export type PrivacyAccounts = AccountPrivacyService

/** What it asks of the roll: whose records they are, and which posts somebody holds. */
export type PrivacyPeople = Pick<PeopleService, 'boundPersons' | 'grantsOf'>
export type PrivacyRecords = OwnRecordsService

/** What it asks of binding: the requests whose photo the office may have looked at. */
export interface PrivacyRequests {
  requestsOf(accountId: string): Promise<readonly { readonly id: string; readonly communityId: string }[]>
}

/** What it asks of the tree. */
export type PrivacySpace = Pick<SpaceService, 'names' | 'mergedInto'>
export type PrivacyInbox = Pick<MessagesService, 'deliver'>
