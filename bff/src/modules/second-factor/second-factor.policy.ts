import type { Role } from '@linli/shared/roles'
import {
  resettingRoles,
  secondFactorRoles,
  STEP_UP_MINUTES,
} from '@linli/shared/second-factor/second-factor.rules'
import { allowIn, refuse, type Judgement } from '../../platform/scope'

/** A staff role of an account, with every node its place lies in. */
export interface PlacedGrant {
  readonly accountId: string
  readonly role: Role
  readonly nodeId: string
  readonly path: readonly string[]
}

const isOneOf = (roles: readonly Role[], role: Role): boolean => roles.includes(role)
/** Low to high: the order of {@link secondFactorRoles}. */
const rankOf = (role: Role): number => (secondFactorRoles as readonly Role[]).indexOf(role)

/** Whether an administrator's grant reaches a role: the same place or one above it, and no lower a role. */
const reaches = (own: PlacedGrant, other: PlacedGrant): boolean =>
  isOneOf(resettingRoles, own.role) &&
  other.path.includes(own.nodeId) &&
  rankOf(own.role) >= rankOf(other.role)

/**
 * Whether one account may take part in resetting another's second factor: administrators of the same reach, for
 * every role the other holds, and never the person. Whoever may not does not learn that there is somebody.
 */
export function judgeReset(own: readonly PlacedGrant[], other: readonly PlacedGrant[]): Judgement {
  if (!own.some((grant) => isOneOf(resettingRoles, grant.role))) return refuse('forbidden')
  const theirs = other.filter((grant) => isOneOf(secondFactorRoles, grant.role))
  const isSamePerson = own.some((grant) => other.some((held) => held.accountId === grant.accountId))
  const covered = theirs.every((held) => own.some((grant) => reaches(grant, held)))
  if (theirs.length === 0 || isSamePerson || !covered) return refuse('not_found')
  return allowIn([])
}

/** How long a proof made at `stepUpAt` still counts; null when it does not. */
export function provenUntil(stepUpAt: Date | null, now: Date): Date | null {
  if (stepUpAt === null) return null
  const until = new Date(stepUpAt.getTime() + STEP_UP_MINUTES * 60_000)
  return until > now ? until : null
}
