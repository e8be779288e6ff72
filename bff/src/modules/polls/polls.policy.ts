import { isCandidate } from '@linli/shared/polls/candidates.rules'
import { pollPermissions, type PollAction } from '@linli/shared/polls/polls.permissions'
import type { PollStatus } from '@linli/shared/polls/polls.machine'
import { staffRoles } from '@linli/shared/roles'
import { communitiesOf, holds, isSystem, type Actor } from '../../platform/actor'
import { judgeBy } from '../../platform/permission'
import { allowIn, refuse, scopeOf, type Judgement, type Scope } from '../../platform/scope'

/** Staff and supervisors, by the permission table. */
export const judgeStaff = (actor: Actor, action: PollAction, communityId?: string): Judgement =>
  judgeBy(actor, pollPermissions[action], communityId)

/**
 * The desk of one poll: as {@link judgeStaff}, but who stands in the poll only looks at it. A candidate counts no papers,
 * enters no mandates, publishes nothing and signs no root.
 */
export function judgeDesk(
  actor: Actor,
  action: PollAction,
  { communityId, draft }: { communityId: string; draft: { setup: Parameters<typeof isCandidate>[0] } },
): Judgement {
  const judged = judgeStaff(actor, action, communityId)
  const stands = action !== 'inspect' && isCandidate(draft.setup, actor.personId)
  return judged.allowed && stands ? refuse('forbidden') : judged
}

/** What people of a community see of a poll: nothing while it is only thought about. */
export const publicStatuses: readonly PollStatus[] = [
  'roll_published',
  'frozen',
  'sealing',
  'counted',
  'published',
  'signed',
  'cancelled',
]

/**
 * A poll is read by the people of its community and by those who work for it. What may be cast is not judged here:
 * the frozen roll decides.
 */
export function judgeReading(actor: Actor, poll: { communityId: string; status: PollStatus }): Judgement {
  const works = holds(actor, pollPermissions.inspect.roles, poll.communityId)
  const lives = actor.communityId === poll.communityId && actor.personId !== null
  if (works) return allowIn([poll.communityId])
  return lives && publicStatuses.includes(poll.status) ? allowIn([poll.communityId]) : refuse('not_found')
}

/** The list of the caller's own community. */
export const listScope = (actor: Actor): Scope =>
  scopeOf(actor.communityId === null ? [] : [actor.communityId])

/** The communities whose desk the caller stands at. */
export const deskScope = (actor: Actor): Scope => scopeOf(communitiesOf(actor, pollPermissions.inspect.roles))

/** Closing is the clock's: the sweep acts for the community of the poll. */
export const clockScope = (actor: Actor, communityId: string): Judgement =>
  isSystem(actor) ? allowIn([communityId]) : refuse('forbidden')

/** Whoever holds any post carries no mandates (product §3.6): those who run, serve, watch or oversee the vote, and the property company. */
export const mayHoldProxy = (roles: readonly string[]): boolean =>
  !roles.some((role) => staffRoles.some((post) => post === role))
