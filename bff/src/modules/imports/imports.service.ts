import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { columnsOf } from '@linli/shared/imports/imports.columns'
import { importFormats, importKinds, type ImportKind } from '@linli/shared/imports/imports.kinds'
import { importMachine, isRunning } from '@linli/shared/imports/imports.machine'
import type { ImportItemView, ImportProblemView, ImportView } from '@linli/shared/imports/imports.schema'
import { can, sourcesOf } from '@linli/shared/machine'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, encodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { WrittenFile } from '../../platform/sheets/sheet-writer'
import type { SignedUrls } from '../../platform/signed-url'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { FilesService } from '../files/files.service'
import { GO_ON, STALL_MS } from './import-runner.service'
import type { ImportSlicesRepository, Slice } from './import-slices.repository'
import type { ImportRow } from './import.model'
import { judgeBringing, judgeReading, officeRoleOf, scopeOfList } from './imports.policy'
import type { ImportPeople } from './imports.ports'
import { presentImport, presentItem } from './imports.presenter'
import type { ImportEvent, ImportSet, ImportsRepository } from './imports.repository'
import { keptFrom } from './imports.retention'
import { rejectsFile, sampleFile, templateFile } from './list-sheets'
import { sampleKinds } from './sample-lists'

interface PageQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** The desk of lists: what staff see of them and do with them. The work itself goes on in the runner. */
export interface ImportsService {
  list(
    actor: Actor,
    query: PageQuery & { readonly communityId: string },
  ): Promise<{ items: ImportItemView[]; nextCursor: string | null }>
  get(actor: Actor, id: string): Promise<ImportView>
  problems(
    actor: Actor,
    id: string,
    query: PageQuery,
  ): Promise<{ items: ImportProblemView[]; nextCursor: string | null }>
  /** Begins a dry run. Throws `import_running` while another list of the community runs. */
  begin(
    actor: Actor,
    body: { readonly communityId: string; readonly kind: ImportKind; readonly fileId: string },
  ): Promise<ImportView>
  /** Begins to write. Throws `invalid_status`, `import_running`. */
  confirm(actor: Actor, id: string): Promise<ImportView>
  cancel(actor: Actor, id: string): Promise<ImportView>
  /** A template; `not_found` for what there is none of. */
  template(kind: string, format: string): WrittenFile
  /** Fictional rows to try a list with, in the demo alone; `not_found` for what there is none of. */
  sample(kind: string, format: string): WrittenFile
  /** The refused rows, by the signed address of an answer above; `not_found` for anything not exactly right. */
  rejects(address: {
    readonly id: string
    readonly format: string
    readonly expires: string
    readonly signature: string
  }): Promise<WrittenFile>
}

export interface ImportsDeps {
  readonly imports: ImportsRepository
  readonly slices: ImportSlicesRepository
  readonly people: ImportPeople
  readonly files: Pick<FilesService, 'claim' | 'releaseOthers'>
  readonly signedUrls: SignedUrls
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  /** A street to try things out in: only there may invented people come into the roll. */
  readonly demo: boolean
}

/** Slices a page of problems is gathered from at a time. */
const SLICES_AT_ONCE = 2
const PROBLEMS_PER_PAGE = 50

