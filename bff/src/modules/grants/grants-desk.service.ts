import type { chosenGrantEnds } from '@linli/shared/grants/grants.rules'
import type { GrantView } from '@linli/shared/grants/grants.schema'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { lastDayOf, type RoleBook, type RoleGrantRow, type StaffRole } from '../people/role-book.service'
import { demandFits, type GrantActs } from './grants-acts'
import type { GrantsReading } from './grants-reading.service'
import type { Standings } from './grants-standing'
import type { GrantTelling } from './grants-tell'
import { judgeGiving, judgeTaking } from './grants.policy'
import type { GrantAccounts, GrantPeople, Post } from './grants.ports'
import { endOf } from './grants.presenter'

/** Somebody a role is for: a person of the roll, or a phone with the name to sign by. */
export type Holder = { readonly personId: string } | { readonly phone: string; readonly name: string }

export interface NewRole {
  readonly role: StaffRole
  readonly nodeId: string
  readonly holder: Holder
  readonly workPhone?: string | null | undefined
  readonly organisation?: string | null | undefined
  readonly lastDay?: string | null | undefined
}

export interface GrantsDesk {
  /** Gives a role, at once or when the phone signs in. Throws `no_account`, `role_held`. */
  grant(actor: Actor, role: NewRole): Promise<{ result: 'granted' | 'waiting'; id: string }>
  revoke(
    actor: Actor,
    id: string,
    body: { readonly version: number; readonly reason: (typeof chosenGrantEnds)[number] },
  ): Promise<GrantView>
  changeExpiry(
    actor: Actor,
    id: string,
    body: { readonly version: number; readonly lastDay: string | null },
  ): Promise<GrantView>
  withdrawInvitation(actor: Actor, id: string): Promise<string>
  /** Who is meant, with the account if there is one. Throws `not_found` for a person who is not of this place's roll. */
  resolve(place: Post, holder: Holder): Promise<{ readonly accountId: string | null; readonly name: string }>
}

export interface GrantsDeskDeps {
  readonly book: RoleBook
  readonly acts: GrantActs
  readonly standings: Standings
  readonly reading: Pick<GrantsReading, 'view'>
  readonly telling: GrantTelling
  readonly people: GrantPeople
  readonly accounts: GrantAccounts
  readonly uow: UnitOfWork
  readonly clock: Clock
}

/** Giving and taking roles, one at a time. Everything is judged inside the transaction, by what is stored then. */
export function createGrantsDesk(deps: GrantsDeskDeps): GrantsDesk {
  const { book, acts, standings, reading, telling, people, accounts, uow, clock } = deps

  const resolve: GrantsDesk['resolve'] = async (place, holder) => {
    if ('phone' in holder)
      return { name: holder.name, accountId: await accounts.accountByPhone(holder.phone) }
    const found =
      place.communityId === null ? null : await people.accountOfPerson(place.communityId, holder.personId)
    if (!found) throw new AppError('not_found')
    return found
  }

  /** A grant the caller may take, in the version known. */
  async function open(
    actor: Actor,
    id: string,
    version: number,
  ): Promise<{ row: RoleGrantRow; place: Post }> {
    const row = await book.find(id)
    if (!row) throw new AppError('not_found')
    const place = await standings.place(row.nodeId)
    demand(judgeTaking(await standings.of(actor), row, place))
    if (row.version !== version || endOf(row, clock.now()) !== null) throw new AppError('version_conflict')
    return { row, place }
  }

  return {
    resolve,

    grant(actor, { role, nodeId, holder, workPhone = null, organisation = null, lastDay }) {
      return uow.run(async () => {
        const place = await standings.place(nodeId)
        const own = await standings.of(actor)
        demandFits(role, place, organisation)
        demand(judgeGiving(own, role, place, null))
        const expiresAt = acts.expiryOf(lastDay)
        const { accountId, name } = await resolve(place, holder)
        demand(judgeGiving(own, role, place, accountId))
        const draft = { role, nodeId, name, workPhone, organisation }
        if (accountId !== null) {
          const row = await acts.give(actor, { ...draft, accountId, expiresAt }, place)
          return { result: 'granted' as const, id: row._id }
        }
        if (!('phone' in holder)) throw new AppError('no_account')
        const invitation = await book.invite(holder.phone, {
          ...{ ...draft, communityId: place.communityId },
          ...{ grantExpiresAt: expiresAt, invitedBy: actor.accountId },
        })
        const detail = { role, lastDay: lastDayOf(expiresAt) }
        await acts.record(actor, 'role.invite', { place, accountId: invitation._id }, detail)
        return { result: 'waiting' as const, id: invitation._id }
      })
    },

    async revoke(actor, id, { version, reason }) {
      const ended = await uow.run(async () => {
        const { row, place } = await open(actor, id, version)
        return acts.end(actor, row, place, { reason })
      })
      return reading.view(actor, ended)
    },

    async changeExpiry(actor, id, { version, lastDay }) {
      const changed = await uow.run(async () => {
        const { row, place } = await open(actor, id, version)
        const { accountId, role } = row
        // Lengthening one's own time would be granting oneself.
        if (accountId === actor.accountId) throw new AppError('forbidden')
        const expiresAt = acts.expiryOf(lastDay)
        if (expiresAt !== null) await acts.demandOthers(row)
        const next = await book.setExpiry(row, expiresAt)
        if (!next) throw new AppError('version_conflict')
        await acts.record(actor, 'role.change_expiry', { place, accountId }, { role, lastDay })
        await telling.expiryChanged(next)
        return next
      })
      return reading.view(actor, changed)
    },

    withdrawInvitation(actor, id) {
      return uow.run(async () => {
        const now = clock.now()
        const row = await book.findInvitation(id, now)
        if (!row) throw new AppError('not_found')
        const place = await standings.place(row.nodeId)
        demand(judgeGiving(await standings.of(actor), row.role, place, null))
        if (!(await book.decide(id, 'withdrawn', now))) throw new AppError('conflict')
        const { role } = row
        await acts.record(actor, 'role.withdraw_invitation', { place, accountId: id }, { role })
        return id
      })
    },
  }
}
