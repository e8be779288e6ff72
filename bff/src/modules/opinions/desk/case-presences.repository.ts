import type { Connection } from 'mongoose'
import { isDuplicateKey } from '../../../platform/mongo-errors'
import { inScope, type Scope } from '../../../platform/scope'
import { casePresenceModel, type CasePresenceRow } from './case-presence.model'

export interface CasePresences {
  /** Whoever was seen at a case since that moment: at most everybody at work there. */
  in(scope: Scope, since: Date): Promise<CasePresenceRow[]>
  /** Notes where somebody is now, and forgets everybody of the community who was not seen since that moment. */
  see(scope: Scope, row: CasePresenceRow, since: Date): Promise<void>
}

/** Who has which case open: worth a minute, and kept no longer (product §2.1: no statistics of time at work). */
export function createCasePresences(connection: Connection): CasePresences {
  const presences = casePresenceModel(connection)
  return {
    in: (scope, since) =>
      presences.find({ ...inScope(scope), seenAt: { $gt: since } }).lean<CasePresenceRow[]>(),
    async see(scope, { _id, communityId, ...seen }, since) {
      await presences
        .updateOne({ _id, ...inScope(scope) }, { $set: { ...seen, communityId } }, { upsert: true })
        .catch((error: unknown) => {
          // Two windows of one person opened at once: the other one has said it.
          if (!isDuplicateKey(error)) throw error
        })
      await presences.deleteMany({ ...inScope(scope), seenAt: { $lte: since } })
    },
  }
}
