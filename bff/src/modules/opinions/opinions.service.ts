import type { Calendar } from '@linli/shared/calendar/workdays'
import type { FieldIssue } from '@linli/shared/errors'
import type { OpinionEvent } from '@linli/shared/opinions/opinions.machine'
import type {
  BoardItemView,
  OpinionItemView,
  OpinionSubmission,
  OpinionView,
} from '@linli/shared/opinions/opinions.schema'
import { holdsPoint, type Position } from '@linli/shared/space/boundary.rules'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { deletedAccount } from '../../platform/personal-data'
import { AppError } from '../../platform/problem-error'
import { refuseStatus, wrongField } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { Place } from '../space/space.service'
import type { OpinionCategory, OpinionRow } from './opinion.model'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { currentStatus, effectsOf, type Effects } from './opinions.effects'
import { gridFacet, groupFacet } from './board/board-facets'
import { type authorActions, boardScope, judge, judged, ownScope, statusesFor } from './opinions.policy'
import type { Proxies } from './intake/proxies'
import { supportableStatuses } from './intake/intake.policy'
import type { OpinionSupports } from './intake/opinion-supports.repository'
import type { OpinionAccounts, OpinionCalendars, OpinionFiles } from './opinions.ports'
import {
  presentBoardItem,
  presentOwn,
  presentOwnItem,
  presentPublic,
  type Presenting,
} from './opinions.presenter'
import type { QueueCounts } from './opinions.queue-counts'
import type { OpinionsRepository, OwnFilter } from './opinions.repository'
import { queryTokens } from './opinions.search'
import {
  categoryOf,
  defaultSettings,
  type OpinionSettings,
  type OpinionSettingsSource,
} from './opinions.settings'
import { createSubmissions, type SubmissionDeps } from './opinions.submission'
import type { Transitions } from './opinions.transition'

const DAY_MS = 86_400_000
/** Rows on the home page. */
const HOME_ROWS = 5

type AuthorAction = (typeof authorActions)[number]

export interface OpinionPage<T> {
  readonly items: T[]
  readonly nextCursor: string | null
}

interface PageQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface OpinionsService {
  catalogue(communityId?: string): Promise<Pick<CatalogueView, 'groups'>>
  /** Cases on the public board of a community, newest first. Without a community: `not_found`. */
  board(
    actor: Actor | null,
    query: PageQuery & {
      communityId?: string | undefined
      q?: string | undefined
      group?: string | undefined
      gridId?: string | undefined
    },
  ): Promise<OpinionPage<BoardItemView>>
  mine(
    actor: Actor,
    query: PageQuery & { filter?: OwnFilter | undefined },
  ): Promise<OpinionPage<OpinionItemView>>
  /** Stores a new opinion with its number and its clock. `validation_failed` names what does not fit the community. */
  submit(actor: Actor, submission: OpinionSubmission): Promise<OpinionView>
  /** How many cases these persons opened: a figure for the community's office, never the cases. */
  countOfPersons(scope: Scope, personIds: readonly string[]): Promise<number>
  /** As its author or, when it is on the board, as the public sees it; otherwise `not_found`. */
  get(actor: Actor | null, id: string): Promise<OpinionView>
  supplement(
    actor: Actor,
    id: string,
    body: { version: number; text: string; photoIds: readonly string[] },
  ): Promise<OpinionView>
  /** Asks something about the answer; the case stays as it is. 409 once the time to reopen is over. */
  ask(
    actor: Actor,
    id: string,
    body: { version: number; text: string; photoIds: readonly string[] },
  ): Promise<OpinionView>
  rate(
    actor: Actor,
    id: string,
    body: { version: number; solved: 'yes' | 'partly' | 'no'; score: number; comment: string },
  ): Promise<OpinionView>
  reopen(actor: Actor, id: string, body: { version: number; reason: string }): Promise<OpinionView>
  withdraw(actor: Actor, id: string, body: { version: number }): Promise<OpinionView>
  /** The own open cases for the home page: those that wait for the author first, then the newest. */
  openMatters(actor: Actor): Promise<OpinionItemView[]>
}

interface CatalogueView {
  groups: {
    code: string
    label: string
    items: { code: string; label: string; urgent: boolean; days: number }[]
  }[]
}

export interface OpinionsDeps extends SubmissionDeps {
  readonly opinions: OpinionsRepository
  readonly settings: OpinionSettingsSource
  readonly calendars: OpinionCalendars
  readonly counts: Pick<QueueCounts, 'forget'>
  readonly transitions: Transitions
  readonly accounts: Pick<OpinionAccounts, 'hasConsented'>
  readonly supports: Pick<OpinionSupports, 'of'>
  readonly files: OpinionFiles
  readonly proxies: Proxies
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
}

