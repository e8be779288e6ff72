import { dayOf } from '@linli/shared/time'
import type { PersonalData } from '../../platform/personal-data'
import type { SecondFactorRepository } from './second-factor.repository'

/** That somebody keeps a second factor; the secret itself is shown to nobody, the owner included. */
export const createFactorPersonalData = (factors: SecondFactorRepository): PersonalData => ({
  parts: [
    {
      kind: 'second_factor',
      count: async ({ accountId }) => ((await factors.find(accountId)) ? 1 : 0),
      async entries({ accountId }) {
        const row = await factors.find(accountId)
        if (!row) return []
        return [
          {
            设置日期: row.confirmedAt === null ? '还没有设好' : dayOf(row.confirmedAt),
            恢复码: `还剩 ${row.recoveryHashes.length} 个`,
          },
        ]
      },
    },
  ],
  erasures: [{ name: 'second_factor', erase: ({ accountId }) => factors.remove(accountId) }],
})
