import {
  inBatches,
  LOOK_AHEAD_MS,
  removedBy,
  RETENTION_BATCH,
  type RetentionWork,
} from '../../platform/retention'
import { periodMs } from '../../platform/retention-rules'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { ImportSlicesRepository } from './import-slices.repository'
import { scopeOfList } from './imports.policy'
import type { ImportsRepository } from './imports.repository'

/** Until when the rows of a list are kept that was checked, or ended, at this moment. */
export const keptFrom = (now: Date): Date => new Date(now.getTime() + periodMs('import_rows'))

/** Rows of lists go after their days; what nobody confirmed in time is over then. The figures stay. */
export function importRetention(deps: {
  readonly imports: ImportsRepository
  readonly slices: ImportSlicesRepository
  readonly uow: UnitOfWork
}): RetentionWork {
  const { imports, slices, uow } = deps
  return {
    rule: 'import_rows',
    async remove(now) {
      const counts = new Map<string, number>()
      await inBatches(async () => {
        const rows = await imports.keptUntil(now, RETENTION_BATCH)
        for (const row of rows) {
          const scope = scopeOfList(row)
          await uow.run(async () => {
            // Confirmed at this very moment: its own end says anew how long it is kept.
            if (row.status === 'checked' && !(await imports.move(scope, row, 'cancel', { finishedAt: now })))
              return
            await slices.removeAll(scope, row._id)
            await imports.forget(scope, row._id)
          })
          counts.set(row.communityId, (counts.get(row.communityId) ?? 0) + 1)
        }
        return rows.length
      })
      return removedBy(counts)
    },
    async next(now, communityId) {
      if (communityId === null) return { at: null, count: 0 }
      const ends = await imports.endsBefore(
        scopeOfList({ communityId }),
        new Date(now.getTime() + LOOK_AHEAD_MS),
      )
      return { at: ends[0] ?? null, count: ends.length }
    },
  }
}
