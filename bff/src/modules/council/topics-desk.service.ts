import type { DeskTopicFilter, ScreeningReason } from '@linli/shared/council/topics.kinds'
import { dueAfterWorkdays } from '@linli/shared/calendar/workdays'
import type { TopicItemView, TopicProposal, TopicView } from '@linli/shared/council/council.schema'
import type { TopicStatus } from '@linli/shared/council/topics.machine'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { blankTopic } from './blank-topic'
import { deskScope, judgeDesk } from './council.policy'
import type { CouncilCalendars, CouncilOpinions } from './council.ports'
import type { CouncilSettingsSource } from './council.settings'
import type { TopicAccess } from './topic-access'
import type { TopicRow } from './topic.model'
import type { PageQuery, TopicsService } from './topics.service'
import type { TopicsRepository } from './topics.repository'
import { topicTokens } from './topics.search'

const DAY_MS = 86_400_000
/** Agreement is looked for from the first stances on. */
const FIRST_COUNT_MS = 60_000
const COMMUNITY = '社区'

export interface TopicsDesk {
  list(
    actor: Actor,
    query: PageQuery & { communityId?: string | undefined; filter?: DeskTopicFilter | undefined },
  ): Promise<{ items: TopicItemView[]; nextCursor: string | null; waiting: number }>
  get(actor: Actor, id: string): Promise<TopicView>
  /** A topic of the community itself, looked for supporters at once. `validation_failed` names opinions that are not there. */
  create(
    actor: Actor,
    communityId: string,
    proposal: TopicProposal,
    opinionIds: readonly string[],
  ): Promise<TopicView>
  pass(actor: Actor, id: string, version: number): Promise<TopicView>
  screenOut(
    actor: Actor,
    id: string,
    body: { version: number; reason: ScreeningReason; words: string },
  ): Promise<TopicView>
  /** Decides an objection; `other_person_required` for who refused. */
  decide(
    actor: Actor,
    id: string,
    body: { version: number; upheld: boolean; words: string },
  ): Promise<TopicView>
  adopt(actor: Actor, id: string, body: { version: number; reason: string }): Promise<TopicView>
  link(actor: Actor, id: string, otherId: string): Promise<TopicView>
}

