import { byBeginning } from '../platform/dated-rows'
import { inBatches, nextBy, removedHere, type Retention } from '../platform/retention'
import type { IdempotencyKeys } from './idempotency-keys.repository'

/** Kept answers whose day is over. A database removes them by itself as well; here they are counted. */
export function registerIdempotencyJobs(deps: {
  readonly retention: Retention
  readonly keys: Pick<IdempotencyKeys, 'byEnd'>
}): void {
  const { byEnd } = deps.keys
  deps.retention.keep({
    rule: 'kept_answers',
    remove: async (now) => removedHere(await inBatches(() => byEnd.removeBefore(now))),
    next: (now) => nextBy('kept_answers', now, byBeginning(byEnd, 'kept_answers')),
  })
}
