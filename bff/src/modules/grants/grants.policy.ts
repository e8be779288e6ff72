import { appointedBy, placeOfRole, type StaffRole } from '@linli/shared/grants/grants.rules'
import type { NodeKind } from '@linli/shared/space/space.kinds'
import { allowIn, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'

/** Somebody's own roles, read afresh: what a cached actor held a moment ago gives nobody anything. */
export interface Standing {
  readonly accountId: string
  readonly grants: readonly { readonly role: StaffRole; readonly nodeId: string }[]
}

/** A place as far as it is judged by. */
export interface JudgedPlace {
  readonly id: string
  readonly kind: NodeKind
  readonly path: readonly string[]
  readonly communityId: string | null
}

const scopeAt = ({ communityId }: JudgedPlace): Judgement =>
  allowIn(communityId === null ? [] : [communityId])

/** The roles somebody may give and take at a place. */
export const mayAppointAt = ({ grants }: Standing, place: JudgedPlace): StaffRole[] => {
  const mine = grants
    .filter(({ nodeId }) => place.path.includes(nodeId))
    .flatMap(({ role }) => appointedBy(role))
  return [...new Set(mine)].filter((role) => placeOfRole[role] === place.kind)
}

/** Who may look at the roles of a place: whoever appoints anybody at it or above it. Other places do not exist. */
export function judgeReading({ grants }: Standing, place: JudgedPlace): Judgement {
  const appointing = grants.filter(({ role }) => appointedBy(role).length > 0)
  if (appointing.length === 0) return refuse('forbidden')
  return appointing.some(({ nodeId }) => place.path.includes(nodeId)) ? scopeAt(place) : refuse('not_found')
}

/**
 * Whether a role may be given to an account: one the giver appoints at this place, and never to oneself. `to` is null
 * for somebody who has no account yet.
 */
export function judgeGiving(
  own: Standing,
  role: StaffRole,
  place: JudgedPlace,
  to: string | null,
): Judgement {
  const seen = judgeReading(own, place)
  if (!seen.allowed) return seen
  if (to === own.accountId || !mayAppointAt(own, place).includes(role)) return refuse('forbidden')
  return seen
}

/** Whether a role may be taken away. One's own may be laid down. */
export function judgeTaking(
  own: Standing,
  grant: { readonly accountId: string; readonly role: StaffRole },
  place: JudgedPlace,
): Judgement {
  const seen = judgeReading(own, place)
  if (!seen.allowed) return seen
  return mayAppointAt(own, place).includes(grant.role) ? seen : refuse('forbidden')
}

/** Communities whose unpublished work goes over: the ones whose desk the giver leaves. */
export const workScope = (communityId: string): Scope => scopeOf([communityId])
