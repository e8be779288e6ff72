import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { AccountRow } from './account.model'
import type { AccountsRepository } from './accounts.repository'
import type { IdentityKind, IdentityRow } from './identity.model'

export interface Accounts {
  /** The account of a proven phone, made at the first time. Many at once find the same one. */
  byPhone(phone: string): Promise<string>
  /**
   * The account of a proven openid and, when WeChat proved it in the same step, a phone.
   * Throws `conflict` when the two belong to two accounts that are both in use.
   */
  byWechat(openid: string, phone: string | null): Promise<string>
  /** The account that has proven this; null when nobody has. */
  accountOf(kind: IdentityKind, value: string): Promise<string | null>
  /** Whether the account holds anything that is only for its bearer. */
  isProtected(account: AccountRow): Promise<boolean>
  /** The phone of an account, opened; null without one. */
  phoneOf(accountId: string): Promise<string | null>
  /** Phones by account, opened; accounts without one are left out. */
  phonesOf(accountIds: readonly string[]): Promise<Map<string, string>>
  hasWechat(accountId: string): Promise<boolean>
  /** Openids by account, opened, for sending messages. */
  openids(accountIds: readonly string[]): Promise<Map<string, string>>
  /** For a proven identity: the rows as they are stored. */
  sealIdentity(accountId: string, kind: IdentityKind, value: string): IdentityRow
}

/** What was read is no longer so; a second look tells what is. */
class Overtaken extends AppError<'conflict'> {
  constructor() {
    super('conflict')
  }
}

/** Who an account is, by what it has proven. Uniqueness lies in the indexes, never in a look before. */
export function createAccounts(deps: {
  accounts: AccountsRepository
  crypto: Crypto
  uow: UnitOfWork
  clock: Clock
  ids: Ids
  /** Whether somebody of the roll or of the staff answers to the account. */
  isInUse: (account: AccountRow) => Promise<boolean>
}): Accounts {
  const { accounts, crypto, uow, clock, ids, isInUse } = deps

  const fieldOf = (kind: IdentityKind): string => `identity.${kind}`
  const placeOf = (kind: IdentityKind) => ({ field: fieldOf(kind), tenant: 'deployment' })
  const find = (kind: IdentityKind, value: string): Promise<IdentityRow | null> =>
    accounts.findIdentity(kind, crypto.blindIndexes(value, fieldOf(kind)))

  const sealIdentity = (accountId: string, kind: IdentityKind, value: string): IdentityRow => ({
    _id: ids.next('idn'),
    accountId,
    kind,
    sealed: crypto.encrypt(value, placeOf(kind)),
    blind: crypto.blindIndex(value, fieldOf(kind)),
    boundAt: clock.now(),
  })

  async function create(identities: readonly (readonly [IdentityKind, string])[]): Promise<string> {
    const accountId = ids.next('acc')
    await uow.run(async () => {
      await accounts.insert([emptyAccount(accountId, clock.now())])
      await accounts.insertIdentities(identities.map(([kind, value]) => sealIdentity(accountId, kind, value)))
    })
    return accountId
  }

  /** What somebody else proved in the same moment is found at the second look. */
  async function retryOnce<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (isDuplicateKey(error) || error instanceof Overtaken) return work()
      throw error
    }
  }

  /** One account has one phone and one openid: a newly proven one takes the place of the old. */
  async function replace(accountId: string, kind: IdentityKind, value: string): Promise<void> {
    await uow.run(async () => {
      await accounts.removeIdentity(accountId, kind)
      await accounts.insertIdentities([sealIdentity(accountId, kind, value)])
    })
  }

  /** The openid goes to the phone's account; what was its own account until now was only a doorstep. */
  async function join(wechat: IdentityRow, phoneAccountId: string): Promise<string> {
    const doorstep = await accounts.find(wechat.accountId)
    if (doorstep && (doorstep.consent !== null || (await isInUse(doorstep)))) throw new AppError('conflict')
    await uow.run(async () => {
      await accounts.removeIdentity(phoneAccountId, 'wechat')
      // Both writes are guarded: the doorstep may have consented, or the openid moved on, since they were read.
      if (!(await accounts.moveIdentity(wechat._id, wechat.accountId, phoneAccountId))) throw new Overtaken()
      if (doorstep && !(await accounts.closeUnused(doorstep._id, clock.now()))) throw new Overtaken()
    })
    return phoneAccountId
  }

  async function openIdentity(row: IdentityRow): Promise<string> {
    return crypto.decrypt(row.sealed, placeOf(row.kind))
  }

  async function openedOf(accountIds: readonly string[], kind: IdentityKind): Promise<Map<string, string>> {
    const rows = await accounts.identitiesOf(accountIds, kind)
    return new Map(
      await Promise.all(rows.map(async (row) => [row.accountId, await openIdentity(row)] as const)),
    )
  }

  return {
    byPhone: (phone) =>
      retryOnce(async () => (await find('phone', phone))?.accountId ?? create([['phone', phone]])),
    byWechat: (openid, phone) =>
      retryOnce(async () => {
        const wechat = await find('wechat', openid)
        if (phone === null) return wechat?.accountId ?? create([['wechat', openid]])
        const byPhone = await find('phone', phone)
        if (wechat && byPhone) {
          return wechat.accountId === byPhone.accountId ? wechat.accountId : join(wechat, byPhone.accountId)
        }
        if (wechat) {
          await replace(wechat.accountId, 'phone', phone)
          return wechat.accountId
        }
        if (byPhone) {
          await replace(byPhone.accountId, 'wechat', openid)
          return byPhone.accountId
        }
        return create([
          ['wechat', openid],
          ['phone', phone],
        ])
      }),
    accountOf: async (kind, value) => (await find(kind, value))?.accountId ?? null,
    isProtected: async (account) => account.consent !== null || (await isInUse(account)),
    async phoneOf(accountId) {
      const [row] = await accounts.identitiesOf([accountId], 'phone')
      return row ? openIdentity(row) : null
    },
    async hasWechat(accountId) {
      return (await accounts.identitiesOf([accountId], 'wechat')).length > 0
    },
    phonesOf: (accountIds) => openedOf(accountIds, 'phone'),
    openids: (accountIds) => openedOf(accountIds, 'wechat'),
    sealIdentity,
  }
}

export const emptyAccount = (accountId: string, createdAt: Date): AccountRow => ({
  _id: accountId,
  chosenCommunityId: null,
  consent: null,
  demo: null,
  createdAt,
  closedAt: null,
  lastSeenAt: null,
})
