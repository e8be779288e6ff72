import { isRunning, importMachine, type ImportStatus } from '@linli/shared/imports/imports.machine'
import { targetOf, type EventOf } from '@linli/shared/machine'
import type { Connection } from 'mongoose'
import { COUNTED_AHEAD } from '../../platform/retention'
import { inScope, type Scope } from '../../platform/scope'
import { importModel, type Counts, type ImportRow } from './import.model'

export type ImportEvent = EventOf<typeof importMachine>
export type ImportSet = Partial<
  Pick<
    ImportRow,
    | 'confirmedBy'
    | 'role'
    | 'finishedAt'
    | 'format'
    | 'encoding'
    | 'sheet'
    | 'ignored'
    | 'rows'
    | 'done'
    | 'checked'
    | 'applied'
    | 'fault'
    | 'dueAt'
  >
>

export interface ImportsRepository {
  /** A community's second running list violates `import_running_unique`. */
  insert(row: ImportRow): Promise<void>
  find(scope: Scope, id: string): Promise<ImportRow | null>
  /** By id alone: the signed address in the caller's hand is the permission (architecture §4). */
  findSigned(id: string): Promise<ImportRow | null>
  /** Newest first. */
  page(scope: Scope, page: { readonly before: string | null; readonly limit: number }): Promise<ImportRow[]>
  /**
   * One event of the machine from the status the row was read in; null when it has another one by now. To begin
   * writing beside another list of the community violates `import_running_unique`.
   */
  move(
    scope: Scope,
    row: Pick<ImportRow, '_id' | 'status'>,
    event: ImportEvent,
    set: ImportSet,
  ): Promise<ImportRow | null>
  /**
   * Counts rows that have passed, while the list is in this status; false when it is in another one. A list that was
   * stopped keeps its days, and counts what had been written row by row when it was.
   */
  pass(
    scope: Scope,
    id: string,
    status: 'checking' | 'applying' | 'stopped',
    passed: { readonly rows: number; readonly counts: Counts; readonly dueAt: Date },
  ): Promise<boolean>
  /** Lists that stand still, whatever the community: for the sweep alone. */
  standingStill(now: Date, limit: number, skip: number): Promise<ImportRow[]>
  /** Lists whose rows were kept long enough, whatever the community: for the retention alone. */
  keptUntil(now: Date, limit: number): Promise<ImportRow[]>
  /** When the rows of the community's lists go, the soonest first. */
  endsBefore(scope: Scope, until: Date): Promise<Date[]>
  /** Looks again later, counting that it was found standing still. */
  nudge(scope: Scope, id: string, dueAt: Date): Promise<void>
  /** Its slices are gone. */
  forget(scope: Scope, id: string): Promise<void>
}

const figures = { checking: 'checked', applying: 'applied', stopped: 'applied' } as const

/** What is known of lists that were brought in: figures and states, no content. */
export function createImportsRepository(connection: Connection): ImportsRepository {
  const imports = importModel(connection)
  return {
    async insert(row) {
      await imports.create([row])
    },
    find: (scope, id) => imports.findOne({ ...inScope(scope), _id: id }).lean<ImportRow>(),
    findSigned: (id) => imports.findOne({ _id: id }).lean<ImportRow>(),
    page: (scope, { before, limit }) =>
      imports
        .find({ ...inScope(scope), ...(before !== null && { _id: { $lt: before } }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean<ImportRow[]>(),
    move(scope, { _id, status }, event, set) {
      const next: ImportStatus = targetOf(importMachine, status, event)
      return imports
        .findOneAndUpdate(
          { ...inScope(scope), _id, status },
          isRunning(next)
            ? { $set: { ...set, status: next, running: true } }
            : { $set: { ...set, status: next }, $unset: { running: 1 } },
          { returnDocument: 'after' },
        )
        .lean<ImportRow>()
    },
    async pass(scope, id, status, { rows, counts, dueAt }) {
      const name = figures[status]
      const { matchedCount } = await imports.updateOne(
        { ...inScope(scope), _id: id, status },
        {
          ...(status !== 'stopped' && { $set: { dueAt, nudges: 0 } }),
          $inc: {
            done: rows,
            [`${name}.created`]: counts.created,
            [`${name}.changed`]: counts.changed,
            [`${name}.same`]: counts.same,
            [`${name}.bad`]: counts.bad,
          },
        },
      )
      return matchedCount === 1
    },
    standingStill: (now, limit, skip) =>
      imports
        .find({ dueAt: { $lte: now }, running: true })
        .sort({ dueAt: 1 })
        .skip(skip)
        .limit(limit)
        .lean<ImportRow[]>(),
    keptUntil: (now, limit) =>
      imports
        .find({ dueAt: { $lte: now }, running: { $exists: false } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .lean<ImportRow[]>(),
    async endsBefore(scope, until) {
      const rows = await imports
        .find({ ...inScope(scope), dueAt: { $lte: until }, running: { $exists: false } }, { dueAt: 1 })
        .sort({ dueAt: 1 })
        .limit(COUNTED_AHEAD)
        .lean<Pick<ImportRow, 'dueAt'>[]>()
      return rows.flatMap(({ dueAt }) => dueAt ?? [])
    },
    async nudge(scope, id, dueAt) {
      await imports.updateOne({ ...inScope(scope), _id: id }, { $set: { dueAt }, $inc: { nudges: 1 } })
    },
    async forget(scope, id) {
      await imports.updateOne({ ...inScope(scope), _id: id }, { $unset: { dueAt: 1 } })
    },
  }
}
