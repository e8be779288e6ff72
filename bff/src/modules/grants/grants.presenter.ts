import { EXPIRY_WARNING_DAYS } from '@linli/shared/grants/grants.rules'
import type { GrantView, InvitationView } from '@linli/shared/grants/grants.schema'
import { lastDayOf, type GrantInvitationRow, type RoleGrantRow } from '../people/role-book.service'
import type { Post } from './grants.ports'

const WARNING_MS = EXPIRY_WARNING_DAYS * 86_400_000

/** What rows are shown with. */
export interface GrantContext {
  readonly now: Date
  readonly places: ReadonlyMap<string, Pick<Post, 'id' | 'name' | 'communityId'>>
  /** Names of communities, for the grids in them. */
  readonly names: ReadonlyMap<string, string>
  /** How staff sign, by account. */
  readonly signatures: ReadonlyMap<string, { readonly name: string }>
  readonly viewer: string
  /** Whether the viewer may give and take this grant. */
  readonly mayTake: (row: RoleGrantRow) => boolean
}

function placeOf(nodeId: string, { places, names }: Pick<GrantContext, 'places' | 'names'>) {
  const place = places.get(nodeId)
  const community = place?.communityId ?? null
  return {
    place: place?.name ?? '已停用的地方',
    within: community === null || community === nodeId ? null : (names.get(community) ?? null),
  }
}

/** When a grant ended; null while it holds. */
export const endOf = ({ to, expiresAt }: RoleGrantRow, now: Date): Date | null =>
  to ?? (expiresAt !== null && expiresAt <= now ? expiresAt : null)

export function presentGrant(row: RoleGrantRow, context: GrantContext): GrantView {
  const { now, signatures, viewer } = context
  const endedAt = endOf(row, now)
  const nameOf = (accountId: string | null): string | null =>
    accountId === null ? null : (signatures.get(accountId)?.name ?? null)
  const own = row.accountId === viewer
  const open = endedAt === null && context.mayTake(row)
  return {
    id: row._id,
    accountId: row.accountId,
    name: row.name,
    role: row.role,
    nodeId: row.nodeId,
    ...placeOf(row.nodeId, context),
    workPhone: row.workPhone,
    organisation: row.organisation,
    from: row.from.toISOString(),
    lastDay: lastDayOf(row.expiresAt),
    endsSoon:
      endedAt === null && row.expiresAt !== null && row.expiresAt.getTime() - now.getTime() <= WARNING_MS,
    endedAt: endedAt?.toISOString() ?? null,
    endReason: row.endReason ?? (endedAt === null ? null : 'expired'),
    grantedBy: nameOf(row.grantedBy),
    endedBy: nameOf(row.endedBy),
    version: row.version,
    own,
    abilities: { revoke: open, changeExpiry: open && !own },
  }
}

export function presentInvitation(
  row: GrantInvitationRow,
  context: Pick<GrantContext, 'places' | 'names' | 'signatures'> & {
    readonly maskedPhone: string
    readonly mayWithdraw: boolean
  },
): InvitationView {
  return {
    id: row._id,
    name: row.name,
    maskedPhone: context.maskedPhone,
    role: row.role,
    ...placeOf(row.nodeId, context),
    lastDay: lastDayOf(row.grantExpiresAt),
    invitedBy: context.signatures.get(row.invitedBy)?.name ?? null,
    invitedAt: row.invitedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    abilities: { withdraw: context.mayWithdraw },
  }
}
