import type { Clock } from '../../platform/clock'
import { eachDue, idOf } from '../../platform/due-rows'
import type { Outbox } from '../../platform/outbox'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { GO_ON, STALL_MS } from './import-runner.service'
import { scopeOfList } from './imports.policy'
import { keptFrom } from './imports.retention'
import type { ImportsRepository } from './imports.repository'

const LISTS_AT_ONCE = 50
/** So often a list that stands still is asked to go on; afterwards it is told as failed. */
const MOST_NUDGES = 3

export interface ImportSweep {
  /** Looks after lists that stand still: their event was lost, or has failed too often. Answers how many. */
  sweep(): Promise<number>
}

export interface ImportSweepDeps {
  readonly imports: ImportsRepository
  readonly outbox: Pick<Outbox, 'add'>
  readonly uow: UnitOfWork
  readonly clock: Clock
}

export function createImportSweep({ imports, outbox, uow, clock }: ImportSweepDeps): ImportSweep {
  return {
    async sweep() {
      const now = clock.now()
      const later = new Date(now.getTime() + STALL_MS)
      const read = (limit: number, skip: number) => imports.standingStill(now, limit, skip)
      return eachDue(read, LISTS_AT_ONCE, idOf, async (row) => {
        const scope = scopeOfList(row)
        if (row.nudges >= MOST_NUDGES) {
          await imports.move(scope, row, 'fail', { finishedAt: now, dueAt: keptFrom(now) })
          return true
        }
        await uow.run(async () => {
          await imports.nudge(scope, row._id, later)
          await outbox.add({ type: GO_ON, aggregateId: row._id, communityId: row.communityId, payload: {} })
        })
        return true
      })
    },
  }
}
