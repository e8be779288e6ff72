import type { Outbox } from '../../platform/outbox'
import type { OpinionPrints } from './intake/opinion-prints.repository'
import type { MovedCases } from './moved-cases.repository'
import { eventScope } from './opinions.policy'

/** What carries the id of a community inside its own follows the cases into the community theirs has become. */
export function registerCommunityMergeJobs(deps: {
  readonly moved: MovedCases
  readonly prints: Pick<OpinionPrints, 'joinWords'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
}): void {
  const { moved, prints, outbox } = deps
  outbox.registerHandler(
    'community.merged',
    'opinions.follow_merge',
    async ({ communityId, aggregateId: from }) => {
      if (communityId === null) return
      const into = eventScope(communityId)
      await moved.renameParties(from, into)
      await prints.joinWords(from, into)
    },
  )
}
