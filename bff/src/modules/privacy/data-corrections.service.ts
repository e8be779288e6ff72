import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { sourcesOf } from '@linli/shared/machine'
import { dueAfterWorkdays, type Calendar } from '@linli/shared/calendar/workdays'
import { correctionMachine, type CorrectionStatus } from '@linli/shared/privacy/correction.machine'
import {
  correctionFieldLabel,
  correctionRefusalLabel,
  wantedRelationLabel,
  type CorrectionRefusal,
  type WantedRelation,
} from '@linli/shared/privacy/privacy.kinds'
import type {
  CorrectionBody,
  CorrectionView,
  OpenedCorrectionView,
  StaffCorrectionView,
} from '@linli/shared/privacy/corrections.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import type { DataEntry, ErasureStep, PersonalDataPart } from '../../platform/personal-data'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { dayOf } from '@linli/shared/time'
import { correctionStatusLabel } from '@linli/shared/privacy/correction.machine'
import type { RecordChange } from '../people/own-records.service'
import type { DataCorrectionRow } from './data-correction.model'
import type { DataCorrectionsRepository, Decision } from './data-corrections.repository'
import type { DataExportsRepository } from './data-exports.repository'
import type { MyDataService } from './my-data.service'
import { judgeDesk, ownScope } from './privacy.policy'
import type { PrivacyInbox, PrivacyRecords } from './privacy.ports'
import { presentCorrection, presentStaffCorrection } from './privacy.presenter'
import type { PrivacySettingsSource } from './privacy.settings'