/** The opinion box as residents and the public use it. */
export function createOpinionsService(deps: OpinionsDeps): OpinionsService {
  const { opinions, settings, calendars, counts, transitions, space, accounts, files, uow, outbox, clock } =
    deps
  const { supports, proxies, audit } = deps
  const compose = createSubmissions(deps)

  const presenting = (now: Date, calendar: Calendar, readerId?: string): Presenting => ({
    now,
    calendar,
    present: (ref) => files.present(ref),
    ...(readerId === undefined ? {} : { readerId }),
  })

  async function view({ accountId }: Actor, row: OpinionRow, now: Date): Promise<OpinionView> {
    const [calendar, own] = [await calendars.current(), await settings.of(row.communityId)]
    // What it went into is the community's as well; of that case only the answers are shown.
    const joined = row.mergedInto ? await opinions.find(boardScope(row.communityId), row.mergedInto.id) : null
    return presentOwn(row, presenting(now, calendar, accountId), authorAbilities(row, own, now), joined)
  }

  async function communityNameOf(communityId: string): Promise<string> {
    return (await space.community(communityId))?.name ?? '社区'
  }

  /** What somebody who passes by has to do with a public case: anybody of the community may stand behind it. */
  async function neighbourOf(reader: Actor | null, row: OpinionRow, now: Date) {
    const own =
      reader && (await supports.of(boardScope(row.communityId), reader.accountId, [row._id])).get(row._id)
    const here = reader?.communityId === row.communityId
    return {
      standing: { supporters: row.supporters ?? 0, supported: own?.supports === true, following: !!own },
      mayFollow: here,
      maySupport: here && supportableStatuses.includes(currentStatus(row, now)),
    }
  }

  /** The own case, judged for one act; the community it lies in becomes the scope of the write. */
  async function ownCase(actor: Actor, action: AuthorAction, id: string) {
    const row = await opinions.findOwnOrPublic(id, actor)
    if (!row) throw new AppError('not_found')
    const standsForAuthor = await proxies.standsForAuthor(actor, row)
    const scope = demand(judge(actor, action, { ...judged(row), standsForAuthor }))
    return { row, scope, now: clock.now() }
  }

  /** A spot lies in the grid of its place: the worker who is sent there is the right one. */
  async function demandSpot(scope: Scope, { gridId }: Place, point: Position): Promise<void> {
    const boundary = gridId === null ? null : await space.boundary(scope, gridId)
    if (!boundary || !holdsPoint(boundary.coordinates[0] ?? [], point))
      throw wrongField('body.point', '这个点不在选的网格里，请重新点一下，或者只写在哪里')
  }

  async function effects(
    event: OpinionEvent,
    row: OpinionRow,
    now: Date,
    more: { rating?: NonNullable<OpinionRow['rating']> } = {},
  ): Promise<Effects> {
    const context = { now, calendar: await calendars.current(), settings: await settings.of(row.communityId) }
    return effectsOf(event, row, { ...context, ...more })
  }

  return {
    async catalogue(communityId) {
      if (communityId !== undefined && !(await space.community(communityId))) throw new AppError('not_found')
      const { groups } = communityId === undefined ? defaultSettings : await settings.of(communityId)
      return { groups: groups.map(presentGroup) }
    },

    async board(actor, query) {
      const { communityId = actor?.communityId ?? undefined, q = '', cursor, limit = PAGE_ROWS } = query
      const community = communityId === undefined ? null : await space.community(communityId)
      if (!community) throw new AppError('not_found')
      const after = cursor === undefined ? null : decodeCursor(cursor, ['number', 'string'])
      const rows = await opinions.board(boardScope(community.id), {
        tokens: [
          ...queryTokens(q),
          ...(query.gridId === undefined ? [] : [gridFacet(query.gridId)]),
          ...(query.group === undefined ? [] : [groupFacet(query.group)]),
        ],
        after: after ? { at: new Date(after[0]), id: after[1] } : null,
        limit: limit + 1,
      })
      const now = clock.now()
      const page = pageOf(rows, limit, ({ _id, board }) => [board?.at.getTime() ?? 0, _id])
      return {
        items: page.rows.map((row) => presentBoardItem(row, now, community.name)),
        nextCursor: page.nextCursor,
      }
    },

    async mine(actor, { filter = 'all', cursor, limit = PAGE_ROWS }) {
      const scope = ownScope(actor, await opinions.communitiesOfAuthor(actor.accountId))
      const now = clock.now()
      const before = cursor === undefined ? null : decodeCursor(cursor, ['string'])[0]
      const reader = await proxies.readerOf(actor, scope)
      const rows = await opinions.listOwn(scope, reader, { filter, before, limit: limit + 1, now })
      const page = pageOf(rows, limit, (last) => [last._id])
      const shown = presenting(now, await calendars.current(), actor.accountId)
      return { items: page.rows.map((row) => presentOwnItem(row, shown)), nextCursor: page.nextCursor }
    },

    async openMatters(actor) {
      const scope = ownScope(actor, await opinions.communitiesOfAuthor(actor.accountId))
      const now = clock.now()
      const page = { filter: 'open' as const, before: null, limit: PAGE_ROWS, now }
      const rows = await opinions.listOwn(scope, await proxies.readerOf(actor, scope), page)
      const shown = presenting(now, await calendars.current(), actor.accountId)
      const items = rows.map((row) => presentOwnItem(row, shown))
      return [...items.filter((item) => item.waitsForMe), ...items.filter((item) => !item.waitsForMe)].slice(
        0,
        HOME_ROWS,
      )
    },

    countOfPersons: (scope, personIds) => opinions.countOfPersons(scope, personIds),
    async submit(actor, submission) {
      const scope = demand(judge(actor, 'submit'))
      const [communityId = ''] = scope.communityIds
      const [community, own, calendar] = [
        await space.community(communityId),
        await settings.of(communityId),
        await calendars.current(),
      ]
      if (!community) throw new AppError('not_found')
      const chosen = categoryOf(own, submission.categoryCode)
      const category = chosen && { ...chosen, urgent: chosen.urgent || submission.urgentNow === true }
      const place = await space.place(scope, submission.placeId)
      if (!category || !place) throw misfit(category, place)
      const now = clock.now()
      if (submission.point) await demandSpot(scope, place, submission.point)
      const author = await proxies.authorOf(actor, scope, submission.forPersonId)
      const facts = { actor, author, scope, community, submission, category, place, now, own, calendar }
      const row = await compose(facts)
      await uow.run(async () => {
        const photos = await files.claim(submission.photoIds, {
          purpose: 'opinion_photo',
          ownerType: 'opinion',
          ownerId: row._id,
          communityId,
          accountId: actor.accountId,
          field: 'photoIds',
        })
        await opinions.insert({ ...row, photos })
        row.photos = photos
        await opinions.rememberAuthor(actor.accountId, communityId)
        if (author.filedBy) {
          if (author.accountId !== deletedAccount)
            await opinions.rememberAuthor(author.accountId, communityId)
          await audit.record({
            ...{ actor, action: 'opinion.file_for', communityId },
            ...{ targetType: 'opinion', targetId: row._id, detail: {} },
          })
        }
        uow.afterCommit(() => counts.forget(communityId))
        await outbox.add({
          type: 'opinion.submitted',
          aggregateId: row._id,
          communityId,
          payload: { urgent: category.urgent, version: row.version },
        })
      })
      return view(actor, row, now)
    },

    async get(actor, id) {
      const reader = actor && accounts.hasConsented(actor) ? actor : null
      const row = await opinions.findOwnOrPublic(id, reader)
      if (!row) throw new AppError('not_found')
      const standsForAuthor = reader !== null && (await proxies.standsForAuthor(reader, row))
      demand(judge(reader, 'read', { ...judged(row), standsForAuthor }))
      const now = clock.now()
      if (reader && (standsForAuthor || row.authorAccountId === reader.accountId))
        return view(reader, row, now)
      if (!row.board) throw new AppError('not_found')
      const shown = presenting(now, await calendars.current())
      return presentPublic(
        row,
        row.board,
        shown,
        await communityNameOf(row.communityId),
        await neighbourOf(reader, row, now),
      )
    },

    async supplement(actor, id, { version, text, photoIds }) {
      const { row, scope, now } = await ownCase(actor, 'supplement', id)
      const event = supplementEvent(row, now)
      const changed = await transitions.apply({
        act: event ?? 'add',
        actor,
        signature: null,
        scope,
        row,
        version,
        allowedFrom: statusesFor('supplement'),
        now,
        effects: event ? await effects(event, row, now) : { set: {} },
        entry: { kind: 'supplement', text, photoIds },
        event: 'opinion.supplemented',
      })
      return view(actor, changed, now)
    },

    async ask(actor, id, { version, text, photoIds }) {
      const { row, scope, now } = await ownCase(actor, 'ask', id)
      const allowedFrom = mayAsk(row, await settings.of(row.communityId), now) ? statusesFor('ask') : []
      refuseStatus(currentStatus(row, now), allowedFrom)
      const changed = await transitions.apply({
        ...{ act: 'ask', actor, signature: null, scope, row, version, allowedFrom, now },
        effects: { set: {} },
        entry: { kind: 'ask', text, photoIds },
        event: 'opinion.asked',
      })
      return view(actor, changed, now)
    },

    async rate(actor, id, { version, solved, score, comment }) {
      const { row, scope, now } = await ownCase(actor, 'rate', id)
      refuseStatus(currentStatus(row, now), statusesFor('rate'))
      const rating = { solved, score, comment, at: now }
      const changed = await transitions.apply({
        act: 'rate',
        actor,
        signature: null,
        scope,
        row,
        version,
        allowedFrom: statusesFor('rate'),
        now,
        effects: await effects('rate', row, now, { rating }),
        event: 'opinion.rated',
        payload: { score, solved },
      })
      return view(actor, changed, now)
    },

    async reopen(actor, id, { version, reason }) {
      const { row, scope, now } = await ownCase(actor, 'reopen', id)
      const allowedFrom = mayReopen(row, await settings.of(row.communityId), now) ? statusesFor('reopen') : []
      refuseStatus(currentStatus(row, now), allowedFrom)
      const changed = await transitions.apply({
        act: 'reopen',
        actor,
        signature: null,
        scope,
        row,
        version,
        allowedFrom,
        now,
        effects: await effects('reopen', row, now),
        entry: { kind: 'reopening', text: reason, photoIds: [] },
        event: 'opinion.reopened',
      })
      return view(actor, changed, now)
    },

    async withdraw(actor, id, { version }) {
      const { row, scope, now } = await ownCase(actor, 'withdraw', id)
      refuseStatus(currentStatus(row, now), statusesFor('withdraw'))
      const changed = await transitions.apply({
        act: 'withdraw',
        actor,
        signature: null,
        scope,
        row,
        version,
        allowedFrom: statusesFor('withdraw'),
        now,
        effects: await effects('withdraw', row, now),
        event: 'opinion.withdrawn',
      })
      return view(actor, changed, now)
    },
  }
}

