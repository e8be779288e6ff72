import type { FileView } from '@linli/shared/files/files.schema'
import type { FileRef } from '../../platform/files/file-ref'
import type { Scope } from '../../platform/scope'
import type { CalendarService } from '../calendar/calendar.service'
import type { Claim } from '../files/files.service'
import type { MessagesService } from '../messages/messages.service'
import type { NoticesService } from '../notices/notices.service'
import type { OpinionSources } from '../opinions/opinion-sources.service'
import type { PollChain } from '../polls/poll-chain.service'
import type { SpaceService } from '../space/space.service'
import type { ResidentLabel, RoleGrant, StaffCard, StaffRole } from '../people/people.service'

/** What the council asks of cases: what a topic came from, and who is to be told. */
export type CouncilOpinions = OpinionSources

/** What the council asks of the roll: masked labels of residents, signatures and posts of staff. */
export interface CouncilPeople {
  residentLabels(scope: Scope, personIds: readonly string[]): Promise<Map<string, ResidentLabel>>
  staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
  holdersAt(nodeIds: readonly string[], roles: readonly StaffRole[]): Promise<RoleGrant[]>
}

export type CouncilCalendars = Pick<CalendarService, 'current'>
export type CouncilInbox = Pick<MessagesService, 'deliver' | 'settle'>

/** Who somebody of the roll is today: only the account, to be told. */
export interface CouncilElectors {
  byIds(
    scope: Scope,
    personIds: readonly string[],
  ): Promise<{ readonly personId: string; readonly accountId: string | null }[]>
}

export type CouncilSpace = Pick<SpaceService, 'community' | 'paths'>

/** What the council asks of polls: what decides a motion, and how. */
export type CouncilPolls = PollChain

/** What the council asks of notices: to disclose what was decided. */
export type CouncilNotices = Pick<NoticesService, 'create' | 'publish'>

export interface CouncilFiles {
  claim(ids: readonly string[], claim: Claim): Promise<FileRef[]>
  present(ref: FileRef): FileView
}
