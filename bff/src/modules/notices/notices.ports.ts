import type { FileView } from '@linli/shared/files/files.schema'
import type { Actor } from '../../platform/actor'
import type { Scope } from '../../platform/scope'
import type { Claim } from '../files/files.service'
import type { FileRef } from '../../platform/files/file-ref'
import type { NewMessage } from '../messages/messages.service'
import type {
  AddressedAccount,
  Audience,
  AudienceCount,
  AudienceMember,
  Household,
  Page,
  ReaderProfile,
} from '../people/people.service'

/** What notices ask of the people feature. */
export interface NoticePeople {
  countAudience(scope: Scope, audience: Audience): Promise<AudienceCount>
  householdPage(scope: Scope, audience: Audience, page: Page): Promise<Household[]>
  memberPage(scope: Scope, audience: Audience, page: Page): Promise<AudienceMember[]>
  accountsOfRooms(
    scope: Scope,
    roomIds: readonly string[],
    tags?: readonly string[],
  ): Promise<AddressedAccount[]>
  audienceOf(actor: Actor): Promise<ReaderProfile>
  staffCards(accountIds: readonly string[]): Promise<Map<string, { readonly name: string }>>
}

/** What notices ask of the space feature. */
export interface NoticeSpace {
  community(communityId: string): Promise<{ readonly name: string } | null>
  /** Ids among `nodeIds` that do not lie in the scope. */
  outside(scope: Scope, nodeIds: readonly string[]): Promise<string[]>
}

/** What notices ask of the session feature. */
export interface NoticeAccounts {
  /** Version of the privacy terms in force; before it is accepted nothing personal is read. */
  currentTermsVersion(): string
}

/** What notices ask of the files feature. */
export interface NoticeFiles {
  claim(ids: readonly string[], claim: Claim): Promise<FileRef[]>
  releaseOthers(
    keepIds: readonly string[],
    owner: Pick<Claim, 'ownerType' | 'ownerId' | 'purpose' | 'communityId'>,
  ): Promise<void>
  present(ref: FileRef): FileView
  signedUrl(fileId: string, variant: 'view' | 'thumb'): string
}

/** What notices ask of the inbox. */
export interface NoticeInbox {
  deliver(message: NewMessage): Promise<number>
  settle(target: { topic: 'notice'; targetId: string; accountIds?: readonly string[] }): Promise<void>
}
