import type { SeenPaper } from '@linli/shared/recovery/recovery.kinds'
import { seenPaperLabel } from '@linli/shared/recovery/recovery.kinds'
import type { RecoveryView } from '@linli/shared/recovery/recovery.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import { decodeCursor, PAGE_ROWS, pageOf } from '../../platform/page-cursor'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import type { Sms } from '../../platform/sms/sms'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { MessagesService } from '../messages/messages.service'
import type { BindingsService } from '../people/bindings.service'
import type { HouseholdRoll, KnownPerson } from '../people/household-roll.service'
import type { RoleGrant, StaffCard } from '../people/people.service'
import type { SessionService } from '../session/session.service'
import type { RecoveryRow } from './recovery.model'
import { counterList, counterScope, eventScope } from './recovery.policy'
import type { RecoveryRepository } from './recovery.repository'

export interface Recovering {
  readonly personId: string
  readonly phone: string
  readonly code: string
  readonly paper: SeenPaper
  readonly paperTail: string
}

export interface RecoveryService {
  /** Sends a code to the new phone. Throws `not_found` for who is not bound to an account here. */
  sendCode(
    actor: Actor,
    body: { readonly personId: string; readonly phone: string },
  ): Promise<{ expiresInSeconds: number; resendAfterSeconds: number }>
  /**
   * Moves the account of a person who stands at the counter to the phone whose code was read out. Old sessions end and
   * the WeChat of the lost phone is let go; both numbers are told. Throws `identity_differs` when the roll has another
   * number, `phone_in_use`, `conflict` for the account's own phone, `forbidden` for the account of a member of staff.
   */
  recover(actor: Actor, body: Recovering): Promise<RecoveryView>
  list(
    actor: Actor,
    query: {
      readonly communityId?: string | undefined
      readonly cursor?: string | undefined
      readonly limit?: number | undefined
    },
  ): Promise<{ items: RecoveryView[]; nextCursor: string | null }>
  /** Tells both numbers, and forgets them. May run more than once. */
  tellBoth(communityId: string, recoveryId: string): Promise<void>
}

