import {
  fewestHolders,
  LONGEST_GRANT_DAYS,
  placeOfRole,
  type GrantEnd,
} from '@linli/shared/grants/grants.rules'
import { roleLabel } from '@linli/shared/roles'
import { nodeKindLabel } from '@linli/shared/space/space.kinds'
import { addDays, dayOf, instantOf } from '@linli/shared/time'
import type { AuditAct } from '@linli/shared/audit/audit.acts'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import {
  lastDayOf,
  type GrantDraft,
  type RoleBook,
  type RoleGrantRow,
  type StaffRole,
} from '../people/role-book.service'
import type { GrantTelling } from './grants-tell'
import type { GrantAccounts, GrantDoor, Post } from './grants.ports'

/** Single steps of every act on a role: each writes, records and tells. Call them inside a unit of work. */
export interface GrantActs {
  /** Throws `no_account` when the account was closed meanwhile. */
  give(actor: Actor, draft: Omit<GrantDraft, 'grantedBy'>, place: Post): Promise<RoleGrantRow>
  /** Ends a grant. Throws `version_conflict`, and `last_administrators` unless `isReplaced`. */
  end(
    actor: Actor,
    row: RoleGrantRow,
    place: Post,
    how: { readonly reason: GrantEnd; readonly isReplaced?: boolean },
  ): Promise<RoleGrantRow>
  /**
   * Throws `last_administrators` when too few would be left who hold the role there without an end. Whoever takes one
   * away at the same moment meets this write, and one of the two sees what the other has left.
   */
  demandOthers(row: RoleGrantRow): Promise<void>
  record(
    actor: Actor,
    action: AuditAct,
    at: { readonly place: Post; readonly accountId: string },
    detail: Readonly<Record<string, string | number | null>>,
  ): Promise<void>
  /** The end of a role, given its last day. Throws `validation_failed`. */
  expiryOf(lastDay: string | null | undefined): Date | null
}

export interface GrantActsDeps {
  readonly book: RoleBook
  readonly telling: GrantTelling
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly door: GrantDoor
  readonly accounts: Pick<GrantAccounts, 'guardOpen'>
  readonly clock: Clock
}

export const invalid = (path: string, message: string): AppError =>
  new AppError('validation_failed', { errors: [{ path, message }] })

/** Throws `validation_failed` unless the role is held at places of this kind, with an organisation where it needs one. */
export function demandFits(role: StaffRole, place: Post, organisation: string | null): void {
  if (placeOfRole[role] !== place.kind)
    throw invalid('body.nodeId', `${roleLabel[role]}要选${nodeKindLabel[placeOfRole[role]]}`)
  if (role === 'organisation_staff' && organisation === null)
    throw invalid('body.organisation', '请填协同单位的名称')
  if (role !== 'organisation_staff' && organisation !== null)
    throw invalid('body.organisation', '只有协同单位的人员填单位名称')
}

export function createGrantActs(deps: GrantActsDeps): GrantActs {
  const { book, telling, audit, uow, door, accounts, clock } = deps

  const forgetAfter = (accountId: string): void => uow.afterCommit(() => door.forget(accountId))

  const record: GrantActs['record'] = (actor, action, { place, accountId }, detail) =>
    audit.record({
      ...{ actor, action, communityId: place.communityId },
      ...{ targetType: 'account', targetId: accountId, detail: { nodeId: place.id, ...detail } },
    })

  const demandOthers: GrantActs['demandOthers'] = async ({ nodeId, role, expiresAt }) => {
    const fewest = fewestHolders[role]
    if (fewest === undefined || expiresAt !== null) return
    if ((await book.guardLasting(nodeId, role)) - 1 < fewest)
      throw new AppError('last_administrators', { details: { fewest } })
  }

  return {
    record,
    demandOthers,

    async give(actor, draft, place) {
      // A deletion of the account that looked for roles a moment ago meets this write, and looks again.
      if (!(await accounts.guardOpen(draft.accountId))) throw new AppError('no_account')
      const row = await book.give({ ...draft, grantedBy: actor.accountId })
      const { accountId, role, expiresAt } = row
      await record(actor, 'role.grant', { place, accountId }, { role, lastDay: lastDayOf(expiresAt ?? null) })
      await telling.given(row)
      forgetAfter(accountId)
      return row
    },

    async end(actor, row, place, { reason, isReplaced = false }) {
      if (!isReplaced) await demandOthers(row)
      const { _id: id, version, accountId, role } = row
      const ended = await book.end({ id, version }, { at: clock.now(), by: actor.accountId, reason })
      if (!ended) throw new AppError('version_conflict')
      await record(actor, 'role.revoke', { place, accountId }, { role, reason })
      await telling.ended(ended)
      forgetAfter(accountId)
      return ended
    },

    expiryOf(lastDay) {
      if (lastDay == null) return null
      const today = dayOf(clock.now())
      if (lastDay < today) throw invalid('body.lastDay', '最后一天不能早于今天')
      if (lastDay > addDays(today, LONGEST_GRANT_DAYS))
        throw invalid('body.lastDay', '最长三年，更久的请选长期有效')
      return instantOf(addDays(lastDay, 1))
    },
  }
}
