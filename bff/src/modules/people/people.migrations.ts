import type { Migration } from '../../platform/migrations/migrations'
import { nameTokens } from './people.search'
import type { RoleGrantRow } from './role-grant.model'

const BATCH = 500

/**
 * Grants of the first release say neither who gave them nor when they end, and are not found by name. The previous
 * release goes on reading them; what it adds meanwhile is met by the next run's filter.
 */
export const grantsHaveEnds: Migration = {
  id: '0002-grants-have-ends',
  async run(context) {
    const { connection } = context
    const grants = connection.getClient().db(connection.name).collection<RoleGrantRow>('role_grants')
    let after = context.position ?? ''
    for (;;) {
      const rows = await grants
        .find({ _id: { $gt: after }, version: { $exists: false } })
        .sort({ _id: 1 })
        .limit(BATCH)
        .toArray()
      if (rows.length > 0)
        await grants.bulkWrite(
          rows.map(({ _id, name }) => ({
            updateOne: {
              filter: { _id, version: { $exists: false } },
              update: {
                $set: {
                  ...{ nameTokens: nameTokens(name), expiresAt: null, endReason: null },
                  ...{ grantedBy: null, endedBy: null, version: 0, guarded: 0 },
                },
              },
            },
          })),
        )
      after = rows.at(-1)?._id ?? after
      await context.save(after)
      if (rows.length < BATCH) return
    }
  },
}
