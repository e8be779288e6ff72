import { nextBy, removedHere, inBatches, type Retention } from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { HomeTraceRepository } from './home-traces.repository'

/** Requests that are over and invitations go after their time; what they led to stands in bindings and in the trail. */
export function registerHomesJobs(retention: Retention, traces: HomeTraceRepository): void {
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
