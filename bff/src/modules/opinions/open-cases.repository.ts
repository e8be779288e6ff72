import type { Connection } from 'mongoose'
import { inScope, type Scope } from '../../platform/scope'
import { opinionModel } from './opinion.model'
import { queueRanks } from './opinions.queue'

export interface OpenCases {
  /** Opinions about a place, or about anything in it, that somebody still has to answer. */
  countUnder(scope: Scope, nodeId: string): Promise<number>
}

/** What is still open about a place; an answered opinion that waits for its rating is not. */
export function createOpenCases(connection: Connection): OpenCases {
  const opinions = opinionModel(connection)
  return {
    countUnder: (scope, nodeId) =>
      opinions.countDocuments({
        ...inScope(scope),
        'place.path': nodeId,
        queueRank: { $in: [queueRanks.running, queueRanks.paused] },
      }),
  }
}