interface StaffQuery {
  readonly communityId?: string | undefined
  readonly filter?: 'open' | 'decided' | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface DataCorrectionsService {
  mine(actor: Actor): Promise<CorrectionView[]>
  /** Throws `not_found` for a record or room that is not the caller's, `conflict` while one for the field waits. */
  ask(actor: Actor, body: CorrectionBody): Promise<CorrectionView>
  withdraw(actor: Actor, id: string): Promise<CorrectionView>
  queue(actor: Actor, query: StaffQuery): Promise<{ items: StaffCorrectionView[]; nextCursor: string | null }>
  /** In full, to compare with the paper; the look is recorded first. */
  open(actor: Actor, id: string): Promise<OpenedCorrectionView>
  accept(actor: Actor, id: string): Promise<StaffCorrectionView>
  refuse(
    actor: Actor,
    id: string,
    refusal: { readonly reason: CorrectionRefusal; readonly text?: string | undefined },
  ): Promise<StaffCorrectionView>
  readonly part: PersonalDataPart
  readonly erasure: ErasureStep
}

export interface DataCorrectionsDeps {
  readonly corrections: DataCorrectionsRepository
  readonly exports: Pick<DataExportsRepository, 'latestOf' | 'countOf'>
  readonly records: PrivacyRecords
  readonly myData: Pick<MyDataService, 'subject'>
  readonly calendars: { current(): Promise<Calendar> }
  readonly settings: PrivacySettingsSource
  readonly inbox: PrivacyInbox
  readonly crypto: Pick<Crypto, 'encrypt' | 'decrypt'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

/** What a row keeps sealed. */
interface Wish {
  readonly value: string
  readonly note: string
}

export const wishField = 'correction.wish'
const SHOWN = 20
const statusAt = sourcesOf(correctionMachine, 'accept')

/** A person asks to have the roll put right, and the office decides (PIPL art. 46). */
export function createDataCorrections(deps: DataCorrectionsDeps): DataCorrectionsService {
  const { corrections, records, crypto, uow, audit, clock, ids } = deps

  const place = (communityId: string) => ({ field: wishField, tenant: communityId })
  const wishOf = (row: DataCorrectionRow): Wish | null =>
    row.sealed === null ? null : (JSON.parse(crypto.decrypt(row.sealed, place(row.communityId))) as Wish)

  async function find(actor: Actor, id: string): Promise<{ row: DataCorrectionRow; scope: Scope }> {
    const scope = demand(judgeDesk(actor))
    const row = await corrections.find(scope, id)
    if (!row) throw new AppError('not_found')
    return { row, scope: ownScope(row.communityId) }
  }

  const moved = (row: DataCorrectionRow, allowedFrom: readonly CorrectionStatus[]): AppError =>
    new AppError('invalid_status', { details: { current: row.status, allowedFrom } })

  async function decide(
    scope: Scope,
    row: DataCorrectionRow,
    decision: Decision,
  ): Promise<DataCorrectionRow> {
    const decided = await corrections.decide(scope, row._id, statusAt, decision)
    if (decided) return decided
    const current = await corrections.find(scope, row._id)
    throw current ? moved(current, statusAt) : new AppError('not_found')
  }

  const staffView = async (scope: Scope, row: DataCorrectionRow): Promise<StaffCorrectionView> =>
    presentStaffCorrection(row, await records.stateOf(scope, row.personId, row), clock.now())

  const record = (actor: Actor, action: AuditAct, row: DataCorrectionRow, detail = {}): Promise<void> =>
    audit.record({
      ...{ actor, action, communityId: row.communityId, targetType: 'person', targetId: row.personId },
      detail: { correctionId: row._id, field: row.field, ...detail },
    })

  async function tell(row: DataCorrectionRow, title: string, text: string): Promise<void> {
    await deps.inbox.deliver({
      ...{ communityId: row.communityId, topic: 'account', targetId: row._id, title, text, needsAct: false },
      dedupeKey: `privacy.correction:${row._id}`,
      recipients: [{ accountId: row.accountId, wechat: false }],
    })
  }

  return {
    async mine(actor) {
      const { scope, accountId } = await deps.myData.subject(actor)
      const rows = await corrections.ofAccount(scope, accountId, SHOWN)
      return rows.map((row) => presentCorrection(row, clock.now()))
    },

    async ask(actor, body) {
      const subject = await deps.myData.subject(actor)
      const own = subject.persons.find((person) => person.personId === body.personId)
      if (!own) throw new AppError('not_found')
      const roomId = body.field === 'relation' ? body.roomId : null
      const scope = ownScope(own.communityId)
      if (roomId !== null && !(await records.isAtHome(scope, own.personId, roomId)))
        throw new AppError('not_found')
      const now = clock.now()
      const { correctionWorkdays } = await deps.settings.of(own.communityId)
      const wish: Wish = { value: body.value, note: 'note' in body ? (body.note ?? '') : '' }
      const row: DataCorrectionRow = {
        ...{ _id: ids.next('dco'), communityId: own.communityId, personId: own.personId },
        ...{ accountId: actor.accountId, field: body.field, roomId },
        sealed: crypto.encrypt(JSON.stringify(wish), place(own.communityId)),
        ...{ status: 'submitted', submittedAt: now },
        dueAt: dueAfterWorkdays(await deps.calendars.current(), now, correctionWorkdays),
        ...{ decidedAt: null, decidedBy: null, refusal: null },
      }
      try {
        await uow.run(() => corrections.insert(row))
      } catch (error) {
        if (isDuplicateKey(error, 'correction_open_unique')) throw new AppError('conflict')
        throw error
      }
      return presentCorrection(row, now)
    },

    async withdraw(actor, id) {
      const { scope, accountId } = await deps.myData.subject(actor)
      const row = await corrections.findOwn(scope, accountId, id)
      if (!row) throw new AppError('not_found')
      const decision = { status: 'withdrawn', by: null, at: clock.now(), refusal: null } as const
      return presentCorrection(await decide(ownScope(row.communityId), row, decision), clock.now())
    },

    async queue(actor, { communityId, filter = 'open', cursor, limit = PAGE_ROWS }) {
      const scope = demand(judgeDesk(actor, communityId))
      const [at, id] = cursor === undefined ? [null, null] : decodeCursor(cursor, ['number', 'string'])
      const rows =
        filter === 'open'
          ? await corrections.queue(scope, at === null ? null : { dueAt: new Date(at), id }, limit + 1)
          : await corrections.decided(scope, at === null ? null : { decidedAt: new Date(at), id }, limit + 1)
      const page = pageOf(rows, limit, (last) => [
        (filter === 'open' ? last.dueAt : (last.decidedAt ?? last.dueAt)).getTime(),
        last._id,
      ])
      const items: StaffCorrectionView[] = []
      for (const row of page.rows) items.push(await staffView(ownScope(row.communityId), row))
      return { items, nextCursor: page.nextCursor }
    },

    async open(actor, id) {
      const { row, scope } = await find(actor, id)
      const state = await records.stateOf(scope, row.personId, row)
      const wish = wishOf(row)
      if (!state || !wish) throw moved(row, statusAt)
      await uow.run(() => record(actor, 'correction.open', row))
      return {
        correction: presentStaffCorrection(row, state, clock.now()),
        name: state.name,
        before: state.value,
        after: row.field === 'relation' ? wantedRelationLabel[wish.value as WantedRelation] : wish.value,
        note: wish.note,
      }
    },

    async accept(actor, id) {
      const { row, scope } = await find(actor, id)
      if (row.accountId === actor.accountId) throw new AppError('own_matter')
      const agree = async (): Promise<DataCorrectionRow> => {
        const wish = wishOf(row)
        if (!wish) throw moved(row, statusAt)
        const decision = { status: 'accepted', by: actor.accountId, at: clock.now(), refusal: null } as const
        const next = await decide(scope, row, decision)
        await records.putRight(scope, row.personId, changeOf(row, wish))
        await record(actor, 'correction.accept', row)
        await tell(
          row,
          '您申请的更正已办好',
          `${correctionFieldLabel[row.field]}已经按您说的改好，可以在“我的数据”里看`,
        )
        return next
      }
      const decided = await uow.run(agree).catch((error: unknown) => {
        // The roll has somebody of this name with this phone already: the two records are looked at first.
        throw isDuplicateKey(error) ? new AppError('conflict', { cause: error }) : error
      })
      return staffView(scope, decided)
    },

    async refuse(actor, id, { reason, text = '' }) {
      const { row, scope } = await find(actor, id)
      const decided = await uow.run(async () => {
        const decision: Decision = {
          status: 'refused',
          by: actor.accountId,
          at: clock.now(),
          refusal: { reason, text },
        }
        const next = await decide(scope, row, decision)
        await record(actor, 'correction.refuse', row, { reason })
        const why = [correctionRefusalLabel[reason], text].filter(Boolean).join('。')
        await tell(row, '您申请的更正没有改', `${why}。不同意的，可以打监督电话`)
        return next
      })
      return staffView(scope, decided)
    },

    part: {
      kind: 'requests',
      count: async ({ scope, accountId }) =>
        (scope.communityIds.length === 0 ? 0 : await corrections.countOfAccount(scope, accountId)) +
        (await deps.exports.countOf(accountId)),
      async entries({ scope, accountId }, { limit }) {
        const asked =
          scope.communityIds.length === 0 ? [] : await corrections.ofAccount(scope, accountId, limit)
        const taken = await deps.exports.latestOf(accountId, limit)
        return [
          ...asked.map((row): DataEntry => ({
            请求: `更正${correctionFieldLabel[row.field]}`,
            日期: dayOf(row.submittedAt),
            结果: correctionStatusLabel[row.status],
          })),
          ...taken.map((row): DataEntry => ({
            请求: '导出我的数据',
            日期: dayOf(row.requestedAt),
            结果: row.status === 'ready' ? '已做好' : row.status === 'failed' ? '没有做好' : '正在整理',
          })),
        ]
      },
    },
    erasure: {
      name: 'corrections',
      async erase({ scope, accountId }) {
        if (scope.communityIds.length > 0) await corrections.removeOfAccount(scope, accountId)
      },
    },
  }
}

/** What the row asks for, as the roll takes it. */
function changeOf(row: DataCorrectionRow, { value }: Wish): RecordChange {
  if (row.field !== 'relation') return { field: row.field, value }
  if (row.roomId === null) throw new Error('a relation is to a room')
  return { field: 'relation', roomId: row.roomId, value: value as WantedRelation }
}
