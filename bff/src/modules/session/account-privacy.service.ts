import { PROOF_MINUTES } from '@linli/shared/privacy/privacy.kinds'
import type { ConsentsView, ProofView } from '@linli/shared/privacy/privacy.schema'
import type { OptionalPurpose } from '@linli/shared/session/purposes'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { maskPhone } from '../../platform/mask-phone'
import { AppError } from '../../platform/problem-error'
import { COUNTED_AHEAD, inBatches, nextBy, removedHere, type RetentionWork } from '../../platform/retention'
import { keptSince } from '../../platform/retention-rules'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { PeopleService } from '../people/people.service'
import type { Accounts } from './accounts'
import type { AccountPrivacyRepository } from './account-privacy.repository'
import type { AccountsRepository } from './accounts.repository'
import type { ConsentRow } from './consent.model'
import { currentTerms, currentTermsHash } from './privacy-terms'
import type { SessionTokens } from './session-tokens'
import { CODE_SECONDS, RESEND_SECONDS, type SmsCodes } from './sms-codes'

/** What the privacy feature asks of signing in: proof of the person, consent by purpose, and the end of an account. */
export interface AccountPrivacyService {
  /** Whether a code is needed, and to which number it goes. */
  proof(actor: Actor): Promise<ProofView>
  /** Sends a code to the own phone. Throws `conflict` without one, `rate_limited`, `upstream_failed`. */
  sendCode(actor: Actor): Promise<{
    maskedPhone: string
    expiresInSeconds: number
    resendAfterSeconds: number
  }>
  /**
   * Passes who signed in within {@link PROOF_MINUTES}, or brings the code sent to the own phone. Throws
   * `own_proof_required`, `code_wrong`, `code_expired`. Not inside a unit of work: a wrong try has to count.
   */
  demandProof(actor: Actor, code: string | undefined): Promise<void>
  consents(actor: Actor): Promise<ConsentsView>
  /** Turns a purpose on or off, with its trace; whoever sends something reads it at the moment of sending. */
  /** Throws `consent_required`, and `guardian_required` for turning on what nobody may consent to. */
  switchPurpose(actor: Actor, purpose: OptionalPurpose, on: boolean): Promise<ConsentsView>
  /**
   * Closes the account inside the caller's unit of work: no way to prove it stays, nobody is told in its name,
   * every session ends. False when somebody was faster.
   */
  close(accountId: string): Promise<boolean>
  /** Closed accounts whose time is over; `forgetAlso` removes what other features keep under their ids. */
  retention(forgetAlso: (accountIds: readonly string[]) => Promise<void>): RetentionWork
}

export interface AccountPrivacyDeps {
  readonly privacy: AccountPrivacyRepository
  readonly accounts: AccountsRepository
  readonly identities: Accounts
  readonly smsCodes: SmsCodes
  readonly sessionTokens: Pick<SessionTokens, 'endAll'>
  readonly people: Pick<PeopleService, 'setReach' | 'lacksGuardian'>
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  /** The door forgets what it knew of an account. */
  readonly onChanged: (accountId: string) => void
}

/** Decisions shown on the page; older ones are in the export. */
const SHOWN_DECISIONS = 50

export function createAccountPrivacy(deps: AccountPrivacyDeps): AccountPrivacyService {
  const { privacy, accounts, identities, smsCodes, people, uow, clock, ids } = deps

  async function isFresh({ sessionId }: Actor): Promise<boolean> {
    const at = await privacy.signedInAt(sessionId)
    return at !== null && clock.now().getTime() - at.getTime() <= PROOF_MINUTES * 60_000
  }

  async function maskedPhoneOf(actor: Actor): Promise<string | null> {
    const phone = await identities.phoneOf(actor.accountId)
    return phone === null ? null : maskPhone(phone)
  }

  async function viewOf(accountId: string): Promise<ConsentsView> {
    const consent = (await accounts.find(accountId))?.consent
    return {
      current: {
        wechatMessages: consent?.wechatMessages ?? false,
        personalisedPush: consent?.personalisedPush ?? false,
      },
      history: (await privacy.consentsOf(accountId, SHOWN_DECISIONS)).map(presentDecision),
    }
  }

  return {
    async proof(actor) {
      return { needed: !(await isFresh(actor)), maskedPhone: await maskedPhoneOf(actor) }
    },
    async sendCode(actor) {
      const phone = await identities.phoneOf(actor.accountId)
      if (phone === null) throw new AppError('conflict')
      await smsCodes.send(phone)
      return {
        maskedPhone: maskPhone(phone),
        expiresInSeconds: CODE_SECONDS,
        resendAfterSeconds: RESEND_SECONDS,
      }
    },
    async demandProof(actor, code) {
      if (await isFresh(actor)) return
      const phone = await identities.phoneOf(actor.accountId)
      if (phone === null || code === undefined) {
        throw new AppError('own_proof_required', {
          details: { maskedPhone: phone === null ? null : maskPhone(phone) },
        })
      }
      await smsCodes.verify(phone, code)
    },

    consents: (actor) => viewOf(actor.accountId),
    async switchPurpose({ accountId }, purpose, on) {
      const hasWechat = await identities.hasWechat(accountId)
      await uow.run(async () => {
        if (on && (await people.lacksGuardian(accountId))) throw new AppError('guardian_required')
        const consent = await privacy.setPurpose(accountId, currentTerms.version, purpose, on)
        if (!consent) throw new AppError('consent_required')
        const { version, wechatMessages, personalisedPush } = consent
        await accounts.addConsents([
          {
            ...{ _id: ids.next('cns'), accountId, decision: 'switched', version },
            ...{ textHash: currentTermsHash, wechatMessages, personalisedPush, at: clock.now() },
          },
        ])
        await people.setReach(accountId, {
          inApp: true,
          wechat: wechatMessages && hasWechat,
          personalisedPush,
        })
      })
      deps.onChanged(accountId)
      return viewOf(accountId)
    },

    async close(accountId) {
      if (!(await privacy.close(accountId, clock.now()))) return false
      await people.setReach(accountId, { inApp: false, wechat: false, personalisedPush: false })
      await deps.sessionTokens.endAll(accountId, 'account_closed')
      uow.afterCommit(() => deps.onChanged(accountId))
      return true
    },
    retention: (forgetAlso) => ({
      rule: 'closed_accounts',
      async remove(now) {
        const before = keptSince('closed_accounts', now)
        const removed = await inBatches(async () => {
          const accountIds = await privacy.closedBefore(before)
          if (accountIds.length === 0) return 0
          // The account goes last: what is cut off in between is found again by it.
          await forgetAlso(accountIds)
          await privacy.forget(accountIds)
          return accountIds.length
        })
        return removedHere(removed)
      },
      next: (now) =>
        nextBy('closed_accounts', now, {
          oldest: () => privacy.oldestClosed(),
          countBefore: (instant) => privacy.countClosedBefore(instant, COUNTED_AHEAD),
        }),
    }),
  }
}

const presentDecision = (row: ConsentRow): ConsentsView['history'][number] => ({
  id: row._id,
  at: row.at.toISOString(),
  decision: row.decision,
  version: row.version,
  wechatMessages: row.wechatMessages,
  personalisedPush: row.personalisedPush,
})
