import { createHash, randomBytes } from 'node:crypto'
import { dayOf } from '@linli/shared/time'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { SaidOfSelf } from '../people/people.service'
import type { AccountRow } from './account.model'
import type { Accounts } from './accounts'
import type { AccountsRepository } from './accounts.repository'
import type { FactChecksRepository } from './fact-checks.repository'

const DAY_MS = 86_400_000
const TICKET_MINUTES = 10
const TICKET_BYTES = 32
/** A day, per account: names and rooms are easier to guess than codes. */
export const FACT_ATTEMPTS = 5

export interface SecondFacts {
  /**
   * Lets a proven phone into its account, or throws `second_fact_required` with a ticket: operators give a number
   * that lay idle to somebody else, who must not become the person before (product §3.2, issue "recycled numbers").
   */
  admit(accountId: string): Promise<void>
  /** The account, once what was said fits its person. Throws `second_fact_wrong`, or `code_expired` without a ticket. */
  answer(ticket: string, said: SaidOfSelf): Promise<string>
  /** A new, empty account for the phone; the old one stays as it was and can no longer be reached by this phone. */
  beginAnew(ticket: string, phoneMovesTo: (oldAccountId: string) => Promise<string>): Promise<string>
}

export interface SecondFactsDeps {
  readonly accounts: AccountsRepository
  readonly identities: Pick<Accounts, 'isProtected'>
  readonly checks: FactChecksRepository
  readonly people: { answersTo(accountId: string, said: SaidOfSelf): Promise<boolean> }
  readonly uow: UnitOfWork
  readonly clock: Clock
  /** Days without a visit after which a phone alone is too little. */
  readonly idleDays: number
}

const hashOf = (ticket: string): string => createHash('sha256').update(ticket).digest('base64url')

export function createSecondFacts(deps: SecondFactsDeps): SecondFacts {
  const { accounts, identities, checks, people, uow, clock, idleDays } = deps

  const isIdle = ({ lastSeenAt, consent, createdAt }: AccountRow): boolean => {
    const seen = lastSeenAt ?? consent?.at ?? createdAt
    return clock.now().getTime() - seen.getTime() >= idleDays * DAY_MS
  }

  return {
    async admit(accountId) {
      const account = await accounts.find(accountId)
      if (!account || !isIdle(account) || !(await identities.isProtected(account))) return
      const now = clock.now()
      const ticket = randomBytes(TICKET_BYTES).toString('base64url')
      const attemptsLeft = await checks.issue({
        ...{ _id: accountId, ticketHash: hashOf(ticket), day: dayOf(now), attemptsLeft: FACT_ATTEMPTS },
        expiresAt: new Date(now.getTime() + TICKET_MINUTES * 60_000),
      })
      throw new AppError('second_fact_required', { details: { ticket, attemptsLeft } })
    },
    async answer(ticket, said) {
      const check = await checks.spendAttempt(hashOf(ticket), clock.now())
      if (!check) {
        // Whether guesses are used up or the ticket is over: only a new code, or another day, goes on.
        const known = await checks.find(hashOf(ticket), clock.now())
        throw known
          ? new AppError('second_fact_wrong', { details: { attemptsLeft: 0 } })
          : new AppError('code_expired')
      }
      if (!(await people.answersTo(check._id, said)))
        throw new AppError('second_fact_wrong', { details: { attemptsLeft: check.attemptsLeft } })
      if (!(await checks.remove(hashOf(ticket)))) throw new AppError('code_expired')
      return check._id
    },
    async beginAnew(ticket, phoneMovesTo) {
      return uow.run(async () => {
        const check = await checks.find(hashOf(ticket), clock.now())
        if (!check || !(await checks.remove(hashOf(ticket)))) throw new AppError('code_expired')
        return phoneMovesTo(check._id)
      })
    },
  }
}
