import type { Outbox } from '../../platform/outbox'
import { RECOVERED, type RecoveryService } from './recovery.service'

/** Both numbers are told after the move is stored, and again until the provider has taken the messages. */
export function registerRecoveryJobs(outbox: Outbox, recovery: Pick<RecoveryService, 'tellBoth'>): void {
  outbox.registerHandler(RECOVERED, 'recovery.tell', async ({ aggregateId, communityId }) => {
    if (communityId !== null) await recovery.tellBoth(communityId, aggregateId)
  })
}
