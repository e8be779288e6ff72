import { openStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Actor } from '../../../platform/actor'
import { allowIn, refuse, type Judgement } from '../../../platform/scope'
import type { JudgedOpinion } from '../opinions.policy'

/** First levels that tell of people rather than of things: nobody learns that a neighbour has raised one. */
const personalGroups = new Set(['neighbours', 'affairs', 'care', 'safety', 'other'])

/** While somebody still works on it, one more voice weighs something. */
export const supportableStatuses: readonly OpinionStatus[] = openStatuses

/**
 * What neighbours may do with a case that is not theirs. On the board everybody of the community may; before that the
 * author must want it public, and its category tell of no person: then its category and building are hinted at.
 */
export function judgeSupport(
  actor: Actor,
  action: 'see' | 'support' | 'follow',
  opinion: JudgedOpinion & { readonly categoryCode: string },
): Judgement {
  if (actor.communityId !== opinion.communityId) return refuse('not_found')
  const mine = [opinion.authorAccountId, opinion.filerAccountId].includes(actor.accountId)
  const group = opinion.categoryCode.split('.', 1)[0] ?? ''
  const hinted = opinion.wantsPublic && !personalGroups.has(group)
  if (!mine && !opinion.onBoard && !hinted) return refuse('not_found')
  if (action === 'see') return allowIn([opinion.communityId])
  return mine ? refuse('forbidden') : allowIn([opinion.communityId])
}