export interface RecoveryDeps {
  readonly recoveries: RecoveryRepository
  readonly bindings: BindingsService
  readonly households: HouseholdRoll
  readonly accounts: Pick<SessionService, 'sendCode' | 'verifyCode' | 'moveToPhone' | 'accountChanged'>
  readonly people: {
    grantsOf(accountId: string): Promise<RoleGrant[]>
    staffCards(accountIds: readonly string[]): Promise<Map<string, StaffCard>>
  }
  readonly space: { names(nodeIds: readonly string[]): Promise<Map<string, string>> }
  readonly inbox: Pick<MessagesService, 'deliver'>
  readonly sms: Sms
  readonly crypto: Crypto
  readonly outbox: Pick<Outbox, 'add'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

export const oldPhoneField = 'recovery.old-phone'
export const newPhoneField = 'recovery.new-phone'
export const RECOVERED = 'account.recovered'

/** A lost phone, at the counter. */
export function createRecoveryService(deps: RecoveryDeps): RecoveryService {
  const { recoveries, bindings, households, accounts, people, space, inbox, sms, crypto, outbox } = deps
  const { audit, uow, clock, ids } = deps

  /** The person at the counter with the account that is to move. */
  async function atCounter(
    actor: Actor,
    personId: string,
  ): Promise<{ scope: Scope; person: KnownPerson; accountId: string }> {
    const scope = counterScope(actor)
    const person = (await households.persons(scope, [personId])).get(personId)
    const binding = person && (await bindings.ofPerson(scope, personId))
    if (!person || !binding) throw new AppError('not_found')
    const { accountId } = binding
    // Who sits at a counter moves neither the own account nor a colleague's: that would hand on their roles.
    if (accountId === actor.accountId || (await people.grantsOf(accountId)).length > 0)
      throw new AppError('forbidden')
    return { scope, person, accountId }
  }

  const present = (row: RecoveryRow, maskedName: string): RecoveryView => ({
    id: row._id,
    personId: row.personId,
    maskedName,
    paperLabel: seenPaperLabel[row.paper],
    by: row.byName,
    at: row.at.toISOString(),
    sessionsEnded: row.sessionsEnded,
    toldAt: row.toldAt?.toISOString() ?? null,
  })

  const sealed = (phone: string | null, field: string, tenant: string): string | null =>
    phone === null ? null : crypto.encrypt(phone, { field, tenant })

  return {
    async sendCode(actor, { personId, phone }) {
      await atCounter(actor, personId)
      return accounts.sendCode(phone)
    },
    async recover(actor, { personId, phone, code, paper, paperTail }) {
      const { scope, person } = await atCounter(actor, personId)
      // A household register has its own number; the roll keeps that of the person's paper.
      if (
        paper !== 'household_register' &&
        (await households.idTail(scope, personId, paperTail)) === 'differs'
      )
        throw new AppError('identity_differs')
      const byName = (await people.staffCards([actor.accountId])).get(actor.accountId)?.name ?? ''
      await accounts.verifyCode(phone, code)
      const row = await uow.run(async () => {
        const { accountId } = await atCounter(actor, personId)
        const { communityId } = person
        const { oldPhone, sessionsEnded } = await accounts.moveToPhone(accountId, phone)
        await households.setPhone(scope, personId, phone)
        const made: RecoveryRow = {
          ...{ _id: ids.next('rcv'), communityId, accountId, personId, paper },
          ...{ by: actor.accountId, byName, at: clock.now(), sessionsEnded },
          oldPhone: sealed(oldPhone, oldPhoneField, communityId),
          newPhone: sealed(phone, newPhoneField, communityId),
          toldAt: null,
        }
        await recoveries.insert(made)
        await outbox.add({ type: RECOVERED, aggregateId: made._id, communityId, payload: {} })
        await audit.record({
          ...{ actor, action: 'account.recover', communityId, targetType: 'person', targetId: personId },
          detail: { recoveryId: made._id, paper, sessionsEnded },
        })
        await inbox.deliver({
          ...{ communityId, topic: 'account', targetId: null, needsAct: false },
          title: '您的账号换了手机号',
          text: '工作人员在窗口核对过证件。原来的设备都已退出，用微信的请重新登录一次',
          dedupeKey: `account.recovered:${made._id}`,
          recipients: [{ accountId, wechat: false }],
        })
        accounts.accountChanged(accountId)
        return made
      })
      return present(row, person.maskedName)
    },
    async list(actor, { communityId, cursor, limit = PAGE_ROWS }) {
      const scope = counterList(actor, communityId)
      const [at, id] = cursor === undefined ? [] : decodeCursor(cursor, ['number', 'string'])
      const before = at === undefined || id === undefined ? null : { at: new Date(at), id }
      const rows = await recoveries.list(scope, { before, limit: limit + 1 })
      const page = pageOf(rows, limit, (last) => [last.at.getTime(), last._id])
      const known = await households.persons(
        scope,
        page.rows.map((row) => row.personId),
      )
      return {
        items: page.rows.map((row) => present(row, known.get(row.personId)?.maskedName ?? '*')),
        nextCursor: page.nextCursor,
      }
    },
    async tellBoth(communityId, recoveryId) {
      const scope = eventScope(communityId)
      const row = await recoveries.find(scope, recoveryId)
      if (!row || row.toldAt !== null) return
      const place = (await space.names([communityId])).get(communityId) ?? ''
      const numbers = [
        row.oldPhone && crypto.decrypt(row.oldPhone, { field: oldPhoneField, tenant: communityId }),
        row.newPhone && crypto.decrypt(row.newPhone, { field: newPhoneField, tenant: communityId }),
      ]
      for (const phone of numbers)
        if (phone) await sms.send({ phone, template: 'phone_moved', params: { place } })
      await recoveries.markTold(scope, recoveryId, clock.now())
    },
  }
}
