import type {
  CategorySuggestionView,
  NeighbourCaseView,
  OpinionPrincipalView,
  SimilarCaseView,
  StandingView,
} from '@linli/shared/opinions/intake.schema'
import type { Actor } from '../../../platform/actor'
import type { Clock } from '../../../platform/clock'
import { isDuplicateKey } from '../../../platform/mongo-errors'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../../platform/page-cursor'
import { AppError } from '../../../platform/problem-error'
import { refuseStatus } from '../../../platform/refusals'
import { demand, type Scope } from '../../../platform/scope'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import type { OpinionRow } from '../opinion.model'
import { currentStatus } from '../opinions.effects'
import { judge, ownScope, type JudgedOpinion } from '../opinions.policy'
import type { OpinionSpace } from '../opinions.ports'
import type { OpinionsRepository } from '../opinions.repository'
import type { OpinionPage } from '../opinions.service'
import type { OpinionSettings, OpinionSettingsSource } from '../opinions.settings'
import { categoryLexicon } from './category-lexicon'
import { createCategorySuggester } from './category-suggestion'
import type { OpinionSupportRow } from './opinion-print.model'
import type { OpinionPrints } from './opinion-prints.repository'
import { supportId, type OpinionSupports } from './opinion-supports.repository'
import { judgeSupport, supportableStatuses } from './intake.policy'
import { presentNeighbourCase } from './intake.presenter'
import type { Proxies } from './proxies'
import { publicPlacesOf } from './public-places'
import { createSimilarCases, type SimilarCase } from './similar-cases'

