import type { Connection } from 'mongoose'
import { rateLimitCollection } from './http/rate-limit'
import { boxIndexesIn } from './modules/polls/ballot-box.repository'
import { attemptCollection } from './platform/attempts'
import { jobCollection, jobIndexes } from './platform/jobs'
import type { RawIndexes } from './platform/mongo-indexes'

/** Indexes of the collections that libraries write by themselves. */
export const rawIndexes: readonly RawIndexes[] = [
  {
    collection: rateLimitCollection,
    indexes: [
      { name: 'rate_limit_key_unique', key: { key: 1 }, options: { unique: true } },
      { name: 'rate_limit_expiry', key: { expire: -1 }, options: { expireAfterSeconds: 0 } },
    ],
  },
  {
    collection: attemptCollection,
    indexes: [{ name: 'attempt_expiry', key: { until: 1 }, options: { expireAfterSeconds: 0 } }],
  },
  { collection: jobCollection, indexes: jobIndexes },
]

/**
 * The same, and those of the boxes of secret polls that are open in this database. Whoever makes indexes asks for these:
 * the boxes are made by their polls and belong to no model, so a restored one would take a code twice.
 */
export const rawIndexesIn = async (connection: Connection): Promise<readonly RawIndexes[]> => [
  ...rawIndexes,
  ...(await boxIndexesIn(connection)),
]
