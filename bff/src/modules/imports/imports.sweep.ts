import { isRunning } from '@linli/shared/imports/imports.machine'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { GO_ON, STALL_MS } from './import-runner.service'
import type { ImportSlicesRepository } from './import-slices.repository'
import type { ImportRow } from './import.model'
import { scopeOfList } from './imports.policy'
import type { ImportsRepository } from './imports.repository'

const LISTS_AT_ONCE = 50
/** So often a list that stands still is asked to go on; afterwards it is told as failed. */
const MOST_NUDGES = 3

export interface ImportSweep {
  /** Looks after lists that stand still and removes the rows of those kept long enough; answers how many. */
  sweep(): Promise<number>
}

export interface ImportSweepDeps {
  readonly imports: ImportsRepository
  readonly slices: ImportSlicesRepository
  readonly outbox: Pick<Outbox, 'add'>
  readonly uow: UnitOfWork
  readonly clock: Clock
}

export function createImportSweep({ imports, slices, outbox, uow, clock }: ImportSweepDeps): ImportSweep {
  /** Its event was lost with the process that had it, or has failed too often. */
  async function lookAfter(row: ImportRow): Promise<void> {
    const scope = scopeOfList(row)
    const later = new Date(clock.now().getTime() + STALL_MS)
    if (row.nudges >= MOST_NUDGES) {
      await imports.move(scope, row, 'fail', { finishedAt: clock.now(), dueAt: later })
      return
    }
    await uow.run(async () => {
      await imports.nudge(scope, row._id, later)
      await outbox.add({ type: GO_ON, aggregateId: row._id, communityId: row.communityId, payload: {} })
    })
  }

  /** What nobody confirmed in time is over; the figures stay, the rows go. */
  async function forget(row: ImportRow): Promise<void> {
    const scope = scopeOfList(row)
    await uow.run(async () => {
      const isOver =
        row.status !== 'checked' || (await imports.move(scope, row, 'cancel', { finishedAt: clock.now() }))
      if (!isOver) return
      await slices.removeAll(scope, row._id)
      await imports.forget(scope, row._id)
    })
  }

  return {
    async sweep() {
      const due = await imports.due(clock.now(), LISTS_AT_ONCE)
      for (const row of due) await (isRunning(row.status) ? lookAfter(row) : forget(row))
      return due.length
    },
  }
}
