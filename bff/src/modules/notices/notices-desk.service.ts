import {
  disclosureMinimumEnd,
  EARLY_WITHDRAWAL_REASON_MIN,
  noticeStage,
} from '@linli/shared/notices/notices.rules'
import { sourcesOf } from '@linli/shared/machine'
import { noticeMachine, type NoticeStage } from '@linli/shared/notices/notices.machine'
import type {
  NoticeDraft,
  StaffNoticeItemView,
  StaffNoticeView,
} from '@linli/shared/notices/notices-desk.schema'
import { addDays, dayOf, instantOf, type IsoDay } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { AudienceCount } from '../people/people.service'
import { claimFiles, contentOf, placeIssues } from './notice-content'
import { noticeEvents, type NoticePublishing } from './notice-publishing'
import type { ReachFigures } from './notice-reach-figures'
import type { NoticeEvent, NoticeRow } from './notice.model'
import { deskScope, isDesk, judgeStaff, reachNodes } from './notices.policy'
import type { NoticeFiles, NoticePeople, NoticeSpace } from './notices.ports'
import { pinEnd, presentStaffItem, presentStaffNotice } from './notices.presenter'
import type { NoticeSettingsSource } from './notices.settings'
import type { NoticeChange, NoticesRepository, NoticeTransition, StageCounts } from './notices.repository'

const outStages = ['live', 'ended', 'withdrawn'] as const
const editable = ['draft', 'scheduled'] as const
const pinnable = [...editable, 'published'] as const
const deskStages = ['draft', 'scheduled', ...outStages] as const

export interface StaffListQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
  readonly stage?: NoticeStage | undefined
  readonly q?: string | undefined
  readonly communityId?: string | undefined
}

/** What staff do with notices. */
export interface NoticesDesk extends UnpublishedWork {
  staffList(
    actor: Actor,
    query: StaffListQuery,
  ): Promise<{ items: StaffNoticeItemView[]; nextCursor: string | null; counts: StageCounts }>
  staffGet(actor: Actor, id: string): Promise<StaffNoticeView>
  create(actor: Actor, draft: NoticeDraft & { communityId?: string | undefined }): Promise<StaffNoticeView>
  update(actor: Actor, id: string, draft: NoticeDraft & { version: number }): Promise<StaffNoticeView>
  discard(actor: Actor, id: string, version: number): Promise<StaffNoticeView>
  publish(actor: Actor, id: string, version: number): Promise<StaffNoticeView>
  schedule(actor: Actor, id: string, version: number, publishAt: Date): Promise<StaffNoticeView>
  unschedule(actor: Actor, id: string, version: number): Promise<StaffNoticeView>
  withdraw(actor: Actor, id: string, version: number, reason: string): Promise<StaffNoticeView>
  pin(actor: Actor, id: string, version: number, until: IsoDay): Promise<StaffNoticeView>
  unpin(actor: Actor, id: string, version: number): Promise<StaffNoticeView>
  previewAudience(
    actor: Actor,
    wanted: { audience: NoticeDraft['audience']; communityId?: string | undefined },
  ): Promise<AudienceCount>
}

/** Work under one name, for whoever hands it over when somebody leaves. The caller's transaction records it. */
export interface UnpublishedWork {
  countUnpublishedOf(scope: Scope, authorId: string): Promise<number>
  handOverUnpublished(
    scope: Scope,
    fromId: string,
    to: { readonly id: string; readonly name: string },
  ): Promise<number>
}

