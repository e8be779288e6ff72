import { byBeginning } from '../../platform/dated-rows'
import { nextBy, removedHere, type Retention } from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { FactChecksRepository } from './fact-checks.repository'
import type { SessionsRepository } from './sessions.repository'
import type { SmsCodesRepository } from './sms-codes.repository'

/** An expired code is of use to nobody: looked for every hour. */
const round = { job: 'session.sweep', seconds: 3600 } as const

/** Removes sign-in codes and sessions that ran out. */
export function registerSessionJobs(deps: {
  readonly retention: Retention
  readonly sessions: SessionsRepository
  readonly codes: SmsCodesRepository
  /** What is asked of somebody after a sign-in code; over with the day it counts for. */
  readonly factChecks: Pick<FactChecksRepository, 'sweep'>
}): void {
  const { retention, sessions, codes, factChecks } = deps
  retention.keep(
    {
      rule: 'sessions',
      // A session names its own end, prolonged by every use; what is past it goes.
      remove: async (now) => removedHere(await sessions.sweep(now)),
      next: (now) => nextBy('sessions', now, byBeginning(sessions.byEnd, 'sessions')),
    },
    round,
  )
  retention.keep(
    {
      rule: 'sign_in_codes',
      remove: async (now) => {
        const since = keptSince('sign_in_codes', now)
        return removedHere((await codes.sweep(since)) + (await factChecks.sweep(since)))
      },
      next: (now) => nextBy('sign_in_codes', now, codes),
    },
    round,
  )
}
