import type { CouncilFigures, CouncilFiguresView } from '@linli/shared/council/figures.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { judgeDesk } from './council.policy'
import { defaultCouncilSettings, type CouncilSettingsSource } from './council.settings'

/** Without a city the one that was decided stays. */
type WantedFigures = Omit<CouncilFigures, 'cityId'> & {
  readonly cityId?: CouncilFigures['cityId'] | undefined
}

export interface CouncilFiguresService {
  get(actor: Actor, communityId: string): Promise<CouncilFiguresView>
  /**
   * What has begun goes on by the figures it began with: goals and days are frozen with each topic. `version` is the
   * one that was read: a decision somebody else took meanwhile is not overwritten.
   */
  save(
    actor: Actor,
    communityId: string,
    wanted: { readonly version: number; readonly figures: WantedFigures },
  ): Promise<CouncilFiguresView>
}

/** The figures of a community's council, as its administrator decides them. */
export function createCouncilFigures(deps: {
  readonly settings: CouncilSettingsSource
  readonly uow: UnitOfWork
  readonly audit: Audit
}): CouncilFiguresService {
  const { settings, uow, audit } = deps
  const view = async (communityId: string): Promise<CouncilFiguresView> => {
    const { value, version } = await settings.current(communityId)
    return { communityId, version, figures: value, defaults: defaultCouncilSettings }
  }
  return {
    async get(actor, communityId) {
      demand(judgeDesk(actor, 'configure', communityId))
      return view(communityId)
    },
    async save(actor, communityId, { version, figures: { cityId, ...numbers } }) {
      const figures = { ...numbers, ...(cityId !== undefined && { cityId }) }
      const scope = demand(judgeDesk(actor, 'configure', communityId))
      await uow.run(async () => {
        await settings.decide(scope, figures, version)
        await audit.record({
          ...{ actor, action: 'council.figures', communityId },
          ...{ targetType: 'community', targetId: communityId, detail: { ...figures } },
        })
      })
      return view(communityId)
    },
  }
}