export interface DeskDeps {
  readonly notices: NoticesRepository
  readonly publishing: NoticePublishing
  readonly figures: ReachFigures
  readonly people: NoticePeople
  readonly space: NoticeSpace
  readonly files: NoticeFiles
  readonly settings: NoticeSettingsSource
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

const invalid = (path: string, message: string): AppError =>
  new AppError('validation_failed', { errors: [{ path, message }] })

/** The desk: writing, publishing, withdrawing. Every act is one guarded write with its audit row. */
export function createNoticesDesk(deps: DeskDeps): NoticesDesk {
  const { notices, publishing, figures, people, space, files, settings, uow, outbox, audit, clock, ids } =
    deps

  const nameOf = async (actor: Actor): Promise<string> =>
    (await people.staffCards([actor.accountId])).get(actor.accountId)?.name ?? '社区工作者'

  const present = async (actor: Actor, row: NoticeRow): Promise<StaffNoticeView> => {
    const scope = demand(judgeStaff(actor, 'view', row.communityId))
    const reach = await figures.of(scope, [row._id], reachNodes(actor, row.communityId))
    return presentStaffNotice(row, { now: clock.now(), actor, reach: reach.get(row._id) ?? null }, files)
  }

  /** The notice an actor wants to change, published if its time has come. */
  const open = async (actor: Actor, id: string): Promise<{ scope: Scope; row: NoticeRow }> => {
    const scope = demand(judgeStaff(actor, 'write'))
    const row = await notices.find(scope, id)
    if (!row) throw new AppError('not_found')
    return { scope: demand(judgeStaff(actor, 'write', row.communityId)), row: await publishing.catchUp(row) }
  }

  const entryOf = async (actor: Actor, event: string): Promise<NoticeEvent> => ({
    event,
    at: clock.now(),
    byId: actor.accountId,
    byName: await nameOf(actor),
  })

  const note = (
    actor: Actor,
    action: NoticeTransition | 'create' | 'update' | 'pin' | 'unpin',
    row: NoticeRow,
    detail = {},
  ): Promise<void> =>
    audit.record({
      actor,
      action: `notice.${action}`,
      communityId: row.communityId,
      targetType: 'notice',
      targetId: row._id,
      detail,
    })

  /** One event of the machine: the guarded write, what belongs to it, and its audit row, together or not at all. */
  const fire = async (
    actor: Actor,
    scope: Scope,
    id: string,
    event: NoticeTransition,
    change: Omit<NoticeChange, 'entry'>,
    beside: (row: NoticeRow) => Promise<void> = () => Promise.resolve(),
  ): Promise<StaffNoticeView> => {
    const entry = await entryOf(actor, event)
    const row = await uow.run(async () => {
      const changed = await notices.transition(scope, id, event, {
        ...change,
        set: { ...change.set, updatedAt: entry.at },
        entry,
      })
      if (!changed) return null
      await beside(changed)
      await note(actor, event, changed)
      return changed
    })
    return row ? present(actor, row) : publishing.explain(scope, id, sourcesOf(noticeMachine, event))
  }

  const communityFor = (actor: Actor, communityId: string | undefined): Scope => {
    const scope = demand(judgeStaff(actor, 'write', communityId))
    if (scope.communityIds.length === 1) return scope
    const own = actor.communityId
    if (own !== null && scope.communityIds.includes(own)) return demand(judgeStaff(actor, 'write', own))
    throw invalid('body.communityId', '请选择社区')
  }

  const setPin = async (
    actor: Actor,
    scope: Scope,
    id: string,
    version: number,
    event: 'pin' | 'unpin',
    pinnedUntil: Date | null,
  ): Promise<StaffNoticeView> => {
    const entry = await entryOf(actor, event)
    const row = await uow.run(async () => {
      const set = { pinnedUntil, updatedAt: entry.at }
      const changed = await notices.change(scope, id, pinnable, { version, set, entry })
      if (changed) await note(actor, event, changed)
      return changed
    })
    return row ? present(actor, row) : publishing.explain(scope, id, pinnable)
  }

  return {
    async staffList(actor, { cursor, limit = PAGE_ROWS, stage, q = '', communityId }) {
      const now = clock.now()
      const { scope, seesDrafts } = deskScope(actor, communityId)
      const shown: readonly NoticeStage[] = seesDrafts ? deskStages : outStages
      const stages = stage === undefined ? shown : shown.filter((one) => one === stage)
      const rows =
        stages.length === 0
          ? []
          : await notices.listDesk(scope, now, {
              stages,
              q,
              before: cursor === undefined ? null : placeOf(cursor),
              limit: limit + 1,
            })
      const page = pageOf(rows, limit, (last) => [last.updatedAt.getTime(), last._id])
      const reach = await reachOfRows(actor, scope, page.rows)
      const counts = await notices.countStages(scope, now)
      return {
        items: page.rows.map((row) => presentStaffItem(row, now, reach.get(row._id) ?? null)),
        nextCursor: page.nextCursor,
        counts: seesDrafts ? counts : { ...counts, draft: 0, scheduled: 0 },
      }
    },

    async staffGet(actor, id) {
      const row = await notices.find(demand(judgeStaff(actor, 'view')), id)
      if (!row) throw new AppError('not_found')
      const isOut = outStages.some((stage) => stage === noticeStage(row, clock.now()))
      if (!isOut && !isDesk(actor, row.communityId)) throw new AppError('not_found')
      return present(actor, row)
    },

    async create(actor, { communityId: wanted, ...draft }) {
      const scope = communityFor(actor, wanted)
      const [communityId = ''] = scope.communityIds
      const content = await contentOf(draft, scope, space)
      const community = await space.community(communityId)
      if (!community) throw new AppError('not_found')
      const entry = await entryOf(actor, 'create')
      const id = ids.next('ntc')
      const row = await uow.run(async () => {
        const owned = await claimFiles(files, actor, { id, communityId }, { ...draft, ...content })
        const fresh: NoticeRow = {
          _id: id,
          communityId,
          status: 'draft',
          version: 0,
          ...content,
          ...owned,
          issuer: `${community.name}居委会`,
          authorId: actor.accountId,
          authorName: entry.byName,
          publishAt: null,
          pinnedUntil: null,
          withdrawal: null,
          lastRemindedAt: null,
          snapshot: null,
          history: [entry],
          createdAt: entry.at,
          updatedAt: entry.at,
        }
        await notices.insert(fresh)
        await note(actor, 'create', fresh)
        return fresh
      })
      return present(actor, row)
    },

    async update(actor, id, { version, ...draft }) {
      const { scope, row } = await open(actor, id)
      const content = await contentOf(draft, scope, space)
      const entry = await entryOf(actor, 'update')
      // A scheduled notice must stay one that can appear at its time.
      const end =
        row.status === 'scheduled' && row.publishAt !== null
          ? await publishing.check(scope, { ...row, ...content }, row.publishAt)
          : {}
      const updated = await uow.run(async () => {
        const owned = await claimFiles(
          files,
          actor,
          { id, communityId: row.communityId },
          { ...draft, ...content },
        )
        const changed = await notices.change(scope, id, editable, {
          version,
          set: { ...content, ...end, ...owned, updatedAt: entry.at },
          // What readers can already see is not changed under their eyes, even if the sweep is late.
          where: { $or: [{ status: 'draft' }, { publishAt: { $gt: entry.at } }] },
          entry,
        })
        // Thrown, so that the claimed files go back with the rest.
        if (!changed) return publishing.explain(scope, id, editable)
        await note(actor, 'update', changed)
        return changed
      })
      return present(actor, updated)
    },

    async discard(actor, id, version) {
      const { scope } = await open(actor, id)
      return fire(actor, scope, id, 'discard', { version, set: { status: 'discarded' } }, async (row) => {
        await claimFiles(files, actor, { id, communityId: row.communityId }, noFiles)
      })
    },

    async publish(actor, id, version) {
      const { scope, row } = await open(actor, id)
      const now = clock.now()
      const { expiresAt } = await publishing.check(scope, row, now)
      const set = publishing.published(now, expiresAt)
      return fire(actor, scope, id, 'publish', { version, set, unset: ['nextActionAt'] }, publishing.announce)
    },

    async schedule(actor, id, version, publishAt) {
      const { scope, row } = await open(actor, id)
      const now = clock.now()
      if (publishAt <= now) throw invalid('body.publishAt', '请选择以后的时间')
      const { mostDaysAhead } = await settings.of(row.communityId)
      // By the instant: written as text, the year 10000 sorts before this one.
      if (publishAt >= instantOf(addDays(dayOf(now), mostDaysAhead + 1)))
        throw invalid('body.publishAt', `最多提前 ${mostDaysAhead} 天定时`)
      const { expiresAt } = await publishing.check(scope, row, publishAt)
      const set = { status: 'scheduled', publishAt, expiresAt, nextActionAt: publishAt } as const
      return fire(actor, scope, id, 'schedule', { version, set })
    },

    async unschedule(actor, id, version) {
      const { scope } = await open(actor, id)
      return fire(actor, scope, id, 'unschedule', {
        version,
        set: { status: 'draft', publishAt: null },
        unset: ['nextActionAt'],
        where: { publishAt: { $gt: clock.now() } },
      })
    },

    async withdraw(actor, id, version, reason) {
      const { scope, row } = await open(actor, id)
      const at = clock.now()
      const { disclosureClass, publishAt, status } = row
      const early =
        status === 'published' &&
        disclosureClass !== null &&
        publishAt !== null &&
        at < disclosureMinimumEnd(publishAt)
      if (early && [...reason].length < EARLY_WITHDRAWAL_REASON_MIN)
        throw new AppError('disclosure_reason_required')
      const byName = await nameOf(actor)
      const set = {
        status: 'withdrawn',
        withdrawal: { reason, at, byId: actor.accountId, byName, early },
        pinnedUntil: null,
      } as const
      return fire(actor, scope, id, 'withdraw', { version, set }, ({ communityId }) =>
        outbox.add({ type: noticeEvents.withdrawn, aggregateId: id, communityId, payload: {} }),
      )
    },

    async pin(actor, id, version, until) {
      const { scope, row } = await open(actor, id)
      const today = dayOf(clock.now())
      if (until < today) throw invalid('body.until', '请选择今天或以后的日期')
      const { mostPinnedDays } = await settings.of(row.communityId)
      if (until > addDays(today, mostPinnedDays)) throw invalid('body.until', `最多置顶 ${mostPinnedDays} 天`)
      return setPin(actor, scope, id, version, 'pin', pinEnd(until))
    },

    async unpin(actor, id, version) {
      const { scope } = await open(actor, id)
      return setPin(actor, scope, id, version, 'unpin', null)
    },

    async previewAudience(actor, { audience, communityId }) {
      const scope = communityFor(actor, communityId)
      const errors = await placeIssues(audience, scope, space)
      if (errors.length > 0) throw new AppError('validation_failed', { errors })
      return people.countAudience(scope, audience)
    },

    countUnpublishedOf: (scope, authorId) => notices.countUnpublishedOf(scope, authorId, clock.now()),
    handOverUnpublished: (scope, fromId, to) => notices.handOverUnpublished(scope, fromId, to, clock.now()),
  }

  /** Figures for a page of rows; a grid worker's are of the own grids, so they are asked for community by community. */
  async function reachOfRows(actor: Actor, scope: Scope, rows: readonly NoticeRow[]) {
    const all = new Map<string, NonNullable<StaffNoticeItemView['reach']>>()
    for (const communityId of scope.communityIds) {
      const noticeIds = rows
        .filter((row) => row.communityId === communityId && row.snapshot !== null)
        .map((row) => row._id)
      if (noticeIds.length === 0) continue
      for (const [id, reach] of await figures.of(scope, noticeIds, reachNodes(actor, communityId)))
        all.set(id, reach)
    }
    return all
  }
}

const noFiles = { coverId: null, attachmentIds: [], imageIds: [] } as const

function placeOf(cursor: string): { updatedAt: Date; id: string } {
  const [at, id] = decodeCursor(cursor, ['number', 'string'])
  return { updatedAt: new Date(at), id }
}
