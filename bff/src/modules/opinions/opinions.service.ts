import type { FieldIssue } from '@linli/shared/errors'
import type { BoardItemView } from '@linli/shared/opinions/board.schema'
import type { LimitUnit } from '@linli/shared/opinions/opinions.catalogue'
import type { OpinionItemView, OpinionSubmission, OpinionView } from '@linli/shared/opinions/opinions.schema'
import { holdsPoint, type Position } from '@linli/shared/space/boundary.rules'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Outbox } from '../../platform/outbox'
import { deletedAccount } from '../../platform/personal-data'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { Place } from '../space/space.service'
import { type AuthorActs, createAuthorActs, createAuthorView } from './author-acts'
import type { OpinionCategory } from './opinion-parts.model'
import type { OpinionRow } from './opinion.model'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { currentStatus } from './opinions.effects'
import { gridFacet, groupFacet } from './board/board-facets'
import { boardScope, judge, judged, ownScope } from './opinions.policy'
import type { Proxies } from './intake/proxies'
import { supportableStatuses } from './intake/intake.policy'
import type { OpinionSupports } from './intake/opinion-supports.repository'
import type { OpinionAccounts, OpinionCalendars, OpinionFiles } from './opinions.ports'
import { presentBoardItem, presentOwnItem, presentPublic } from './opinions.presenter'
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
import { presentingFor } from './presenting'

export interface OpinionPage<T> {
  readonly items: T[]
  readonly nextCursor: string | null
}

interface PageQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface OpinionsService extends AuthorActs {
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
  /** The own open cases for the home page: those that wait for the author first, then the newest. */
  openMatters(actor: Actor): Promise<OpinionItemView[]>
}

interface CatalogueView {
  groups: {
    code: string
    label: string
    items: { code: string; label: string; urgent: boolean; days: number; unit: LimitUnit }[]
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
  const { opinions, settings, calendars, counts, space, accounts, files, uow, outbox, clock } = deps
  const { supports, proxies, audit } = deps
  const compose = createSubmissions(deps)
  const view = createAuthorView(deps)

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

  /** A spot lies in the grid of its place: the worker who is sent there is the right one. */
  async function demandSpot(scope: Scope, { gridId }: Place, point: Position): Promise<void> {
    const boundary = gridId === null ? null : await space.boundary(scope, gridId)
    if (!boundary || !holdsPoint(boundary.coordinates[0] ?? [], point))
      throw wrongField('body.point', '这个点不在选的网格里，请重新点一下，或者只写在哪里')
  }

  return {
    ...createAuthorActs(deps),

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
      const shown = await presentingFor(deps, now, actor.accountId)
      return { items: page.rows.map((row) => presentOwnItem(row, shown)), nextCursor: page.nextCursor }
    },

    async openMatters(actor) {
      const scope = ownScope(actor, await opinions.communitiesOfAuthor(actor.accountId))
      const now = clock.now()
      const page = { filter: 'open' as const, before: null, limit: PAGE_ROWS, now }
      const rows = await opinions.listOwn(scope, await proxies.readerOf(actor, scope), page)
      const shown = await presentingFor(deps, now, actor.accountId)
      const items = rows.map((row) => presentOwnItem(row, shown))
      return [...items.filter((item) => item.waitsForMe), ...items.filter((item) => !item.waitsForMe)]
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
        const owner = {
          ownerType: 'opinion',
          ownerId: row._id,
          communityId,
          accountId: actor.accountId,
        } as const
        const { photoIds, voice, video } = submission
        row.photos = await files.claim(photoIds, { ...owner, purpose: 'opinion_photo', field: 'photoIds' })
        if (voice) {
          const claim = { ...owner, purpose: 'opinion_voice', field: 'voice' } as const
          const [file] = await files.claim([voice.fileId], claim)
          if (file) row.voice = { file, seconds: voice.seconds, transcript: null }
        }
        if (video) {
          const claim = { ...owner, purpose: 'opinion_video', field: 'video' } as const
          const [file] = await files.claim([video.fileId], claim)
          if (file) row.video = { file, seconds: video.seconds, state: 'new' }
        }
        await opinions.insert(row)
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
      const shown = await presentingFor(deps, now)
      return presentPublic(
        row,
        row.board,
        shown,
        await communityNameOf(row.communityId),
        await neighbourOf(reader, row, now),
      )
    },
  }
}

function presentGroup(group: OpinionSettings['groups'][number]): CatalogueView['groups'][number] {
  return {
    code: group.code,
    label: group.label,
    items: group.items.map(({ code, label, urgent = false, days, unit = 'workdays' }) => ({
      ...{ code, label, urgent, days, unit },
    })),
  }
}

export function misfit(category: OpinionCategory | null, place: Place | null): AppError {
  const errors: FieldIssue[] = [
    ...(category ? [] : [{ path: 'body.categoryCode', message: '请选择类别' }]),
    ...(place ? [] : [{ path: 'body.placeId', message: '请选择本社区的位置' }]),
  ]
  return new AppError('validation_failed', { errors })
}
