import { endedStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Outbox } from '../../../platform/outbox'
import { inBatches, nextBy, removedHere, type Retention } from '../../../platform/retention'
import { keptSince } from '../../../platform/retention-rules'
import { eventScope } from '../opinions.policy'
import type { OpinionsRepository } from '../opinions.repository'
import type { OpinionCallers } from './opinion-callers.repository'

/** After these a case may have ended, or goes on again. */
const turning = [
  'opinion.rejected',
  'opinion.withdrawn',
  'opinion.merged',
  'opinion.rated',
  'opinion.lapsed',
  'opinion.reopened',
] as const
const ended: readonly OpinionStatus[] = endedStatuses

/** Name and phone of a caller are kept to call back; some time after the case has ended they go, and the case stays. */
export function registerCallerJobs(deps: {
  readonly opinions: Pick<OpinionsRepository, 'find'>
  readonly callers: Pick<OpinionCallers, 'markEnded' | 'contacts'>
  readonly outbox: Pick<Outbox, 'registerHandler'>
  readonly retention: Pick<Retention, 'keep'>
}): void {
  const { opinions, callers, outbox, retention } = deps
  for (const type of turning) {
    outbox.registerHandler(type, 'callers.mark_ended', async ({ communityId, aggregateId, occurredAt }) => {
      const row = communityId === null ? null : await opinions.find(eventScope(communityId), aggregateId)
      // Said from the case as it is now: a late event of a case that was taken up again ends nothing.
      if (row?.channel === undefined) return
      const at = ended.includes(row.status) ? (row.closedAt ?? occurredAt) : null
      await callers.markEnded(eventScope(row.communityId), row._id, at)
    })
  }
  const { contacts } = callers
  retention.keep({
    rule: 'callers',
    remove: async (now) =>
      removedHere(await inBatches(() => contacts.removeBefore(keptSince('callers', now)))),
    next: (now) => nextBy('callers', now, contacts),
  })
}
