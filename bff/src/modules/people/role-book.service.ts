import { EXPIRY_WARNING_DAYS, INVITATION_DAYS } from '@linli/shared/grants/grants.rules'
import { addDays, dayOf } from '@linli/shared/time'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { GrantInvitationRow } from './grant-invitation.model'
import { maskPhone } from '../../platform/mask-phone'
import { nameTokens, nameWays } from './people.search'
import type { RoleGrantRow } from './role-grant.model'
import type { RoleGrants } from './role-grants.repository'

export type { GrantInvitationRow } from './grant-invitation.model'
export type { GrantFilter } from './role-grants.repository'
export type { RoleGrantRow, StaffRole } from './role-grant.model'

/** What is said when a role is given. */
export type GrantDraft = Pick<
  RoleGrantRow,
  'accountId' | 'role' | 'nodeId' | 'name' | 'workPhone' | 'organisation'
> &
  Partial<Pick<RoleGrantRow, 'expiresAt' | 'grantedBy'>>

export type InvitationDraft = Pick<
  GrantInvitationRow,
  'role' | 'nodeId' | 'communityId' | 'name' | 'workPhone' | 'organisation' | 'grantExpiresAt' | 'invitedBy'
>

/** Who holds which staff role: what signing in, the desk of roles and the tenants' page write and read. */
export interface RoleBook extends Omit<RoleGrants, 'insert' | 'invite' | 'setExpiry' | 'tidyExpired'> {
  /** Gives a role. Violates `role_grant_unique` when it is held already. Joins the caller's unit of work. */
  give(draft: GrantDraft): Promise<RoleGrantRow>
  setExpiry(row: RoleGrantRow, expiresAt: Date | null): Promise<RoleGrantRow | null>
  /** Asks a phone that has no account yet. Violates `grant_invitation_unique` when it has been asked already. */
  invite(phone: string, draft: InvitationDraft): Promise<GrantInvitationRow>
  /** Whoever has just proven a phone takes up what waits for it. Joins the caller's unit of work. Answers how many. */
  takeUp(accountId: string, phone: string): Promise<number>
  maskedPhoneOf(invitation: GrantInvitationRow): string
  /** What a typed name is looked up by. */
  tokensOf(name: string): readonly string[]
}

export interface RoleBookDeps {
  readonly grants: RoleGrants
  readonly crypto: Pick<Crypto, 'encrypt' | 'decrypt' | 'blindIndex' | 'blindIndexes'>
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

const DAY_MS = 86_400_000
const WARNING_MS = EXPIRY_WARNING_DAYS * DAY_MS

/** Where the phone of an invitation is sealed and fingerprinted; sealed-fields.ts says the same for key rotation. */
export const invitationPhone = { field: 'grant-invitation.phone', tenant: 'deployment' } as const

/** When a role with an end is looked at first: to warn of it, at once when the end is near. */
const firstLook = (expiresAt: Date, now: Date): Date =>
  new Date(Math.max(expiresAt.getTime() - WARNING_MS, now.getTime()))

/** Every field of a grant that begins. */
export function newGrant(_id: string, draft: GrantDraft, from: Date): RoleGrantRow {
  const expiresAt = draft.expiresAt ?? null
  return {
    ...draft,
    ...{ _id, from, expiresAt },
    nameTokens: nameTokens(draft.name),
    grantedBy: draft.grantedBy ?? null,
    ...{ to: null, endReason: null, endedBy: null, version: 0, guarded: 0 },
    ...(expiresAt && { nextActionAt: firstLook(expiresAt, from) }),
  }
}

/** The last day on which a role with this end still holds. */
export const lastDayOf = (expiresAt: Date | null): string | null =>
  expiresAt === null ? null : addDays(dayOf(expiresAt), -1)

export function createRoleBook(deps: RoleBookDeps): RoleBook {
  const { grants, crypto, audit, clock, ids } = deps
  const indexesOf = (phone: string): readonly string[] => crypto.blindIndexes(phone, invitationPhone.field)

  async function give(draft: GrantDraft): Promise<RoleGrantRow> {
    const now = clock.now()
    // What the clock has ended is written down first: it must not stand in the way of the same role again.
    await grants.tidyExpired(draft.accountId, now)
    const row = newGrant(ids.next('grt'), draft, now)
    await grants.insert([row])
    return row
  }

  return {
    ...grants,
    give,
    setExpiry: ({ _id, version }, expiresAt) =>
      grants.setExpiry(
        { id: _id, version },
        { expiresAt, nextActionAt: expiresAt && firstLook(expiresAt, clock.now()) },
      ),

    async invite(phone, draft) {
      const now = clock.now()
      await grants.clearLapsed(indexesOf(phone), now)
      const row: GrantInvitationRow = {
        ...draft,
        _id: ids.next('gin'),
        phone: crypto.encrypt(phone, invitationPhone),
        phoneIndex: crypto.blindIndex(phone, invitationPhone.field),
        invitedAt: now,
        expiresAt: new Date(now.getTime() + INVITATION_DAYS * DAY_MS),
        status: 'waiting',
        decidedAt: null,
      }
      await grants.invite(row)
      return row
    },

    async takeUp(accountId, phone) {
      const now = clock.now()
      const waiting = await grants.waitingFor(indexesOf(phone), now)
      if (waiting.length === 0) return 0
      const held = await grants.ofAccount(accountId, now)
      let taken = 0
      for (const invitation of waiting) {
        const { role, nodeId, communityId, name, workPhone, organisation, invitedBy } = invitation
        if (!(await grants.decide(invitation._id, 'taken', now))) continue
        if (held.some((row) => row.role === role && row.nodeId === nodeId)) continue
        const { grantExpiresAt: expiresAt } = invitation
        if (expiresAt !== null && expiresAt <= now) continue
        await give({
          ...{ accountId, role, nodeId, name, workPhone, organisation, expiresAt },
          grantedBy: invitedBy,
        })
        await audit.record({
          actor: { ...newcomer, accountId },
          ...{ action: 'role.take_up', communityId, targetType: 'account', targetId: accountId },
          detail: { role, nodeId },
        })
        taken += 1
      }
      return taken
    },

    maskedPhoneOf: ({ phone }) => (phone === null ? '' : maskPhone(crypto.decrypt(phone, invitationPhone))),
    tokensOf: (name) => nameWays(name).at(-1) ?? [],
  }
}

/** Somebody who is only just signing in: no session yet, no role yet. */
const newcomer = {
  sessionId: 'sign-in',
  personId: null,
  communityId: null,
  grants: [],
  consentVersion: null,
}
