import { FEWEST_REACTIONS } from '@linli/shared/council/topics.kinds'
import type { Connection } from 'mongoose'
import type { Clock } from '../../platform/clock'
import { createTenantSettings, type TenantSettings } from '../../platform/tenant-settings'

/** What a community decides for itself about its council (product §2.3, §3.6). */
export interface CouncilSettings {
  /** People who have to stand behind a topic. */
  supportersNeeded: number
  /** Days in which they have to be found. */
  supportDays: number
  /** Working days in which the desk reads a proposal, answers a supported one, or decides an objection. */
  deskDays: number
  /** Days in which the proposer may object to a refusal. */
  objectionDays: number
  /** Statements one person may make on one topic. */
  statementsEach: number
  /** Neighbours who have to say that a task is done, or that it is not. */
  confirmationsNeeded: number
  /** Minutes before a meeting from which people are let in and noted as present. */
  doorMinutes: number
  /** So many people have to have spoken to a statement before anything is told of it. */
  fewestReactions: number
  /** Whose rules owners vote by, an id of polls/city-packs.ts: a community lies in one city. Null while nobody has said. */
  cityId: string | null
}

export type CouncilSettingsSource = TenantSettings<CouncilSettings>

/** What a new community starts with. No law names these figures; they are ours. */
export const defaultCouncilSettings: CouncilSettings = {
  supportersNeeded: 30,
  supportDays: 30,
  deskDays: 5,
  objectionDays: 7,
  statementsEach: 3,
  confirmationsNeeded: 3,
  doorMinutes: 60,
  fewestReactions: FEWEST_REACTIONS,
  cityId: null,
}

/** One source for all who ask, so that a decision holds for each of them at once. */
export function createCouncilSettings(deps: { connection: Connection; clock: Clock }): CouncilSettingsSource {
  const decided = createTenantSettings({ ...deps, feature: 'council', defaults: defaultCouncilSettings })
  // A community may have decided on less when less was allowed.
  const raised = (value: CouncilSettings): CouncilSettings => ({
    ...value,
    fewestReactions: Math.max(FEWEST_REACTIONS, value.fewestReactions),
  })
  return {
    ...decided,
    of: async (communityId) => raised(await decided.of(communityId)),
    async current(communityId) {
      const { value, version } = await decided.current(communityId)
      return { value: raised(value), version }
    },
  }
}
