import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { columnsOf } from '@linli/shared/imports/imports.columns'
import { NOTES_SHEET, type ImportKind } from '@linli/shared/imports/imports.kinds'
import { isRunning } from '@linli/shared/imports/imports.machine'
import { readRow, type SheetEntries } from '@linli/shared/imports/imports.rows'
import { dayOf } from '@linli/shared/time'
import type { Logger } from 'pino'
import type { Audit, AuditEntry } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { AppError } from '../../platform/problem-error'
import type { Outbox, OutboxEvent } from '../../platform/outbox'
import { readSheet } from '../../platform/sheets/read-sheet'
import { SheetFault, type OpenSheet, type SheetFormat } from '../../platform/sheets/sheet'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { FilesService } from '../files/files.service'
import type { SliceProblem } from './import-slice.model'
import type { ImportSlicesRepository, Slice } from './import-slices.repository'
import { ImportRefused, readList, textsOf } from './import-reading'
import type { ImportTargets, RowOutcome } from './import-targets'
import type { Counts, ImportRow } from './import.model'
import { authorOf, scopeOfList } from './imports.policy'
import type { ImportsRepository, ImportSet } from './imports.repository'
import { keptFrom } from './imports.retention'

/** What the outbox calls a step of a list. */
export const GO_ON = 'import.go_on'

/** A step works so long, then lets other work of the process have its turn. */
const STEP_MS = 4_000
/** After so many failures in a row a list is told as failed. */
const MOST_ATTEMPTS = 4
/** A running list is looked after when it has not moved for so long. */
export const STALL_MS = 3 * 60_000

export interface ImportRunner {
  /** Takes a list one step on, or several; asks for the next step itself. Safe beside another worker. */
  goOn(event: Pick<OutboxEvent, 'aggregateId' | 'communityId' | 'attempt'>): Promise<void>
}

