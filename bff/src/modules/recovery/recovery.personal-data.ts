import { deletedAccount, type PersonalData } from '../../platform/personal-data'
import type { RecoveryRepository } from './recovery.repository'

/**
 * A recovery is the record of what staff did, and stays with the community; whose account it was goes with the account,
 * and numbers that were not told yet are told to nobody any more.
 */
export const createRecoveryPersonalData = (
  recoveries: Pick<RecoveryRepository, 'forgetAccount'>,
): PersonalData => ({
  parts: [],
  erasures: [
    { name: 'recovery', erase: ({ accountId }) => recoveries.forgetAccount(accountId, deletedAccount) },
  ],
})
