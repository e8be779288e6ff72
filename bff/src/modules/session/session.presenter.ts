import type { ActorView } from '@linli/shared/session/session.schema'
import { maskPhone } from '../../platform/mask-phone'
import type { AccountState } from './session-directory'

/** The caller as the own screens show it. Without consent in force nothing personal goes out. */
export function presentActor(
  state: AccountState,
  phone: string | null,
  names: ReadonlyMap<string, string>,
): ActorView {
  const { account, persons, grants, communityId, consentCurrent } = state
  const person = persons.find((candidate) => candidate.communityId === communityId) ?? persons[0]
  const nameOf = (nodeId: string): string => names.get(nodeId) ?? ''
  return {
    accountId: account._id,
    displayName: (consentCurrent ? (person?.name ?? grants[0]?.name) : undefined) ?? '居民',
    maskedPhone: consentCurrent && phone !== null ? maskPhone(phone) : null,
    verified: persons.some((candidate) => candidate.homes.length > 0),
    community: communityId === null ? null : { id: communityId, name: nameOf(communityId) },
    homes: persons.flatMap(({ homes }) =>
      homes.map(({ roomId, communityId: homeCommunityId, label, relation }) => ({
        roomId,
        communityId: homeCommunityId,
        communityName: nameOf(homeCommunityId),
        label,
        relation,
      })),
    ),
    roles: consentCurrent
      ? grants.map(({ role, nodeId, communityIds }) => ({
          role,
          nodeId,
          nodeName: nameOf(nodeId),
          communityIds: [...communityIds],
        }))
      : [],
    consentVersion: account.consent?.version ?? null,
    consentCurrent,
    optionalPurposes: {
      personalisedPush: account.consent?.personalisedPush ?? false,
      wechatMessages: account.consent?.wechatMessages ?? false,
    },
  }
}

/** Every node whose name the actor view shows. */
export const namedNodes = (state: AccountState): string[] => [
  ...(state.communityId === null ? [] : [state.communityId]),
  ...state.persons.map((person) => person.communityId),
  ...state.grants.map((grant) => grant.nodeId),
]
