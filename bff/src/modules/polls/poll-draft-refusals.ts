import { candidatesOf } from '@linli/shared/polls/candidates.rules'
import { cityPackOf } from '@linli/shared/polls/city-packs'
import { articles, sourceText } from '@linli/shared/polls/packs'
import type { PollDraft } from '@linli/shared/polls/poll-desk.schema'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { PollCity, PollElectors, PollSpace } from './polls.ports'

/** What a draft is compared with: the tree, the register, and where the community lies. */
export interface DraftRefusalsDeps {
  readonly space: Pick<PollSpace, 'outside' | 'estatesIn'>
  readonly electors: Pick<PollElectors, 'byIds'>
  readonly cityOf: PollCity
}

/**
 * Refuses a draft that does not belong to its community: a place elsewhere, of several electorates or of a part of one,
 * another city's rules, persons who are not on its register. What a law does not allow is another matter (setup.rules.ts). Throws `validation_failed`.
 */
export function createDraftRefusals({ space, electors, cityOf }: DraftRefusalsDeps) {
  async function refuseForeign(scope: Scope, { nodeId }: PollDraft): Promise<void> {
    if ((await space.outside(scope, [nodeId])).length === 0) return
    throw new AppError('validation_failed', {
      errors: [{ path: 'body.nodeId', message: '这个范围不在本社区，请重新选择' }],
    })
  }

  /** A residents' meeting is all residents of the community or all its households; a part of them is asked, and decides nothing. */
  function refusePart(communityId: string, { nodeId, setup: { packId } }: PollDraft): void {
    if (packId !== 'residents_meeting' || nodeId === communityId) return
    const law = sourceText(articles.residentsMeeting)
    throw new AppError('validation_failed', {
      errors: [
        {
          path: 'body.nodeId',
          message: `居民会议由全社区的居民或每户的代表组成，范围请选整个社区；只问一部分人，请用意向征询（${law}）`,
        },
      ],
    })
  }

  /**
   * Owners decide together for their building district (建筑区划, 民法典 art. 271 and 278): that is one estate, and the
   * owners of the estate beside it have no part in it. Its heads and area would be counted in both wholes.
   */
  async function refuseSeveralEstates(scope: Scope, { nodeId, setup }: PollDraft): Promise<void> {
    if (setup.packId !== 'owners_decision') return
    const estates = await space.estatesIn(scope, nodeId)
    if (estates.length <= 1) return
    const named = estates.length <= 3 ? `（${estates.join('、')}）` : ''
    const law = sourceText(articles.ownersDecide)
    throw new AppError('validation_failed', {
      errors: [
        {
          path: 'body.nodeId',
          message: `这个范围里有 ${estates.length} 个小区${named}，业主共同决定由一个小区的业主自己作出，请选其中一个小区（${law}）`,
        },
      ],
    })
  }

  /** A community lies in one city: once it has said in which, no poll picks the rules of another. */
  async function refuseOtherCity(communityId: string, { setup: { cityId } }: PollDraft): Promise<void> {
    const own = cityPackOf(await cityOf(communityId))
    if (cityId === null || own === null || own.id === cityId) return
    throw new AppError('validation_failed', {
      errors: [{ path: 'body.setup.cityId', message: `本社区按${own.label}的规定办，请选${own.label}` }],
    })
  }

  /** Whoever stands, or has more than one vote, is a person of this community's roll. */
  async function refuseStrangers(scope: Scope, { setup }: PollDraft): Promise<void> {
    const weighed = setup.weights?.people ?? []
    const wanted = [...new Set([...candidatesOf(setup), ...weighed].map(({ personId }) => personId))]
    if (wanted.length === 0) return
    const known = new Set((await electors.byIds(scope, wanted)).map(({ personId }) => personId))
    const isKnown = ({ personId }: { personId: string }): boolean => known.has(personId)
    const errors = setup.questions.flatMap(({ candidates = [] }, index) =>
      candidates.every(isKnown)
        ? []
        : [
            {
              path: `body.setup.questions.${index}.candidates`,
              message: '有候选人不在本社区名册上，请重新选',
            },
          ],
    )
    if (!weighed.every(isKnown))
      errors.push({ path: 'body.setup.weights', message: '登记票数的人里有不在本社区名册上的，请重新选' })
    if (errors.length > 0) throw new AppError('validation_failed', { errors })
  }

  return async (scope: Scope, communityId: string, draft: PollDraft): Promise<void> => {
    await refuseForeign(scope, draft)
    refusePart(communityId, draft)
    await refuseSeveralEstates(scope, draft)
    await refuseOtherCity(communityId, draft)
    await refuseStrangers(scope, draft)
  }
}
