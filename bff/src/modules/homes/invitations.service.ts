import { mayInvite } from '@linli/shared/homes/homes.rules'
import type { AuditAct } from '@linli/shared/audit/audit.acts'
import type { InvitedRelation } from '@linli/shared/homes/homes.kinds'
import type { BoundView, InvitationView, SheetView } from '@linli/shared/homes/homes.schema'
import { needsGuardianOn } from '@linli/shared/people/age.rules'
import { relationLabel } from '@linli/shared/session/relations'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Attempts } from '../../platform/attempts'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { codeGuess } from './guesses'
import type { HomesMessages } from './homes.messages'
import { deskScope, isOffice, placeScope } from './homes.policy'
import type {
  Caller,
  HomesAccounts,
  HomesBindings,
  HomesHouseholds,
  HomesPeople,
  HomesSpace,
  KnownPerson,
} from './homes.ports'
import { presentInvitation, presentSheet } from './homes.presenter'
import type { HomesSettingsSource } from './homes.settings'
import type { InvitationCodes } from './invitation-codes'
import type { InvitationRow } from './invitation.model'
import type { InvitationsRepository } from './invitations.repository'
import { newInvitation } from './new-invitation'
import type { Newcomers } from './newcomers'
import type { OwnHomes } from './own-homes'

export interface Redeeming {
  readonly inviteCode: string
  readonly name?: string | undefined
  readonly birthDate?: string | null | undefined
}

export interface InvitationsService {
  invite(
    actor: Actor,
    body: { readonly roomId: string; readonly relation: InvitedRelation },
  ): Promise<InvitationView>
  /** The code of an open invitation, for who made it and for the office. Throws `invalid_status`. */
  sheet(actor: Actor, id: string): Promise<SheetView>
  takeBack(actor: Actor, id: string, version: number): Promise<InvitationView>
  list(
    actor: Actor,
    query: {
      readonly communityId?: string | undefined
      readonly cursor?: string | undefined
      readonly limit?: number | undefined
    },
  ): Promise<{ items: InvitationView[]; nextCursor: string | null }>
  /** What a code is for. Throws `invitation_unusable` for every other code, `rate_limited` for guessing. */
  look(
    caller: Caller,
    inviteCode: string,
  ): Promise<{
    communityName: string
    roomLabel: string
    relation: InvitedRelation
    expiresAt: string
    known: boolean
  }>
  /** Uses the code: of many at once, one. The same account again is answered as the first time. */
  redeem(caller: Caller, body: Redeeming): Promise<BoundView>
}

export interface InvitationsDeps {
  readonly invitations: InvitationsRepository
  readonly codes: InvitationCodes
  readonly settings: HomesSettingsSource
  readonly own: OwnHomes
  readonly newcomers: Newcomers
  readonly bindings: HomesBindings
  readonly households: HomesHouseholds
  readonly people: HomesPeople
  readonly space: HomesSpace
  readonly accounts: HomesAccounts
  readonly messages: HomesMessages
  readonly attempts: Attempts
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  /** Where the web page is, without a slash at its end. */
  readonly webAddress: string
}