interface PageQuery {
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

export interface IntakeService {
  /** What a text seems to be about, and open cases that may tell of the same. Keeps nothing. */
  suggest(
    actor: Actor,
    body: { text: string; placeId?: string | undefined },
  ): Promise<{ category: CategorySuggestionView | null; similar: SimilarCaseView[] }>
  /** Those for whom the caller may file, with their homes; nobody for whoever may file for nobody. */
  principals(actor: Actor): Promise<{ items: OpinionPrincipalView[] }>
  followed(actor: Actor, query: PageQuery): Promise<OpinionPage<NeighbourCaseView>>
  /** Repeating it changes nothing. The own case: `forbidden`; one that has ended: `invalid_status`. */
  support(actor: Actor, id: string): Promise<StandingView>
  follow(actor: Actor, id: string): Promise<StandingView>
  unfollow(actor: Actor, id: string): Promise<StandingView>
}

export interface IntakeDeps {
  readonly opinions: OpinionsRepository
  readonly prints: OpinionPrints
  readonly supports: OpinionSupports
  readonly settings: OpinionSettingsSource
  readonly proxies: Pick<Proxies, 'principalsOf'>
  readonly space: OpinionSpace
  readonly uow: UnitOfWork
  readonly clock: Clock
}

/** So many similar cases help a person choose; more would only be a second board. */
const MOST_SIMILAR = 3

const suggestCategory = createCategorySuggester(categoryLexicon)

/** What happens before an opinion is one more: the category it belongs to, and neighbours who said it already. */
export function createIntakeService(deps: IntakeDeps): IntakeService {
  const { opinions, supports, settings, proxies, space, uow, clock } = deps
  const similar = createSimilarCases(deps)

  const standingOf = (row: OpinionRow, own: OpinionSupportRow | undefined): StandingView => ({
    supporters: row.supporters ?? 0,
    supported: own?.supports === true,
    following: own !== undefined,
  })

  /** The case as a neighbour may act on it: on the board, or hinted at beside an own draft. */
  async function neighbourCase(actor: Actor, action: 'support' | 'follow', id: string) {
    const scope = demand(judge(actor, 'submit'))
    const row = await opinions.find(scope, id)
    if (!row) throw new AppError('not_found')
    demand(judgeSupport(actor, action, judgedFor(row)))
    return { row, scope }
  }

  async function standing(scope: Scope, actor: Actor, id: string): Promise<StandingView> {
    const row = await opinions.find(scope, id)
    if (!row) throw new AppError('not_found')
    return standingOf(row, (await supports.of(scope, actor.accountId, [id])).get(id))
  }

  /** Two first ones of the same person at once: the loser finds the winner's row, and all is as it wished. */
  async function once(act: () => Promise<void>): Promise<void> {
    await act().catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error
    })
  }

  const rowFor = (actor: Actor, row: OpinionRow, supportsIt: boolean): OpinionSupportRow => ({
    _id: supportId(row._id, actor.accountId),
    communityId: row.communityId,
    opinionId: row._id,
    accountId: actor.accountId,
    supports: supportsIt,
    at: clock.now(),
  })

  return {
    async suggest(actor, { text, placeId }) {
      const scope = demand(judge(actor, 'submit'))
      const [communityId = ''] = scope.communityIds
      const own = await settings.of(communityId)
      const place = placeId === undefined ? null : await space.place(scope, placeId)
      const category = suggestionView(own, suggestCategory(text))
      const placeIds = place === null ? [] : await publicPlacesOf(space, place)
      const found = await similar.find(scope, { text, placeIds, groupCode: category?.groupCode ?? null })
      const shown = found
        .filter(({ row }) => judgeSupport(actor, 'see', judgedFor(row)).allowed)
        .slice(0, MOST_SIMILAR)
      const mine = await supports.of(
        scope,
        actor.accountId,
        shown.map(({ row }) => row._id),
      )
      const now = clock.now()
      return {
        category,
        similar: shown.map(({ row, reason }: SimilarCase) => ({
          ...presentNeighbourCase(row, now, actor.accountId, standingOf(row, mine.get(row._id))),
          reason,
        })),
      }
    },

    async principals(actor) {
      return { items: await proxies.principalsOf(actor, demand(judge(actor, 'submit'))) }
    },

    async followed(actor, { cursor, limit = PAGE_ROWS }) {
      const scope = ownScope(actor, await opinions.communitiesOfAuthor(actor.accountId))
      const before = cursor === undefined ? null : decodeCursor(cursor, ['string'])[0]
      const found = await supports.list(scope, actor.accountId, { before, limit: limit + 1 })
      const page = pageOf(found, limit, ({ _id }) => [_id])
      const rows = await opinions.findMany(
        scope,
        page.rows.map(({ opinionId }) => opinionId),
      )
      const now = clock.now()
      return {
        items: page.rows.flatMap((own) => {
          const row = rows.get(own.opinionId)
          return row ? [presentNeighbourCase(row, now, actor.accountId, standingOf(row, own))] : []
        }),
        nextCursor: page.nextCursor,
      }
    },

    async support(actor, id) {
      const { row, scope } = await neighbourCase(actor, 'support', id)
      refuseStatus(currentStatus(row, clock.now()), supportableStatuses)
      await opinions.rememberAuthor(actor.accountId, row.communityId)
      await once(() =>
        uow.run(async () => {
          if (await supports.support(scope, rowFor(actor, row, true))) await supports.count(scope, id, 1)
        }),
      )
      return standing(scope, actor, id)
    },

    async follow(actor, id) {
      const { row, scope } = await neighbourCase(actor, 'follow', id)
      await opinions.rememberAuthor(actor.accountId, row.communityId)
      await once(() => supports.follow(scope, rowFor(actor, row, false)))
      return standing(scope, actor, id)
    },

    async unfollow(actor, id) {
      const scope = ownScope(actor, await opinions.communitiesOfAuthor(actor.accountId))
      const own = (await supports.of(scope, actor.accountId, [id])).get(id)
      if (!own) throw new AppError('not_found')
      await uow.run(async () => {
        const left = await supports.leave(scope, id, actor.accountId)
        if (left?.supports) await supports.count(scope, id, -1)
      })
      return standing(scope, actor, id)
    },
  }
}

const judgedFor = (row: OpinionRow): JudgedOpinion & { readonly categoryCode: string } => ({
  communityId: row.communityId,
  authorAccountId: row.authorAccountId,
  filerAccountId: row.filedBy?.accountId,
  wantsPublic: row.wantsPublic,
  onBoard: row.board !== undefined,
  path: row.place.path,
  categoryCode: row.category.code,
})

/** Only what the community's own catalogue still has is proposed. */
function suggestionView(
  { groups }: OpinionSettings,
  found: ReturnType<typeof suggestCategory>,
): CategorySuggestionView | null {
  const group = groups.find(({ code }) => code === found?.groupCode)
  if (!found || !group) return null
  const item = group.items.find(({ code }) => code === found.code)
  return {
    groupCode: group.code,
    groupLabel: group.label,
    code: item?.code ?? null,
    label: item?.label ?? null,
    words: [...found.words],
  }
}
