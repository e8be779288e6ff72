import { inBatches, nextBy, removedHere, RETENTION_BATCH, type Retention } from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { HomeRequestsLapse } from './home-requests-lapse'
import type { HomeTraceRepository } from './home-traces.repository'

/**
 * Requests that are over and invitations go after their time; what they led to stands in bindings and in the trail.
 * Requests whose applicant does not answer are closed before; where the office does not, the photo alone goes.
 */
export function registerHomesJobs(
  retention: Retention,
  { traces, lapses }: { readonly traces: HomeTraceRepository; readonly lapses: HomeRequestsLapse },
): void {
  /** Each of the rows by an act of its own, batch after batch until none is left. */
  const oneByOne = async <Row>(read: () => Promise<readonly Row[]>, act: (row: Row) => Promise<unknown>) =>
    removedHere(
      await inBatches(async () => {
        const rows = await read()
        for (const row of rows) await act(row)
        return rows.length
      }),
    )
  retention.keep({
    rule: 'unanswered_home_requests',
    async remove(now) {
      const since = keptSince('unanswered_home_requests', now)
      return oneByOne(
        () => traces.unansweredBefore(since, RETENTION_BATCH),
        (row) => lapses.lapse(row),
      )
    },
    next: (now) => nextBy('unanswered_home_requests', now, traces.unanswered),
  })
  retention.keep({
    rule: 'undecided_home_proofs',
    async remove(now) {
      const since = keptSince('undecided_home_proofs', now)
      return oneByOne(
        () => traces.undecidedBefore(since, RETENTION_BATCH),
        (row) => lapses.forgetProof(row),
      )
    },
    next: (now) => nextBy('undecided_home_proofs', now, traces.undecided),
  })
  retention.keep({
    rule: 'home_requests',
    remove: async (now) =>
      removedHere(await inBatches(() => traces.closedRequests.removeBefore(keptSince('home_requests', now)))),
    next: (now) => nextBy('home_requests', now, traces.closedRequests),
  })
  retention.keep({
    rule: 'invitations',
    remove: async (now) =>
      removedHere(await inBatches(() => traces.invitations.removeBefore(keptSince('invitations', now)))),
    next: (now) => nextBy('invitations', now, traces.invitations),
  })
}