export interface TopicsDeskDeps {
  readonly topics: TopicsRepository
  readonly access: TopicAccess
  readonly service: Pick<TopicsService, 'present' | 'presentItems'>
  readonly opinions: CouncilOpinions
  readonly calendars: CouncilCalendars
  readonly settings: CouncilSettingsSource
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

const statusesOf: Readonly<Record<Exclude<DeskTopicFilter, 'waiting'>, readonly TopicStatus[]>> = {
  gathering: ['gathering'],
  deliberating: ['deliberating', 'moved'],
  decided: ['resolved', 'done'],
  over: ['screened_out', 'refused', 'lapsed', 'withdrawn', 'gathering'],
}

/** Topics as the community screens, adopts and joins them. */
export function createTopicsDesk(deps: TopicsDeskDeps): TopicsDesk {
  const { topics, access, service, opinions, calendars, settings, uow, outbox, audit, clock, ids } = deps

  const scopeFor = (actor: Actor, communityId: string | undefined): Scope =>
    communityId === undefined ? deskScope(actor) : demand(judgeDesk(actor, 'inspect', communityId))

  async function untilFor(communityId: string): Promise<Date> {
    const { supportDays } = await settings.of(communityId)
    return new Date(clock.now().getTime() + supportDays * DAY_MS)
  }

  /** By when the desk has to answer what begins to wait for it now. */
  async function dueFor(communityId: string): Promise<Date> {
    const { deskDays } = await settings.of(communityId)
    return dueAfterWorkdays(await calendars.current(), clock.now(), deskDays)
  }

  return {
    async list(actor, { communityId, filter = 'waiting', cursor, limit = PAGE_ROWS }) {
      const scope = scopeFor(actor, communityId)
      const waiting = await topics.countWaiting(scope)
      if (filter === 'waiting') {
        const after = cursor === undefined ? null : decodeCursor(cursor, ['number', 'string'])
        const rows = await topics.waiting(scope, {
          after: after && { at: new Date(after[0]), id: after[1] },
          limit: limit + 1,
        })
        const page = pageOf(rows, limit, ({ deskDueAt, _id }) => [deskDueAt?.getTime() ?? 0, _id])
        return {
          items: await service.presentItems(actor, scope, page.rows),
          nextCursor: page.nextCursor,
          waiting,
        }
      }
      const rows = await topics.list(
        scope,
        { statuses: statusesOf[filter], now: clock.now(), isOver: filter === 'over' },
        { before: cursor === undefined ? null : decodeCursor(cursor, ['string'])[0], limit: limit + 1 },
      )
      const page = pageOf(rows, limit, ({ _id }) => [_id])
      return {
        items: await service.presentItems(actor, scope, page.rows),
        nextCursor: page.nextCursor,
        waiting,
      }
    },
    async get(actor, id) {
      const { row } = await access.atDesk(actor, 'inspect', id)
      return service.present(actor, row)
    },

    async create(actor, communityId, proposal, opinionIds) {
      const scope = demand(judgeDesk(actor, 'screen', communityId))
      const wanted = [...new Set(opinionIds)]
      const known = new Set((await opinions.sources(scope, wanted)).map(({ id }) => id))
      const missing = opinionIds.findIndex((id) => !known.has(id))
      if (missing !== -1) throw wrongField(`body.opinionIds.${missing}`, '没有找到这条意见，请去掉再试')
      const signed = await access.signed(actor)
      const { supportersNeeded } = await settings.of(communityId)
      const supportUntil = await untilFor(communityId)
      const row: TopicRow = {
        ...blankTopic,
        _id: ids.next('top'),
        communityId,
        ...proposal,
        proposerPersonId: null,
        proposerAccountId: actor.accountId,
        proposerLabel: COMMUNITY,
        proposerText: `${COMMUNITY}，${signed.byName}`,
        opinionIds: wanted,
        status: 'gathering',
        needed: supportersNeeded,
        supportUntil,
        nextActionAt: supportUntil,
        searchTokens: topicTokens(proposal),
        history: [{ event: 'propose', ...signed }],
        createdAt: signed.at,
      }
      await uow.run(async () => {
        await topics.insert(row)
        await outbox.add({ type: 'topic.made', aggregateId: row._id, communityId, payload: {} })
        await audit.record({
          ...{ actor, action: 'topic.create', communityId, targetType: 'topic', targetId: row._id },
          detail: { opinions: wanted.length },
        })
      })
      return service.present(actor, row)
    },

    async pass(actor, id, version) {
      const found = await access.atDesk(actor, 'screen', id)
      const supportUntil = await untilFor(found.row.communityId)
      const moved = await access.move(actor, found, {
        event: 'pass',
        version,
        signed: await access.signed(actor),
        set: { supportUntil, nextActionAt: supportUntil },
        unset: ['deskDueAt'],
        tells: 'topic.passed',
        audited: { action: 'topic.pass' },
      })
      return service.present(actor, moved)
    },
    async screenOut(actor, id, { version, reason, words }) {
      const found = await access.atDesk(actor, 'screen', id)
      const signed = await access.signed(actor)
      const { objectionDays } = await settings.of(found.row.communityId)
      const objectUntil = new Date(signed.at.getTime() + objectionDays * DAY_MS)
      const moved = await access.move(actor, found, {
        event: 'screen_out',
        version,
        signed,
        set: { screening: { reason, words, objectUntil, ...signed } },
        unset: ['deskDueAt', 'nextActionAt'],
        tells: 'topic.screened_out',
        audited: { action: 'topic.screen_out', detail: { reason } },
      })
      return service.present(actor, moved)
    },
    async decide(actor, id, { version, upheld, words }) {
      const found = await access.atDesk(actor, 'screen', id)
      if (found.row.screening?.byAccountId === actor.accountId) throw new AppError('other_person_required')
      const signed = await access.signed(actor)
      const supportUntil = await untilFor(found.row.communityId)
      const decision = { upheld, words, ...signed }
      const common = { version, signed }
      if (upheld) {
        const refused = await access.move(actor, found, {
          ...common,
          event: 'uphold',
          set: { decision },
          unset: ['deskDueAt', 'nextActionAt'],
          tells: 'topic.refused',
          audited: { action: 'topic.uphold' },
        })
        return service.present(actor, refused)
      }
      const restored = { tells: 'topic.restored', audited: { action: 'topic.restore' } } as const
      const { supporters, needed, communityId } = found.row
      const due = await dueFor(communityId)
      const moved = await access.move(
        actor,
        found,
        supporters >= needed
          ? {
              ...{ ...common, ...restored, event: 'restore_supported' },
              set: { decision, deskDueAt: due, nextActionAt: due },
            }
          : {
              // Given back is given back whole: the time begins anew, those who were found are kept.
              ...{ ...common, ...restored, event: 'restore', unset: ['deskDueAt'] },
              set: { decision, supportUntil, nextActionAt: supportUntil },
            },
      )
      return service.present(actor, moved)
    },
    async adopt(actor, id, { version, reason }) {
      const found = await access.atDesk(actor, 'screen', id)
      const signed = await access.signed(actor)
      const moved = await access.move(actor, found, {
        event: 'adopt',
        version,
        signed,
        set: { adoption: { reason, ...signed }, countDueAt: new Date(signed.at.getTime() + FIRST_COUNT_MS) },
        unset: ['deskDueAt', 'nextActionAt'],
        tells: 'topic.adopted',
        audited: { action: 'topic.adopt', detail: { supporters: found.row.supporters } },
      })
      return service.present(actor, moved)
    },
    async link(actor, id, otherId) {
      const { row, scope } = await access.atDesk(actor, 'screen', id)
      const other = await topics.find(scope, otherId)
      if (!other || otherId === id) throw wrongField('body.otherId', '没有找到要关联的议题')
      await uow.run(async () => {
        await topics.link(scope, id, otherId)
        await audit.record({
          ...{ actor, action: 'topic.link', communityId: row.communityId },
          ...{ targetType: 'topic', targetId: id, detail: { otherId } },
        })
      })
      return service.present(actor, (await topics.find(scope, id)) ?? row)
    },
  }
}
