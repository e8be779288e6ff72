import type { Connection } from 'mongoose'
import { rowsOf } from '../../platform/mongo'
import { joining } from '../../platform/unit-of-work'
import { accountModel, type AccountConsent, type AccountRow } from './account.model'
import { consentModel, type ConsentRow } from './consent.model'
import { identityModel, type IdentityKind, type IdentityRow } from './identity.model'

export interface AccountsRepository {
  find(accountId: string): Promise<AccountRow | null>
  /** {@link AccountsRepository.find} for many at once, in any order. */
  findAmong(accountIds: readonly string[]): Promise<AccountRow[]>
  findPersona(persona: string): Promise<AccountRow | null>
  listPersonas(): Promise<AccountRow[]>
  insert(rows: readonly AccountRow[]): Promise<void>
  chooseCommunity(accountId: string, communityId: string): Promise<void>
  setConsent(accountId: string, consent: AccountConsent | null): Promise<void>
  /** Those of the accounts that take notices chosen by their tags. */
  withPersonalisedPush(accountIds: readonly string[]): Promise<string[]>
  /** Those of the accounts that take WeChat messages. */
  withWechatMessages(accountIds: readonly string[]): Promise<string[]>
  /** Notes a visit. */
  markSeen(accountId: string, at: Date): Promise<void>
  /** Closes an account that never consented; false when it has consented meanwhile or is closed already. */
  closeUnused(accountId: string, now: Date): Promise<boolean>

  /**
   * Touches an open account; false when it is closed. Whoever closes it at the same moment meets this write, and one of
   * the two sees what the other has done. Joins the unit of work.
   */
  guardOpen(accountId: string): Promise<boolean>

  findIdentity(kind: IdentityKind, blinds: readonly string[]): Promise<IdentityRow | null>
  identitiesOf(accountIds: readonly string[], kind?: IdentityKind): Promise<IdentityRow[]>
  insertIdentities(rows: readonly IdentityRow[]): Promise<void>
  removeIdentity(accountId: string, kind: IdentityKind): Promise<void>
  /** Gives an identity to another account; false when it is no longer where it was. */
  moveIdentity(id: string, from: string, to: string): Promise<boolean>

  addConsents(rows: readonly ConsentRow[]): Promise<void>
  consentsOf(accountId: string): Promise<ConsentRow[]>
}

const MOST_PERSONAS = 50

/** Accounts, identities and consents: collections of the deployment itself, reached by account only. */
export function createAccountsRepository(connection: Connection): AccountsRepository {
  const accounts = accountModel(connection)
  const rows = rowsOf(accounts)
  const identities = identityModel(connection)
  const consents = consentModel(connection)
  /** Those of the accounts whose consent in force includes an optional purpose. */
  const consenting = async (
    accountIds: readonly string[],
    purpose: 'personalisedPush' | 'wechatMessages',
  ): Promise<string[]> => {
    const rows = await accounts
      .find({ _id: { $in: [...accountIds] }, closedAt: null, [`consent.${purpose}`]: true }, { _id: 1 })
      .lean<Pick<AccountRow, '_id'>[]>()
    return rows.map((row) => row._id)
  }
  return {
    find: (accountId) => rows.findOne({ _id: accountId, closedAt: null }, joining(connection)),
    findAmong: (accountIds) =>
      rows.find({ _id: { $in: [...accountIds] }, closedAt: null }, joining(connection)).toArray(),
    findPersona: (persona) =>
      accounts.findOne({ 'demo.persona': persona, closedAt: null }).lean<AccountRow>(),
    listPersonas: () =>
      accounts
        .find({ 'demo.persona': { $exists: true } })
        .sort({ 'demo.order': 1 })
        .limit(MOST_PERSONAS)
        .lean<AccountRow[]>(),
    async insert(rows) {
      await accounts.insertMany([...rows], { lean: true })
    },
    async chooseCommunity(accountId, communityId) {
      await accounts.updateOne({ _id: accountId }, { $set: { chosenCommunityId: communityId } })
    },
    async setConsent(accountId, consent) {
      await accounts.updateOne({ _id: accountId }, { $set: { consent } })
    },
    withPersonalisedPush: (accountIds) => consenting(accountIds, 'personalisedPush'),
    withWechatMessages: (accountIds) => consenting(accountIds, 'wechatMessages'),
    async markSeen(accountId, at) {
      await accounts.updateOne({ _id: accountId }, { $set: { lastSeenAt: at } })
    },
    async closeUnused(accountId, now) {
      const { modifiedCount } = await accounts.updateOne(
        { _id: accountId, closedAt: null, consent: null },
        { $set: { closedAt: now } },
      )
      return modifiedCount === 1
    },

    async guardOpen(accountId) {
      const { matchedCount } = await accounts.updateOne(
        { _id: accountId, closedAt: null },
        { $inc: { guarded: 1 } },
      )
      return matchedCount === 1
    },

    findIdentity: (kind, blinds) =>
      identities.findOne({ kind, blind: { $in: [...blinds] } }).lean<IdentityRow>(),
    identitiesOf: (accountIds, kind) =>
      identities
        .find({ accountId: { $in: [...accountIds] }, ...(kind === undefined ? {} : { kind }) })
        .lean<IdentityRow[]>(),
    async insertIdentities(rows) {
      await identities.insertMany([...rows], { lean: true })
    },
    async removeIdentity(accountId, kind) {
      await identities.deleteOne({ accountId, kind })
    },
    async moveIdentity(id, from, to) {
      const { matchedCount } = await identities.updateOne(
        { _id: id, accountId: from },
        { $set: { accountId: to } },
      )
      return matchedCount === 1
    },

    async addConsents(rows) {
      await consents.insertMany([...rows], { lean: true })
    },
    consentsOf: (accountId) => consents.find({ accountId }).sort({ at: 1 }).lean<ConsentRow[]>(),
  }
}