/** One-time invitations to a room. */
export function createInvitations(deps: InvitationsDeps): InvitationsService {
  const { invitations, codes, settings, own, newcomers, bindings, households, people, space } = deps
  const { accounts, messages, attempts, audit, uow, clock, ids } = deps

  const presentOne = async (row: InvitationRow): Promise<InvitationView> =>
    presentInvitation(row, clock.now(), await people.staffCards([row.issuedBy]))

  const record = (
    actor: Actor,
    action: AuditAct & `invitation.${string}`,
    row: InvitationRow,
  ): Promise<void> =>
    audit.record({
      ...{ actor, action, communityId: row.communityId, targetType: 'invitation', targetId: row._id },
      detail: { roomId: row.roomId, relation: row.relation },
    })

  /** The room, and the person who invites when a household does. Throws `not_found` for who may not. */
  async function inviter(
    actor: Actor,
    roomId: string,
    relation: InvitedRelation,
  ): Promise<{ scope: Scope; communityId: string; label: string; personId: string | null }> {
    const home = (await own.of(actor)).find(({ self }) => self.roomId === roomId)
    if (home && mayInvite(home.self, home.members).includes(relation)) {
      const { communityId, label, personId } = home.self
      return { scope: placeScope({ communityId }), communityId, label, personId }
    }
    const scope = deskScope(actor, 'invite_anywhere')
    const room = (await space.roomsByIds(scope, [roomId])).get(roomId)
    if (!room) throw new AppError('not_found')
    const { communityId, label } = room
    return { scope: placeScope({ communityId }), communityId, label, personId: null }
  }

  /** An invitation the actor made, or one of the office's community. */
  async function held(
    actor: Actor,
    id: string,
  ): Promise<{ row: InvitationRow; scope: Scope; byOffice: boolean }> {
    const { scope: homes } = await own.bindings(actor.accountId)
    const mine = await invitations.find(homes, id)
    if (mine?.issuedBy === actor.accountId && mine.issuedByPerson !== null)
      return { row: mine, scope: placeScope(mine), byOffice: false }
    const row = await invitations.find(deskScope(actor, 'invite_anywhere'), id)
    if (!row) throw new AppError('not_found')
    return { row, scope: placeScope(row), byOffice: isOffice(actor, 'invite_anywhere', row.communityId) }
  }

  /** Somebody of the roll with this name whom the account has shown to be, or somebody new. */
  async function personFor(
    scope: Scope,
    row: InvitationRow,
    accountId: string,
    { name, birthDate = null }: Redeeming,
  ): Promise<KnownPerson> {
    const known = await newcomers.knownAs(scope, accountId, row.communityId)
    if (known) return known
    if (name === undefined)
      throw new AppError('validation_failed', { errors: [{ path: 'body.name', message: '请填写您的姓名' }] })
    const phone = await accounts.phoneOf(accountId)
    const byPhone = phone === null ? [] : await households.byPhone(scope, phone)
    const inRoom = await households.ofRooms(scope, [row.roomId])
    // An invitation makes no owner: an owner of the room is only who has the owner's phone.
    const others = await households.persons(
      scope,
      inRoom.filter(({ relation }) => relation !== 'owner').map(({ personId }) => personId),
    )
    const namesake = [...byPhone, ...others.values()].find((person) => person.name === name)
    if (namesake) return namesake
    if (needsGuardianOn(birthDate, dayOf(clock.now()))) throw new AppError('guardian_required')
    return households.enter(row.communityId, { name, phone, birthDate })
  }

  async function tellIssuer(row: InvitationRow, person: KnownPerson): Promise<void> {
    await messages.tell({
      ...{ accountId: row.issuedBy, communityId: row.communityId, event: `invitation.used:${row._id}` },
      title: '邀请码已经用了',
      text: `${person.maskedName}用邀请码绑定了${row.roomLabel}，身份是${relationLabel[row.relation]}。不认识这个人，请联系社区`,
    })
  }

  const answer = (row: InvitationRow): BoundView => ({
    ...{ roomId: row.roomId, communityId: row.communityId, roomLabel: row.roomLabel, relation: row.relation },
  })

  /** Guessing counts; what fails for another reason was no guess. */
  async function guarded<T>(caller: Caller, work: () => Promise<T>): Promise<T> {
    const guess = codeGuess(caller)
    await attempts.take(guess)
    try {
      const done = await work()
      await attempts.giveBack(guess)
      return done
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'invitation_unusable') await attempts.giveBack(guess)
      throw error
    }
  }

  return {
    async invite(actor, { roomId, relation }) {
      const row = await uow.run(async () => {
        const { scope, communityId, label, personId } = await inviter(actor, roomId, relation)
        // Whoever invites for this room at the same time waits here, and then counts what we made.
        if (!(await space.keep(scope, [roomId]))) throw new AppError('not_found')
        const now = clock.now()
        const { invitationDays, openInvitations } = await settings.of(communityId)
        if ((await invitations.openOf(scope, [roomId], now)).length >= openInvitations)
          throw new AppError('too_many_invitations')
        const id = ids.next('inv')
        const made: InvitationRow = {
          ...{ _id: id, communityId, roomId, roomLabel: label, relation },
          ...newInvitation(now, invitationDays),
          ...{ codeHash: codes.make(id).codeHash, issuedBy: actor.accountId, issuedByPerson: personId },
        }
        await invitations.insert([made])
        if (personId === null) await record(actor, 'invitation.make', made)
        return made
      })
      return presentOne(row)
    },
    async sheet(actor, id) {
      const { row, byOffice } = await held(actor, id)
      const now = clock.now()
      const code = row.status === 'open' && row.expiresAt > now ? codes.again(row) : null
      if (code === null)
        throw new AppError('invalid_status', { details: { current: row.status, allowedFrom: ['open'] } })
      if (byOffice) await uow.run(() => record(actor, 'invitation.show', row))
      const communityName = (await space.names([row.communityId])).get(row.communityId) ?? ''
      return presentSheet(row, code, { webAddress: deps.webAddress, communityName })
    },
    async takeBack(actor, id, version) {
      const row = await uow.run(async () => {
        const { row: read, scope, byOffice } = await held(actor, id)
        const changed = await invitations.withdraw(scope, id, version)
        if (!changed) {
          if (read.status !== 'open')
            throw new AppError('invalid_status', { details: { current: read.status, allowedFrom: ['open'] } })
          throw new AppError('version_conflict')
        }
        if (byOffice) await record(actor, 'invitation.withdraw', changed)
        return changed
      })
      return presentOne(row)
    },
    async list(actor, { communityId, cursor, limit = PAGE_ROWS }) {
      const scope = deskScope(actor, 'invite_anywhere', communityId)
      const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, ['number', 'string'])
      const before = at === undefined || id === undefined ? null : { at: new Date(at), id }
      const rows = await invitations.list(scope, { before, limit: limit + 1 })
      const page = pageOf(rows, limit, (last) => [last.createdAt.getTime(), last._id])
      const now = clock.now()
      const cards = await people.staffCards([...new Set(page.rows.map((row) => row.issuedBy))])
      return {
        items: page.rows.map((row) => presentInvitation(row, now, cards)),
        nextCursor: page.nextCursor,
      }
    },
    look: (caller, inviteCode) =>
      guarded(caller, async () => {
        const row = await invitations.findByCode(codes.hashes(inviteCode))
        if (row?.status !== 'open' || row.expiresAt <= clock.now()) throw new AppError('invitation_unusable')
        const known = await newcomers.knownAs(placeScope(row), caller.actor.accountId, row.communityId)
        return {
          communityName: (await space.names([row.communityId])).get(row.communityId) ?? '',
          roomLabel: row.roomLabel,
          relation: row.relation,
          expiresAt: row.expiresAt.toISOString(),
          known: known !== null,
        }
      }),
    redeem: (caller, body) =>
      guarded(caller, async () => {
        const { accountId } = caller.actor
        const hashes = codes.hashes(body.inviteCode)
        const before = await invitations.findByCode(hashes)
        if (before?.status === 'used' && before.usedBy === accountId) return answer(before)
        return uow.run(async () => {
          const row = await invitations.use(hashes, { by: accountId, at: clock.now() })
          if (!row) throw new AppError('invitation_unusable')
          const scope = placeScope(row)
          if (!(await space.keep(scope, [row.roomId]))) throw new AppError('invitation_unusable')
          const person = await personFor(scope, row, accountId, body)
          // Somebody of this name has an account already: that is not for an invitation to settle.
          const taken = await bindings.ofPerson(scope, person.personId)
          if (taken && taken.accountId !== accountId) throw new AppError('already_bound')
          await newcomers.settle(scope, person.personId, row.roomId, row.relation)
          await newcomers.bind(scope, accountId, person, 'invitation')
          await invitations.noteUser(scope, row._id, person.personId)
          await tellIssuer(row, person)
          return answer(row)
        })
      }),
  }
}
