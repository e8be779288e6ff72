import type { OptionalPurpose } from '@linli/shared/session/purposes'
import type { Connection } from 'mongoose'
import { RETENTION_BATCH } from '../../platform/retention'
import { accountModel, type AccountConsent, type AccountRow } from './account.model'
import { consentModel, type ConsentRow } from './consent.model'
import { identityModel } from './identity.model'
import { sessionModel, type SessionRow } from './session.model'

export interface AccountPrivacyRepository {
  /** When the person signed in, of a session that goes on. */
  signedInAt(sessionId: string): Promise<Date | null>
  /** The latest sessions first. */
  sessionsOf(accountId: string, limit: number): Promise<SessionRow[]>
  countSessions(accountId: string): Promise<number>
  consentsOf(accountId: string, limit: number): Promise<ConsentRow[]>
  countConsents(accountId: string): Promise<number>
  /** Sets one purpose of the consent in force; null when there is none in this version. */
  setPurpose(
    accountId: string,
    version: string,
    purpose: OptionalPurpose,
    on: boolean,
  ): Promise<AccountConsent | null>
  /** Closes the account and forgets how it was proven; false when it is closed already. One winner at once. */
  close(accountId: string, now: Date): Promise<boolean>
  /** Accounts closed before the instant, one batch. */
  closedBefore(instant: Date): Promise<string[]>
  oldestClosed(): Promise<Date | null>
  countClosedBefore(instant: Date, limit: number): Promise<number>
  /** Removes what proved the acts of closed accounts. */
  forget(accountIds: readonly string[]): Promise<void>
}

const closed = { $type: 'date' as const }

/** What an account's owner may see and end: collections of the deployment itself, reached by account. */
export function createAccountPrivacyRepository(connection: Connection): AccountPrivacyRepository {
  const accounts = accountModel(connection)
  const identities = identityModel(connection)
  const consents = consentModel(connection)
  const sessions = sessionModel(connection)
  return {
    async signedInAt(sessionId) {
      const row = await sessions
        .findOne({ _id: sessionId, endedAt: null }, { createdAt: 1 })
        .lean<Pick<SessionRow, 'createdAt'>>()
      return row?.createdAt ?? null
    },
    async sessionsOf(accountId, limit) {
      const rows = await sessions
        .find({ accountId })
        .sort({ createdAt: -1 })
        .limit(limit)
        .lean<SessionRow[]>()
      return rows
    },
    countSessions: (accountId) => sessions.countDocuments({ accountId }),
    consentsOf: (accountId, limit) =>
      consents.find({ accountId }).sort({ at: -1 }).limit(limit).lean<ConsentRow[]>(),
    countConsents: (accountId) => consents.countDocuments({ accountId }),
    async setPurpose(accountId, version, purpose, on) {
      const row = await accounts
        .findOneAndUpdate(
          { _id: accountId, closedAt: null, 'consent.version': version },
          { $set: { [`consent.${purpose}`]: on } },
          { returnDocument: 'after' },
        )
        .lean<AccountRow>()
      return row?.consent ?? null
    },
    async close(accountId, now) {
      const { modifiedCount } = await accounts.updateOne(
        { _id: accountId, closedAt: null },
        { $set: { closedAt: now, consent: null, chosenCommunityId: null, demo: null } },
      )
      if (modifiedCount === 0) return false
      await identities.deleteMany({ accountId })
      return true
    },
    async closedBefore(instant) {
      const rows = await accounts
        .find({ closedAt: { $lte: instant, ...closed } }, { _id: 1 })
        .sort({ closedAt: 1 })
        .limit(RETENTION_BATCH)
        .lean<Pick<AccountRow, '_id'>[]>()
      return rows.map((row) => row._id)
    },
    async oldestClosed() {
      const row = await accounts
        .findOne({ closedAt: closed }, { closedAt: 1 })
        .sort({ closedAt: 1 })
        .lean<Pick<AccountRow, 'closedAt'>>()
      return row?.closedAt ?? null
    },
    countClosedBefore: (instant, limit) =>
      accounts.countDocuments({ closedAt: { $lte: instant, ...closed } }, { limit }),
    async forget(accountIds) {
      await consents.deleteMany({ accountId: { $in: [...accountIds] } })
      await accounts.deleteMany({ _id: { $in: [...accountIds] } })
    },
  }
}
