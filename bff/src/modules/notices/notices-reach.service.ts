import { householdStates, type HouseholdState } from '@linli/shared/notices/household.machine'
import { noticeStage } from '@linli/shared/notices/notices.rules'
import type { NoticeReachView, ReachHouseholdView } from '@linli/shared/notices/notices-reach.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { HouseholdsRepository } from './households.repository'
import { noticeEvents, type NoticePublishing } from './notice-publishing'
import type { ReachFigures } from './notice-reach-figures'
import type { VisitOutcome } from './notice-household.model'
import type { NoticeRow } from './notice.model'
import { isDesk, judgeStaff, reachNodes, type NoticeAction } from './notices.policy'
import type { NoticePeople } from './notices.ports'
import { presentHousehold } from './notices.presenter'
import type { NoticesRepository } from './notices.repository'
import type { NoticeSettingsSource } from './notices.settings'

const HOUR_MS = 3_600_000

export interface HouseholdListQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
  readonly state?: HouseholdState | undefined
  readonly nodeId?: string | undefined
  readonly toVisit?: 'true' | undefined
}

/** Who knows, and how the rest are told. */
export interface NoticesReach {
  reach(actor: Actor, id: string): Promise<NoticeReachView>
  reachHouseholds(
    actor: Actor,
    id: string,
    query: HouseholdListQuery,
  ): Promise<{ items: ReachHouseholdView[]; nextCursor: string | null }>
  remind(actor: Actor, id: string): Promise<{ reminded: number; nextRemindAt: string }>
  recordVisit(
    actor: Actor,
    id: string,
    visit: { readonly roomId: string; readonly outcome: VisitOutcome },
  ): Promise<ReachHouseholdView>
}

export interface ReachDeps {
  readonly notices: NoticesRepository
  readonly households: HouseholdsRepository
  readonly publishing: NoticePublishing
  readonly figures: ReachFigures
  readonly people: NoticePeople
  readonly settings: NoticeSettingsSource
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
}

/** Households that still have to hear of it: with a confirmation asked for, having read is not enough. */
export const waitingStates = ({ mustConfirm }: Pick<NoticeRow, 'mustConfirm'>): readonly HouseholdState[] =>
  mustConfirm ? ['not-yet', 'read'] : ['not-yet']

