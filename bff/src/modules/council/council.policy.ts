import { councilPermissions, type CouncilAction } from '@linli/shared/council/council.permissions'
import { publicTopicStatuses, type TopicStatus } from '@linli/shared/council/topics.machine'
import { communityRoles } from '@linli/shared/roles'
import { communitiesOf, holds, isSystem, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { allowIn, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'

/** What a judgement looks at; never the text. */
export interface JudgedTopic {
  readonly communityId: string
  readonly status: TopicStatus
  /** Null for a topic of the community itself. */
  readonly proposerAccountId: string | null
}

/** Staff and supervisors, by the permission table. */
export const judgeDesk = (actor: Actor, action: CouncilAction, communityId?: string): Judgement =>
  judgeBy(actor, councilPermissions[action], communityId)

/** Who is bound to a home of the community takes part in it, as the person of that home. */
export const isNeighbour = (actor: Actor, communityId: string): boolean =>
  actor.personId !== null &&
  actor.communityId === communityId &&
  holds(actor, councilPermissions.take_part.roles, communityId)

export const isProposer = (actor: Actor, { proposerAccountId }: JudgedTopic): boolean =>
  actor.accountId === proposerAccountId

/** Whoever looks at the community, and the street above it, reads what is public in it, the proposer the own topic, its desk everything. */
export function judgeReading(actor: Actor, topic: JudgedTopic): Judgement {
  const works = holds(actor, councilPermissions.inspect.roles, topic.communityId)
  const isPublic = publicTopicStatuses.some((status) => status === topic.status)
  const isNear =
    actor.communityId === topic.communityId ||
    holds(actor, councilPermissions.oversee.roles, topic.communityId)
  return works || (isNear && isPublic) || isProposer(actor, topic)
    ? allowIn([topic.communityId])
    : refuse('not_found')
}

/** What one may read, one may only take part in as somebody of the community. */
export function judgeTakingPart(actor: Actor, topic: JudgedTopic): Judgement {
  const reading = judgeReading(actor, topic)
  if (!reading.allowed) return reading
  return isNeighbour(actor, topic.communityId) ? reading : refuse('forbidden')
}

/** A new topic of a resident: in the community of the own home. */
export const judgeProposing = (actor: Actor): Judgement =>
  actor.communityId !== null && isNeighbour(actor, actor.communityId)
    ? allowIn([actor.communityId])
    : refuse('forbidden')

/** Acts of the proposer; for everybody else the way does not exist. */
export const judgeOwn = (actor: Actor, topic: JudgedTopic): Judgement =>
  isProposer(actor, topic) && actor.personId !== null ? allowIn([topic.communityId]) : refuse('not_found')

/** The list of the community looked at. */
export const listScope = (actor: Actor): Scope =>
  scopeOf(actor.communityId === null ? [] : [actor.communityId])

/** The communities whose desk the caller stands at. */
export const deskScope = (actor: Actor): Scope =>
  scopeOf(communitiesOf(actor, councilPermissions.inspect.roles))

/** The sweep and the handlers of events act for the community of the topic. */
export const clockScope = (actor: Actor, communityId: string): Judgement =>
  isSystem(actor) ? allowIn([communityId]) : refuse('forbidden')

/** Who is told when the desk is late. */
export const toldWhenLate = ['community_admin', 'supervisor'] as const
export const deskRoles = communityRoles