export interface ImportRunnerDeps {
  readonly imports: ImportsRepository
  readonly slices: ImportSlicesRepository
  readonly targets: ImportTargets
  readonly files: Pick<FilesService, 'read' | 'releaseOthers'>
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

const noCounts: Counts = { created: 0, changed: 0, same: 0, bad: 0 }

/** A step was overtaken: the list was cancelled, or another worker did it. Its transaction must not commit. */
class Overtaken extends Error {}

/**
 * Brings lists on: reads the file once, then works slice by slice, each in one transaction with the mark that it is
 * done. A process that dies loses at most the slice in its hands, and the next one takes it up.
 */
export function createImportRunner(deps: ImportRunnerDeps): ImportRunner {
  const { imports, slices, targets, files, outbox, audit, uow, clock, ids, logger } = deps

  const later = (ms: number): Date => new Date(clock.now().getTime() + ms)
  const scopeOf = scopeOfList

  async function overtakable(work: () => Promise<unknown>): Promise<void> {
    let isDouble = false
    try {
      await uow.run(work)
    } catch (error) {
      if (error instanceof Overtaken) return
      if (!isDuplicateKey(error)) throw error
      isDouble = true
    }
    // What the database says of two rows that are the same names them, and would stand in the log.
    if (isDouble) throw new AppError('conflict')
  }

  const letGoOfFile = ({ _id: ownerId, communityId }: ImportRow): Promise<void> =>
    files.releaseOthers([], { ownerType: 'import', ownerId, purpose: 'import_sheet', communityId })

  async function move(
    row: ImportRow,
    event: Parameters<ImportsRepository['move']>[2],
    set: ImportSet,
  ): Promise<ImportRow> {
    const moved = await imports.move(scopeOf(row), row, event, set)
    if (!moved) throw new Overtaken()
    return moved
  }

  const record = (row: ImportRow, action: AuditAct, detail: AuditEntry['detail']): Promise<void> =>
    audit.record({
      ...{ actor: authorOf(row), action, communityId: row.communityId },
      ...{ targetType: 'import', targetId: row._id, detail: { kind: row.kind, ...detail } },
    })

  async function fail(row: ImportRow): Promise<void> {
    const now = clock.now()
    await overtakable(async () => {
      await move(row, 'fail', { finishedAt: now, dueAt: keptFrom(now) })
      await letGoOfFile(row)
    })
  }

  async function read(row: ImportRow): Promise<void> {
    const file = await files.read(scopeOf(row), row.fileId)
    if (!file) return fail(row)
    const format: SheetFormat = file.type === 'xlsx' ? 'xlsx' : 'csv'
    let sheet: OpenSheet | null = null
    try {
      sheet = await openFor(row.kind, file.bytes, format)
      const list = await readList(row.kind, sheet.rows, dayOf(clock.now()))
      const { encoding, sheet: name } = sheet
      const { rows, ignored } = list
      await overtakable(async () => {
        const known = { format, encoding, sheet: name, ignored: [...ignored], rows, done: 0 }
        await move(row, 'read', { ...known, checked: noCounts, dueAt: later(STALL_MS) })
        await slices.insertMany(
          list.slices.map((slice, index) => ({
            ...{ id: ids.next('ims'), communityId: row.communityId, importId: row._id, index },
            ...slice,
          })),
        )
        await letGoOfFile(row)
      })
    } catch (error) {
      if (!(error instanceof SheetFault) && !(error instanceof ImportRefused)) throw error
      const labels = error instanceof ImportRefused ? [...error.labels] : []
      const fault = { code: error.code, line: error.line, labels }
      await overtakable(async () => {
        await move(row, 'refuse', { format, fault, finishedAt: clock.now(), dueAt: clock.now() })
        await letGoOfFile(row)
      })
    } finally {
      await sheet?.rows.return()
    }
  }

  /** The rows of a slice without a problem, with their places in it. */
  function goodRows<K extends ImportKind>(kind: K, { entries, problems }: Slice, today: string) {
    const bad = new Set(problems.map(({ row }) => row))
    return entries.flatMap((entry, row) => {
      const verdict = bad.has(row) ? null : readRow(kind, textsOf(kind, entry), today)
      return verdict?.ok ? [{ row, entry: verdict.entry, again: entry.again === true }] : []
    })
  }

  /** One slice through the service that owns its rows, its mark and the figures of the list. */
  async function pass<K extends ImportKind>(
    row: ImportRow & { readonly kind: K },
    slice: Slice,
    phase: 'checking' | 'applying',
  ): Promise<void> {
    const target = targets[row.kind]
    const good = goodRows(row.kind, slice, dayOf(clock.now()))
    const entries: SheetEntries[K][] = good.map(({ entry }) => entry)
    const { communityId } = row
    const scope = scopeOf(row)
    const goesOn = async (): Promise<boolean> => (await imports.find(scope, row._id))?.status === row.status
    const finish = async (outcomes: readonly RowOutcome[]): Promise<void> => {
      const problems = [...slice.problems, ...refusals(row.kind, slice, good, outcomes)]
      // A list that is stopped row by row has passed what stands before the first row it did not begin.
      const passedRows = good[outcomes.length]?.row ?? slice.entries.length
      const counts = countsOf(phase, passedRows, good, outcomes)
      const [from, to] =
        phase === 'checking' ? (['read', 'checked'] as const) : (['checked', 'applied'] as const)
      const passed = { rows: passedRows, counts, dueAt: later(STALL_MS) }
      const isCounted =
        (await imports.pass(scope, row._id, phase, passed)) ||
        // Its rows are written, whoever stopped it meanwhile: the list says so.
        (phase === 'applying' &&
          target.isRowByRow === true &&
          (await imports.pass(scope, row._id, 'stopped', passed)))
      if (!isCounted) throw new Overtaken()
      if (!(await slices.advance(scope, { ...slice, problems }, from, to))) throw new Overtaken()
      if (phase === 'applying' && counts.created + counts.changed > 0)
        await record(row, 'import.apply', {
          slice: slice.index,
          created: counts.created,
          changed: counts.changed,
        })
    }
    if (phase === 'checking') {
      const outcomes = await target.check(scope, communityId, entries, authorOf(row))
      await overtakable(() => finish(outcomes))
    } else if (target.isRowByRow) {
      const outcomes = await target.apply(scope, communityId, entries, authorOf(row), goesOn)
      await overtakable(() => finish(outcomes))
    } else {
      await overtakable(async () => {
        const outcomes = await target.apply(scope, communityId, entries, authorOf(row), goesOn)
        await finish(outcomes)
      })
    }
  }

  async function step(row: ImportRow): Promise<void> {
    if (row.status === 'reading') return read(row)
    const phase = row.status === 'checking' ? 'checking' : 'applying'
    const slice = await slices.next(scopeOf(row), row._id, phase === 'checking' ? 'read' : 'checked')
    if (slice) return pass(row, slice, phase)
    const now = clock.now()
    await overtakable(async () => {
      if (phase === 'checking') return move(row, 'check', { dueAt: keptFrom(now) })
      const { applied } = await move(row, 'finish', { finishedAt: now, dueAt: keptFrom(now) })
      return record(row, 'import.finish', { rows: row.rows, ...applied })
    })
  }

  return {
    async goOn({ aggregateId: id, communityId, attempt }) {
      if (communityId === null) return
      const scope = scopeOf({ communityId })
      const until = clock.now().getTime() + STEP_MS
      for (;;) {
        const row = await imports.find(scope, id)
        if (!row || !isRunning(row.status)) return
        try {
          await step(row)
        } catch (error) {
          if (attempt < MOST_ATTEMPTS) throw error
          logger.error({ err: error, importId: id }, 'import.failed')
          return fail(row)
        }
        if (clock.now().getTime() >= until) break
      }
      await uow.run(() => outbox.add({ type: GO_ON, aggregateId: id, communityId, payload: {} }))
    },
  }
}

/** Every word of a header, to tell encodings apart. */
const openFor = (kind: ImportKind, bytes: Buffer, format: SheetFormat): Promise<OpenSheet> =>
  readSheet(bytes, format, {
    words: columnsOf(kind).map(([, { label }]) => label),
    skipSheets: [NOTES_SHEET],
  })

interface GoodRow {
  readonly row: number
  readonly again: boolean
}

function refusals(
  kind: ImportKind,
  { entries }: Slice,
  good: readonly GoodRow[],
  outcomes: readonly RowOutcome[],
): SliceProblem[] {
  const columns = columnsOf(kind)
  return good.flatMap(({ row }, index) => {
    const outcome = outcomes[index]
    if (outcome?.result !== 'refused') return []
    const { column, reason } = outcome.problem
    const place = columns.findIndex(([key]) => key === column)
    return [{ row, column, reason, value: entries[row]?.texts[place] ?? '' }]
  })
}

function countsOf(
  phase: 'checking' | 'applying',
  size: number,
  good: readonly GoodRow[],
  outcomes: readonly RowOutcome[],
): Counts {
  const counts = { ...noCounts }
  outcomes.forEach(({ result }, index) => {
    // In a dry run somebody whom an earlier row brings is not there yet.
    const isAgain = phase === 'checking' && result === 'created' && good[index]?.again
    if (result !== 'refused') counts[isAgain ? 'changed' : result] += 1
  })
  return { ...counts, bad: size - counts.created - counts.changed - counts.same }
}