export function createImportsService(deps: ImportsDeps): ImportsService {
  const { imports, slices, people, files, signedUrls, outbox, audit, uow, clock, ids } = deps

  async function view(actor: Actor, row: ImportRow): Promise<ImportView> {
    const cards = await people.staffCards([row.startedBy])
    return presentImport(row, {
      startedBy: cards.get(row.startedBy)?.name ?? '',
      mayBring: judgeBringing(actor, row.kind, row.communityId).allowed,
      sign: (resource) => signedUrls.sign(resource),
    })
  }

  async function find(actor: Actor, id: string): Promise<ImportRow> {
    const row = await imports.find(demand(judgeReading(actor)), id)
    if (!row) throw new AppError('not_found')
    return row
  }

  const record = (actor: Actor, action: AuditAct, row: ImportRow): Promise<void> =>
    audit.record({
      ...{ actor, action, communityId: row.communityId },
      ...{ targetType: 'import', targetId: row._id, detail: { kind: row.kind, rows: row.rows } },
    })

  /** One event by a person, with its audit row. Call it inside a unit of work. */
  async function move(actor: Actor, row: ImportRow, event: ImportEvent, set: ImportSet): Promise<ImportRow> {
    const moved = can(importMachine, row.status, event)
      ? await imports.move(scopeOfList(row), row, event, set)
      : null
    if (!moved) {
      const current = (await imports.find(scopeOfList(row), row._id))?.status ?? row.status
      throw new AppError('invalid_status', {
        details: { current, allowedFrom: sourcesOf(importMachine, event) },
      })
    }
    await record(actor, `import.${event}`, moved)
    return moved
  }

  const goOn = ({ _id: aggregateId, communityId }: ImportRow): Promise<void> =>
    outbox.add({ type: GO_ON, aggregateId, communityId, payload: {} })

  const stallsAt = (): Date => new Date(clock.now().getTime() + STALL_MS)

  /** A list of the reader's that may also be changed by them. */
  async function findOwn(actor: Actor, id: string): Promise<ImportRow> {
    const row = await find(actor, id)
    demand(judgeBringing(actor, row.kind, row.communityId))
    return row
  }

  async function* slicesWithProblems(row: ImportRow): AsyncGenerator<Slice, void, void> {
    let from = 0
    for (;;) {
      const some = await slices.withProblems(scopeOfList(row), row._id, from, SLICES_AT_ONCE)
      yield* some
      const last = some.at(-1)
      if (!last || some.length < SLICES_AT_ONCE) return
      from = last.index + 1
    }
  }

  return {
    async list(actor, { communityId, cursor, limit = PAGE_ROWS }) {
      const scope = demand(judgeReading(actor, communityId))
      const [before] = cursor === undefined ? [null] : decodeCursor(cursor, ['string'])
      const found = await imports.page(scope, { before, limit: limit + 1 })
      const { rows, nextCursor } = pageOf(found, limit, ({ _id }) => [_id])
      const cards = await people.staffCards([...new Set(rows.map((row) => row.startedBy))])
      return {
        items: rows.map((row) => presentItem(row, cards.get(row.startedBy)?.name ?? '')),
        nextCursor,
      }
    },
    async get(actor, id) {
      return view(actor, await find(actor, id))
    },
    async problems(actor, id, { cursor, limit = PROBLEMS_PER_PAGE }) {
      const row = await find(actor, id)
      const labels = new Map(columnsOf(row.kind).map(([key, { label }]) => [key, label]))
      let [index, offset] = cursor === undefined ? [0, 0] : decodeCursor(cursor, ['number', 'number'])
      const items: ImportProblemView[] = []
      for (;;) {
        const [slice] = await slices.withProblems(scopeOfList(row), row._id, index, 1)
        if (!slice) return { items, nextCursor: null }
        if (slice.index !== index) [index, offset] = [slice.index, 0]
        const sorted = slice.problems.toSorted((a, b) => a.row - b.row)
        for (const { row: at, column, value, reason } of sorted.slice(offset)) {
          if (items.length === limit) return { items, nextCursor: encodeCursor([index, offset]) }
          const line = slice.entries[at]?.line ?? 0
          items.push({ line, column: column === null ? null : (labels.get(column) ?? null), value, reason })
          offset += 1
        }
        ;[index, offset] = [slice.index + 1, 0]
      }
    },
    async begin(actor, { communityId, kind, fileId }) {
      demand(judgeBringing(actor, kind, communityId))
      const _id = ids.next('imp')
      const row = await uow.run(async () => {
        const [file] = await files.claim([fileId], {
          ...{ purpose: 'import_sheet', communityId, accountId: actor.accountId, field: 'fileId' },
          ...{ ownerType: 'import', ownerId: _id },
        })
        const begun: ImportRow = {
          ...{ _id, communityId, kind, status: 'reading', running: true, fileId },
          fileName: file?.name ?? '',
          ...{ startedBy: actor.accountId, confirmedBy: null, role: officeRoleOf(actor, communityId) },
          ...{ createdAt: clock.now(), finishedAt: null, format: null, encoding: null, sheet: null },
          ...{ ignored: [], rows: 0, done: 0, checked: null, applied: null, fault: null, nudges: 0 },
          dueAt: stallsAt(),
        }
        await imports.insert(begun)
        await record(actor, 'import.begin', begun)
        await goOn(begun)
        return begun
      })
      return view(actor, row)
    },
    async confirm(actor, id) {
      const row = await findOwn(actor, id)
      const moved = await uow.run(async () => {
        const begun = await move(actor, row, 'confirm', {
          ...{ confirmedBy: actor.accountId, role: officeRoleOf(actor, row.communityId) },
          ...{ done: 0, applied: { created: 0, changed: 0, same: 0, bad: 0 }, dueAt: stallsAt() },
        })
        await goOn(begun)
        return begun
      })
      return view(actor, moved)
    },
    async cancel(actor, id) {
      const row = await findOwn(actor, id)
      const now = clock.now()
      const moved = await uow.run(async () => {
        const ended = await move(actor, row, 'cancel', { finishedAt: now, dueAt: keptFrom(now) })
        const { _id: ownerId, communityId } = row
        await files.releaseOthers([], { ownerType: 'import', ownerId, purpose: 'import_sheet', communityId })
        return ended
      })
      return view(actor, moved)
    },
    template(kind, format) {
      const known = importKinds.find((one) => one === kind)
      const written = importFormats.find((one) => one === format)
      if (!known || !written) throw new AppError('not_found')
      return templateFile(known, written, clock.now())
    },
    sample(kind, format) {
      const known = deps.demo ? sampleKinds.find((one) => one === kind) : undefined
      const written = importFormats.find((one) => one === format)
      if (!known || !written) throw new AppError('not_found')
      return sampleFile(known, written, clock.now())
    },
    async rejects({ id, format, expires, signature }) {
      const written = importFormats.find((one) => one === format)
      const left = signedUrls.verify(`imports/${id}/rejects/${format}`, expires, signature)
      const row = written && left !== null ? await imports.findSigned(id) : null
      if (!written || !row || isRunning(row.status)) throw new AppError('not_found')
      return rejectsFile(row.kind, written, slicesWithProblems(row), clock.now())
    },
  }
}
