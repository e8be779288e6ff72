import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { emptyAccount, type Accounts } from './accounts'
import type { AccountsRepository } from './accounts.repository'
import type { SessionTokens } from './session-tokens'

/** What a recovery at the counter did. */
export interface MovedPhone {
  /** The number the account answered to before; null when it had none. */
  readonly oldPhone: string | null
  readonly sessionsEnded: number
}

/** How a phone changes its account; called inside a unit of work. */
export interface PhoneMoves {
  /**
   * Gives an account another, proven phone: its sessions end, its WeChat is let go (it lives on the lost phone).
   * Throws `phone_in_use` when somebody uses the number, `conflict` when it is the account's own.
   */
  toNewPhone(accountId: string, phone: string): Promise<MovedPhone>
  /** Takes the phone off an account and opens an empty one for it; the old one stays as it was. */
  toEmptyAccount(oldAccountId: string): Promise<string>
}

export function createPhoneMoves(deps: {
  readonly accounts: AccountsRepository
  readonly identities: Accounts
  readonly sessionTokens: Pick<SessionTokens, 'endAll'>
  readonly clock: Clock
  readonly ids: Ids
}): PhoneMoves {
  const { accounts, identities, sessionTokens, clock, ids } = deps

  /** Whoever only knocked at the door with this number makes way. */
  async function clear(holderId: string): Promise<void> {
    const holder = await accounts.find(holderId)
    if (holder && (await identities.isProtected(holder))) throw new AppError('phone_in_use')
    if (holder && !(await accounts.closeUnused(holderId, clock.now()))) throw new AppError('phone_in_use')
    await accounts.removeIdentity(holderId, 'phone')
  }

  return {
    async toNewPhone(accountId, phone) {
      const holderId = await identities.accountOf('phone', phone)
      if (holderId === accountId) throw new AppError('conflict')
      if (holderId !== null) await clear(holderId)
      const oldPhone = await identities.phoneOf(accountId)
      await accounts.removeIdentity(accountId, 'phone')
      await accounts.removeIdentity(accountId, 'wechat')
      await accounts.insertIdentities([identities.sealIdentity(accountId, 'phone', phone)])
      const ended = await sessionTokens.endAll(accountId, 'recovered')
      return { oldPhone, sessionsEnded: ended.length }
    },
    async toEmptyAccount(oldAccountId) {
      const [phone] = await accounts.identitiesOf([oldAccountId], 'phone')
      if (!phone) throw new AppError('code_expired')
      const accountId = ids.next('acc')
      await accounts.insert([emptyAccount(accountId, clock.now())])
      if (!(await accounts.moveIdentity(phone._id, oldAccountId, accountId)))
        throw new AppError('code_expired')
      return accountId
    },
  }
}
