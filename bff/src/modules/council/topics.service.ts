import type { TopicFilter } from '@linli/shared/council/topics.kinds'
import { publicTopicStatuses, topicStatusAt, type TopicStatus } from '@linli/shared/council/topics.machine'
import type {
  SimilarTopicView,
  TopicItemView,
  TopicProposal,
  TopicView,
} from '@linli/shared/council/council.schema'
import { dueAfterWorkdays } from '@linli/shared/calendar/workdays'
import { holds, type Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { refuseFaster, refuseStatus, wrongField } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import {
  deskScope,
  isNeighbour,
  isProposer,
  judgeOwn,
  judgeProposing,
  judgeTakingPart,
  listScope,
} from './council.policy'
import { councilPermissions } from '@linli/shared/council/council.permissions'
import { blankTopic } from './blank-topic'
import type { CouncilCalendars, CouncilOpinions, CouncilPeople } from './council.ports'
import type { CouncilSettingsSource } from './council.settings'
import type { TopicBackers } from './topic-backers.repository'
import type { TopicRow } from './topic.model'
import { judgedTopic, type TopicAccess } from './topic-access'
import { presentSimilar, presentTopic, presentTopicItem } from './topics.presenter'
import type { TopicsRepository } from './topics.repository'
import { comparedTokens, likenessOf, topicQuery, topicTokens } from './topics.search'

export interface PageQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface TopicPage {
  items: TopicItemView[]
  nextCursor: string | null
}

export interface TopicsService {
  list(
    actor: Actor,
    query: PageQuery & { filter?: TopicFilter | undefined; q?: string | undefined },
  ): Promise<TopicPage>
  mine(actor: Actor, query: PageQuery): Promise<TopicPage>
  get(actor: Actor, id: string): Promise<TopicView>
  /** Topics that seem to ask for the same as this title; nothing is kept. */
  similar(actor: Actor, title: string): Promise<SimilarTopicView[]>
  propose(actor: Actor, proposal: TopicProposal): Promise<TopicView>
  support(actor: Actor, id: string): Promise<TopicView>
  unsupport(actor: Actor, id: string): Promise<TopicView>
  follow(actor: Actor, id: string): Promise<TopicView>
  unfollow(actor: Actor, id: string): Promise<TopicView>
  object(actor: Actor, id: string, body: { version: number; text: string }): Promise<TopicView>
  withdraw(actor: Actor, id: string, version: number): Promise<TopicView>
  /** The same answer for the desk, after one of its acts. */
  present(actor: Actor, row: TopicRow): Promise<TopicView>
  /** Lines of a list, with what the caller stands behind. */
  presentItems(actor: Actor, scope: Scope, rows: readonly TopicRow[]): Promise<TopicItemView[]>
}

export interface TopicsDeps {
  readonly topics: TopicsRepository
  readonly backers: TopicBackers
  readonly access: TopicAccess
  readonly opinions: CouncilOpinions
  readonly people: Pick<CouncilPeople, 'residentLabels'>
  readonly calendars: CouncilCalendars
  readonly settings: CouncilSettingsSource
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
  readonly ids: Ids
}

const statusesOf: Readonly<Record<TopicFilter, readonly TopicStatus[]>> = {
  gathering: ['gathering', 'supported'],
  deliberating: ['deliberating', 'moved'],
  decided: ['resolved', 'done'],
  over: ['lapsed', 'gathering'],
}
const COMPARED = 60
const MOST_SIMILAR = 3
const MOST_LINKED = 10
const UNNAMED = '本社区居民'

/** Topics as the people of a community propose, back and follow them. */
export function createTopicsService(deps: TopicsDeps): TopicsService {
  const { topics, backers, access, opinions, people, calendars, settings, uow, outbox, clock, ids } = deps

  async function presentItems(
    actor: Actor,
    scope: Scope,
    rows: readonly TopicRow[],
  ): Promise<TopicItemView[]> {
    const supported =
      actor.personId === null
        ? new Set<string>()
        : await backers.supportedBy(
            scope,
            actor.personId,
            rows.map(({ _id }) => _id),
          )
    const now = clock.now()
    return rows.map((row) =>
      presentTopicItem(row, {
        now,
        inspects: holds(actor, councilPermissions.inspect.roles, row.communityId),
        supported: supported.has(row._id),
      }),
    )
  }

  async function view(actor: Actor, scope: Scope, row: TopicRow): Promise<TopicView> {
    const { accountId, personId } = actor
    const now = clock.now()
    const [following, supported, sources, linked] = [
      await backers.isFollowing(scope, row._id, accountId),
      personId !== null && (await backers.supportedBy(scope, personId, [row._id])).has(row._id),
      await opinions.sources(scope, row.opinionIds),
      await topics.findMany(scope, row.linkedIds.slice(0, MOST_LINKED)),
    ]
    const isPublic = (other: TopicRow): boolean =>
      publicTopicStatuses.some((status) => status === topicStatusAt(other, now))
    const inspects = holds(actor, councilPermissions.inspect.roles, row.communityId)
    return presentTopic(
      row,
      {
        now,
        isNeighbour: isNeighbour(actor, row.communityId),
        isProposer: isProposer(actor, judgedTopic(row, now)),
        accountId,
        inspects,
        screens: holds(actor, councilPermissions.screen.roles, row.communityId),
        supported,
        following,
      },
      {
        sources,
        similar: linked
          .filter((other) => inspects || isPublic(other))
          .map((other) => presentSimilar(other, '', now)),
      },
    )
  }

  const page = async (
    actor: Actor,
    scope: Scope,
    rows: readonly TopicRow[],
    limit: number,
  ): Promise<TopicPage> => {
    const { rows: shown, nextCursor } = pageOf(rows, limit, (last) => [last._id])
    return { items: await presentItems(actor, scope, shown), nextCursor }
  }
  const placeOf = ({ cursor, limit = PAGE_ROWS }: PageQuery) => ({
    before: cursor === undefined ? null : decodeCursor(cursor, ['string'])[0],
    limit: limit + 1,
  })

  return {
    presentItems,
    present: (actor, row) => view(actor, deskScope(actor), row),

    async list(actor, { filter = 'gathering', q = '', ...query }) {
      const scope = listScope(actor)
      const limit = query.limit ?? PAGE_ROWS
      const tokens = topicQuery(q)
      const rows =
        tokens.length > 0
          ? await topics.search(scope, publicTopicStatuses, tokens, placeOf(query))
          : await topics.list(
              scope,
              { statuses: statusesOf[filter], now: clock.now(), isOver: filter === 'over' },
              placeOf(query),
            )
      return page(actor, scope, rows, limit)
    },
    async mine(actor, query) {
      const scope = listScope(actor)
      const rows = await topics.listOwn(scope, actor.accountId, placeOf(query))
      return page(actor, scope, rows, query.limit ?? PAGE_ROWS)
    },
    async get(actor, id) {
      const { row, scope } = await access.readable(actor, id)
      return view(actor, scope, row)
    },
    async similar(actor, title) {
      const scope = demand(judgeProposing(actor))
      const tokens = comparedTokens(title)
      if (tokens.length === 0) return []
      const now = clock.now()
      const rows = await topics.alike(scope, publicTopicStatuses, tokens, COMPARED)
      return rows
        .flatMap((row) => {
          const likeness = likenessOf(title, row)
          return likeness ? [{ row, ...likeness }] : []
        })
        .toSorted((a, b) => b.score - a.score)
        .slice(0, MOST_SIMILAR)
        .map(({ row, reason }) => presentSimilar(row, reason, now))
    },

    async propose(actor, proposal) {
      const scope = demand(judgeProposing(actor))
      const [communityId = ''] = scope.communityIds
      const personId = actor.personId ?? ''
      const own = await settings.of(communityId)
      const label = (await people.residentLabels(scope, [personId])).get(personId)
      const now = clock.now()
      const due = dueAfterWorkdays(await calendars.current(), now, own.deskDays)
      const row: TopicRow = {
        ...blankTopic,
        _id: ids.next('top'),
        communityId,
        ...proposal,
        proposerPersonId: personId,
        proposerAccountId: actor.accountId,
        proposerLabel: label?.maskedName ?? UNNAMED,
        proposerText: label?.text ?? UNNAMED,
        opinionIds: [],
        status: 'submitted',
        needed: own.supportersNeeded,
        supportUntil: null,
        deskDueAt: due,
        nextActionAt: due,
        searchTokens: topicTokens(proposal),
        history: [{ event: 'propose', byAccountId: actor.accountId, byName: '', at: now }],
        createdAt: now,
      }
      await uow.run(async () => {
        await topics.insert(row)
        await backers.follow(scope, row._id, [actor.accountId])
        await outbox.add({ type: 'topic.proposed', aggregateId: row._id, communityId, payload: {} })
      })
      return view(actor, scope, row)
    },

    async support(actor, id) {
      const { row, scope } = await access.judged(actor, id, judgeTakingPart)
      const { accountId, personId } = actor
      const now = clock.now()
      refuseStatus(topicStatusAt(row, now), ['gathering', 'supported'])
      const due = dueAfterWorkdays(
        await calendars.current(),
        now,
        (await settings.of(row.communityId)).deskDays,
      )
      const next = await uow.run(async () => {
        if (!(await backers.support(scope, id, personId ?? '', now))) return row
        await backers.follow(scope, id, [accountId])
        const counted = await topics.count(scope, id, 1, now)
        // The row of the supporter goes with the transaction: nobody stands behind what is over.
        if (!counted) return refuseFaster(await topics.find(scope, id), ['gathering', 'supported'])
        if (counted.status !== 'gathering' || counted.supporters < counted.needed) return counted
        const reached = await topics.change(scope, id, {
          from: ['gathering'],
          set: { status: 'supported', deskDueAt: due, nextActionAt: due },
          history: { event: 'reach', byAccountId: 'system', byName: '', at: now },
        })
        await outbox.add({
          type: 'topic.supported',
          aggregateId: id,
          communityId: row.communityId,
          payload: {},
        })
        return reached ?? counted
      })
      return view(actor, scope, next)
    },
    async unsupport(actor, id) {
      const { row, scope } = await access.judged(actor, id, judgeTakingPart)
      const now = clock.now()
      refuseStatus(topicStatusAt(row, now), ['gathering'])
      const next = await uow.run(async () => {
        if (!(await backers.unsupport(scope, id, actor.personId ?? ''))) return row
        const counted = await topics.count(scope, id, -1, now)
        return counted ?? refuseFaster(await topics.find(scope, id), ['gathering'])
      })
      return view(actor, scope, next)
    },
    async follow(actor, id) {
      const { row, scope } = await access.readable(actor, id)
      await backers.follow(scope, id, [actor.accountId])
      return view(actor, scope, row)
    },
    async unfollow(actor, id) {
      const { row, scope } = await access.readable(actor, id)
      await backers.unfollow(scope, id, actor.accountId)
      return view(actor, scope, row)
    },

    async object(actor, id, { version, text }) {
      const found = await access.judged(actor, id, judgeOwn)
      const { row, scope } = found
      const now = clock.now()
      const { screening } = row
      refuseStatus(row.status, ['screened_out'])
      if (row.objection !== null) throw wrongField('body.text', '不同意见只能提一次，您已经提过了')
      if (screening === null || now >= screening.objectUntil)
        throw wrongField('body.text', '提出不同意见的时间已经过了，可以重新提一个议题')
      const own = await settings.of(row.communityId)
      const due = dueAfterWorkdays(await calendars.current(), now, own.deskDays)
      const moved = await access.move(actor, found, {
        event: 'object',
        version,
        signed: { byAccountId: actor.accountId, byName: '', at: now },
        set: { objection: { text, at: now }, deskDueAt: due, nextActionAt: due },
        tells: 'topic.objected',
      })
      return view(actor, scope, moved)
    },
    async withdraw(actor, id, version) {
      const found = await access.judged(actor, id, judgeOwn)
      const moved = await access.move(actor, found, {
        event: 'withdraw',
        version,
        signed: { byAccountId: actor.accountId, byName: '', at: clock.now() },
        unset: ['deskDueAt', 'nextActionAt'],
        tells: 'topic.withdrawn',
      })
      return view(actor, found.scope, moved)
    },
  }
}