/** Reach, reminders and visits; a grid worker sees and visits the households of the own grids only. */
export function createNoticesReach(deps: ReachDeps): NoticesReach {
  const { notices, households, publishing, figures, people, settings, uow, outbox, audit, clock } = deps

  /** A published notice within the actor's reach for this action; drafts are not found by those without a desk. */
  const open = async (actor: Actor, action: NoticeAction, id: string) => {
    const found = await notices.find(demand(judgeStaff(actor, 'see_reach')), id)
    if (!found) throw new AppError('not_found')
    const scope: Scope = demand(judgeStaff(actor, action, found.communityId))
    const row = await publishing.catchUp(found)
    const stage = noticeStage(row, clock.now())
    const isOut = stage === 'live' || stage === 'ended' || stage === 'withdrawn'
    if (!isOut && !isDesk(actor, row.communityId)) throw new AppError('not_found')
    return { row, scope, stage, nodeIds: reachNodes(actor, row.communityId) }
  }

  /** How long the people of a community are left in peace between two reminders of one notice. */
  const intervalMs = async (communityId: string): Promise<number> =>
    (await settings.of(communityId)).remindIntervalHours * HOUR_MS

  const nameOf = async (actor: Actor): Promise<string> =>
    (await people.staffCards([actor.accountId])).get(actor.accountId)?.name ?? '社区工作者'

  return {
    async reach(actor, id) {
      const { row, scope, nodeIds } = await open(actor, 'see_reach', id)
      const totals = (await figures.of(scope, [id], nodeIds)).get(id)
      const buildings = await households.reachByBuilding(scope, id, nodeIds)
      const next = after(row.lastRemindedAt, await intervalMs(row.communityId))
      const { toVisit = 0, ...shown } = totals ?? { ...nobody, updatedAt: clock.now().toISOString() }
      return {
        totals: shown,
        buildings: buildings.map(({ nodeId, label, households: all, confirmed, readOnly, told, notYet }) => ({
          nodeId,
          label,
          households: all,
          confirmed,
          readOnly,
          told,
          notYet,
        })),
        toVisit,
        lastRemindedAt: row.lastRemindedAt?.toISOString() ?? null,
        nextRemindAt: next && next > clock.now() ? next.toISOString() : null,
      }
    },

    async reachHouseholds(actor, id, { cursor, limit = PAGE_ROWS, state, nodeId, toVisit }) {
      const { scope, nodeIds } = await open(actor, 'see_reach', id)
      const rows = await households.list(scope, id, {
        states: state === undefined ? householdStates : [state],
        nodeIds,
        underNodeId: nodeId ?? null,
        toVisitOnly: toVisit === 'true',
        after: cursor === undefined ? null : placeOf(cursor),
        limit: limit + 1,
      })
      const page = pageOf(rows, limit, (last) => [last.aged80 ? 1 : 0, last.sortKey])
      return { items: page.rows.map(presentHousehold), nextCursor: page.nextCursor }
    },

    async remind(actor, id) {
      const { row, scope, stage } = await open(actor, 'remind', id)
      const { communityId } = row
      if (stage !== 'live') {
        throw new AppError('invalid_status', { details: { current: stage, allowedFrom: ['live'] } })
      }
      const now = clock.now()
      const interval = await intervalMs(communityId)
      const notSince = new Date(now.getTime() - interval)
      const entry = { event: 'remind', at: now, byId: actor.accountId, byName: await nameOf(actor) }
      const reminded = await uow.run(async () => {
        const marked = await notices.markReminded(scope, id, now, notSince, entry)
        if (!marked) return null
        const count = await households.countReachable(scope, id, waitingStates(marked))
        await outbox.add({
          type: noticeEvents.reminded,
          aggregateId: id,
          communityId,
          payload: { at: now.toISOString() },
        })
        await audit.record({
          actor,
          action: 'notice.remind',
          communityId,
          targetType: 'notice',
          targetId: id,
          detail: { households: count },
        })
        return count
      })
      if (reminded === null) return refuseReminder(scope, id, interval)
      return { reminded, nextRemindAt: new Date(now.getTime() + interval).toISOString() }
    },

    async recordVisit(actor, id, { roomId, outcome }) {
      const { row, scope, stage, nodeIds } = await open(actor, 'visit', id)
      const { communityId } = row
      if (stage !== 'live') {
        throw new AppError('invalid_status', { details: { current: stage, allowedFrom: ['live'] } })
      }
      const visit = { at: clock.now(), outcome, byId: actor.accountId, byName: await nameOf(actor) }
      const visited = await uow.run(async () => {
        const household = await households.recordVisit(scope, id, roomId, nodeIds, visit)
        if (!household) throw new AppError('not_found')
        await audit.record({
          actor,
          action: 'notice.visit',
          communityId,
          targetType: 'notice',
          targetId: id,
          detail: { roomId, outcome },
        })
        return household
      })
      uow.afterCommit(() => figures.forget(id))
      return presentHousehold(visited)
    },
  }

  /** Somebody reminded a moment ago, or the notice has gone since it was read. */
  async function refuseReminder(scope: Scope, id: string, interval: number): Promise<never> {
    const row = await notices.find(scope, id)
    if (!row) throw new AppError('not_found')
    const next = after(row.lastRemindedAt, interval)
    if (next && next > clock.now())
      throw new AppError('already_reminded', { details: { nextAt: next.toISOString() } })
    return publishing.explain(scope, id, ['published'])
  }
}

const after = (last: Date | null, ms: number): Date | null => last && new Date(last.getTime() + ms)

const nobody = {
  households: 0,
  confirmed: 0,
  readOnly: 0,
  told: 0,
  notYet: 0,
  persons: 0,
  personsConfirmed: 0,
  personsReadOnly: 0,
  toVisit: 0,
}

function placeOf(cursor: string): { aged80: boolean; sortKey: string } {
  const [aged80, sortKey] = decodeCursor(cursor, ['number', 'string'])
  return { aged80: aged80 === 1, sortKey }
}
