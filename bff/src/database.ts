import { rateLimitCollection } from './http/rate-limit'
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
