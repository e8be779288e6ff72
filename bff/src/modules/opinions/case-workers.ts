import { communityParty, streetParty } from '@linli/shared/opinions/parties'
import type { CaseParties } from './case-parties'
import type { OpinionRow } from './opinion.model'

/** The accounts that have to go on with a case now: the street that decides, the party that leads, who took it, or the office. */
export async function workersAt(
  parties: Pick<CaseParties, 'accountsOf' | 'takerOrOffice'>,
  { communityId, handling, ownerAccountId, status }: OpinionRow,
): Promise<string[]> {
  if (status === 'adjudicating') return parties.accountsOf(communityId, streetParty)
  if (handling) return parties.accountsOf(communityId, handling.lead)
  return ownerAccountId === null
    ? parties.accountsOf(communityId, communityParty)
    : parties.takerOrOffice(communityId, ownerAccountId)
}