function presentGroup(group: OpinionSettings['groups'][number]): CatalogueView['groups'][number] {
  return {
    code: group.code,
    label: group.label,
    items: group.items.map(({ code, label, urgent = false, days }) => ({ code, label, urgent, days })),
  }
}

export function misfit(category: OpinionCategory | null, place: Place | null): AppError {
  const errors: FieldIssue[] = [
    ...(category ? [] : [{ path: 'body.categoryCode', message: '请选择类别' }]),
    ...(place ? [] : [{ path: 'body.placeId', message: '请选择本社区的位置' }]),
  ]
  return new AppError('validation_failed', { errors })
}

/** Answering a question starts the clock again; adding to a running case only adds. */
function supplementEvent(row: OpinionRow, now: Date): 'supplement' | 'resume' | null {
  const status = currentStatus(row, now)
  if (status === 'needs_info') return 'supplement'
  return status === 'waiting' && row.hold === undefined ? 'resume' : null
}

/** As long as it could be taken up again, and not without end. */
const MOST_QUESTIONS = 10

function mayAsk(row: OpinionRow, own: OpinionSettings, now: Date): boolean {
  const until = row.answeredAt === null ? null : row.answeredAt.getTime() + own.reopenDays * DAY_MS
  const asked = row.entries.filter(({ kind }) => kind === 'ask').length
  return until !== null && now.getTime() <= until && asked < MOST_QUESTIONS
}

function mayReopen(row: OpinionRow, own: OpinionSettings, now: Date): boolean {
  const until = row.answeredAt === null ? null : row.answeredAt.getTime() + own.reopenDays * DAY_MS
  return row.reopenCount < own.mostReopens && until !== null && now.getTime() <= until
}

/** What the author can do now; the screen's buttons follow these. */
export function authorAbilities(
  row: OpinionRow,
  own: OpinionSettings,
  now: Date,
): Omit<OpinionView['abilities'], 'support' | 'follow'> {
  const status = currentStatus(row, now)
  const can = (action: AuthorAction) => statusesFor(action).includes(status)
  return {
    supplement: can('supplement'),
    rate: can('rate'),
    ask: can('ask') && mayAsk(row, own, now),
    reopen: can('reopen') && mayReopen(row, own, now),
    withdraw: can('withdraw'),
  }
}
