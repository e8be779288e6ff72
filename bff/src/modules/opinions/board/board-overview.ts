import type { BoardOverviewView } from '@linli/shared/opinions/board.schema'
import { dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../../platform/actor'
import { brieflyKept } from '../../../platform/briefly-kept'
import type { Clock } from '../../../platform/clock'
import { AppError } from '../../../platform/problem-error'
import { boardScope } from '../opinions.policy'
import type { OpinionSpace } from '../opinions.ports'
import type { OpinionSettingsSource } from '../opinions.settings'
import type { BoardFigures } from './board-figures.repository'
import { gridFacet, groupFacet } from './board-facets'

export interface BoardOverview {
  /** What a community has answered and solved this month, and how many public cases lie in each grid and group. */
  of(actor: Actor | null, communityId?: string): Promise<BoardOverviewView>
}

export function createBoardOverview(deps: {
  readonly figures: BoardFigures
  readonly space: Pick<OpinionSpace, 'community' | 'postsUnder'>
  readonly settings: OpinionSettingsSource
  readonly clock: Clock
}): BoardOverview {
  const { figures, space, settings, clock } = deps
  const kept = brieflyKept<BoardOverviewView>(clock)

  async function read(communityId: string, now: Date): Promise<BoardOverviewView> {
    const scope = boardScope(communityId)
    const monthBegan = instantOf(`${dayOf(now).slice(0, 7)}-01`, 0)
    const [{ groups }, posts] = await Promise.all([settings.of(communityId), space.postsUnder(communityId)])
    const grids = posts.filter(({ kind }) => kind === 'grid')
    const [answered, solved, inGrids, inGroups] = await Promise.all([
      figures.answeredSince(scope, monthBegan),
      figures.solvedSince(scope, monthBegan),
      figures.onBoard(
        scope,
        grids.map(({ id }) => gridFacet(id)),
      ),
      figures.onBoard(
        scope,
        groups.map(({ code }) => groupFacet(code)),
      ),
    ])
    return {
      answeredThisMonth: answered,
      solvedThisMonth: solved,
      grids: grids.map(({ id, name }, at) => ({ id, name, cases: inGrids[at] ?? 0 })),
      groups: groups.map(({ code, label }, at) => ({ code, label, cases: inGroups[at] ?? 0 })),
    }
  }

  return {
    async of(actor, communityId = actor?.communityId ?? undefined) {
      const community = communityId === undefined ? null : await space.community(communityId)
      if (!community) throw new AppError('not_found')
      return kept.of(community.id, [community.id], () => read(community.id, clock.now()))
    },
  }
}
