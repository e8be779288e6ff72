import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { randomBytes } from 'node:crypto'
import {
  inFours,
  resettingRoles,
  secondFactorRoles,
  TOTP_WINDOW_STEPS,
} from '@linli/shared/second-factor/second-factor.rules'
import type { EnrolmentView, SecondFactorView } from '@linli/shared/second-factor/second-factor.schema'
import { communitiesOf, holds, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Crypto } from '../../platform/crypto'
import type { Ids } from '../../platform/ids'
import { AppError } from '../../platform/problem-error'
import { qrPath } from '../../platform/qr'
import { base32, counterAt, counterOf, hotp } from '../../platform/totp'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { highest, type PlacedGrants } from './placed-grants'
import { newRecoveryCodes, recoveryHash } from './recovery-codes'
import type { SecondFactorRow } from './second-factor.model'
import { judgeReset, provenUntil } from './second-factor.policy'
import type { FactorPeople, FactorSessions } from './second-factor.ports'
import type { SecondFactorRepository } from './second-factor.repository'

export type Proof = { readonly code: string } | { readonly recoveryCode: string }

export interface SecondFactorService {
  /**
   * For the door: throws `second_factor_required` when the actor holds a role with a second factor and this
   * session's last proof is too old. Everybody else passes.
   */
  demandProof(actor: Actor): Promise<void>
  status(actor: Actor): Promise<SecondFactorView>
  /** A new secret, in place of one that was never confirmed. Throws `conflict` when one is confirmed. */
  begin(actor: Actor): Promise<EnrolmentView>
  /** Confirms the secret; answers the recovery codes, once. */
  confirm(actor: Actor, code: string): Promise<string[]>
  /** Proves the factor for this session. Throws `second_factor_wrong` also for a code that was used before. */
  prove(actor: Actor, proof: Proof): Promise<{ provenUntil: string; recoveryCodesLeft: number }>
  renewRecoveryCodes(actor: Actor): Promise<string[]>
}

export interface SecondFactorDeps {
  readonly factors: SecondFactorRepository
  readonly sessions: FactorSessions
  readonly people: FactorPeople
  readonly grants: PlacedGrants
  readonly crypto: Pick<Crypto, 'encrypt' | 'decrypt'>
  readonly audit: Audit
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
  /** Only a demo shows the code it asks for; a production database is never one (demo-mode.ts). */
  readonly demo: boolean
}

/** RFC 4226 §4, R6: as long as the hash. */
const SECRET_BYTES = 20
const ISSUER = '邻里智治'

/** Where the secret is sealed; sealed-fields.ts says the same for key rotation. */
export const secretPlace = { field: 'second-factor.secret', tenant: 'deployment' } as const

/** The second factor of those who administer, operate and supervise. */
export function createSecondFactorService(deps: SecondFactorDeps): SecondFactorService {
  const { factors, sessions, people, grants, crypto, audit, uow, clock, ids } = deps

  const secretOf = (row: SecondFactorRow): Buffer =>
    Buffer.from(crypto.decrypt(row.secret, secretPlace), 'base64url')

  /** What an authenticator would show next: after a code was used, already that of the coming step. */
  function demoCode(row: SecondFactorRow | null): string | null {
    if (!deps.demo || row === null) return null
    const now = counterAt(clock.now())
    return hotp(secretOf(row), Math.min(Math.max(now, row.lastCounter + 1), now + TOTP_WINDOW_STEPS))
  }

  const record = (actor: Actor, action: AuditAct): Promise<void> => {
    const [only = null, ...others] = communitiesOf(actor, secondFactorRoles)
    return audit.record({
      actor,
      action,
      communityId: others.length === 0 ? only : null,
      targetType: 'account',
      targetId: actor.accountId,
    })
  }

  async function confirmed(accountId: string): Promise<SecondFactorRow> {
    const row = await factors.find(accountId)
    if (!row?.confirmedAt) throw new AppError('second_factor_required', { details: { enrolled: false } })
    return row
  }

  /** Uses the code up and answers how many recovery codes are left. */
  async function use(actor: Actor, row: SecondFactorRow, proof: Proof): Promise<number> {
    if ('recoveryCode' in proof) {
      const left = await factors.useRecovery(row._id, recoveryHash(row._id, proof.recoveryCode))
      if (left === null) throw new AppError('second_factor_wrong')
      await record(actor, 'second_factor.recovery_used')
      return left
    }
    const counter = counterOf(secretOf(row), proof.code, clock.now(), row.lastCounter)
    const isFirst = counter !== null && (await factors.useCounter(row._id, row.enrolmentId, counter))
    if (!isFirst) throw new AppError('second_factor_wrong')
    return row.recoveryHashes.length
  }

  /** Whoever can reset the caller's factor together. */
  async function helpersOf(actor: Actor): Promise<SecondFactorView['helpers']> {
    const own = await grants.of(actor.accountId)
    const candidates = await grants.around(actor.grants, resettingRoles)
    const able = candidates.filter((held) => judgeReset(held, own).allowed)
    const cards = await people.staffCards(able.flatMap((held) => held[0]?.accountId ?? []))
    return able.flatMap((held) => {
      const grant = highest(held, resettingRoles)
      const card = grant && cards.get(grant.accountId)
      return grant && card ? [{ name: card.name, role: grant.role }] : []
    })
  }

  return {
    async demandProof(actor) {
      if (!holds(actor, secondFactorRoles)) return
      if (provenUntil(await sessions.provenAt(actor.sessionId), clock.now()) !== null) return
      const row = await factors.find(actor.accountId)
      throw new AppError('second_factor_required', { details: { enrolled: row?.confirmedAt != null } })
    },

    async status(actor) {
      const [row, provenAt, helpers] = await Promise.all([
        factors.find(actor.accountId),
        sessions.provenAt(actor.sessionId),
        helpersOf(actor),
      ])
      return {
        enrolled: row?.confirmedAt != null,
        enrolledAt: row?.confirmedAt?.toISOString() ?? null,
        recoveryCodesLeft: row?.recoveryHashes.length ?? 0,
        provenUntil: provenUntil(provenAt, clock.now())?.toISOString() ?? null,
        helpers,
        demoCode: demoCode(row),
      }
    },

    async begin({ accountId }) {
      const bytes = randomBytes(SECRET_BYTES)
      const row: SecondFactorRow = {
        _id: accountId,
        enrolmentId: ids.next('sfe'),
        secret: crypto.encrypt(bytes.toString('base64url'), secretPlace),
        confirmedAt: null,
        recoveryHashes: [],
        lastCounter: 0,
      }
      if (!(await factors.begin(row))) throw new AppError('conflict')
      const secret = base32(bytes)
      const name = (await people.staffCards([accountId])).get(accountId)?.name ?? accountId
      const label = `${encodeURIComponent(ISSUER)}:${encodeURIComponent(name)}`
      const uri = `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(ISSUER)}`
      return { secret: inFours(secret), uri, qr: qrPath(uri), demoCode: demoCode(row) }
    },

    async confirm(actor, code) {
      const row = await factors.find(actor.accountId)
      if (!row || row.confirmedAt) throw new AppError('conflict')
      const counter = counterOf(secretOf(row), code, clock.now(), row.lastCounter)
      if (counter === null) throw new AppError('second_factor_wrong')
      const codes = newRecoveryCodes()
      const now = clock.now()
      await uow.run(async () => {
        const isFirst = await factors.confirm(row._id, row.enrolmentId, {
          confirmedAt: now,
          lastCounter: counter,
          recoveryHashes: codes.map((recoveryCode) => recoveryHash(row._id, recoveryCode)),
        })
        if (!isFirst) throw new AppError('conflict')
        await sessions.markProven(actor.sessionId, now)
        await record(actor, 'second_factor.enrol')
      })
      return codes
    },

    async prove(actor, proof) {
      const row = await confirmed(actor.accountId)
      const now = clock.now()
      const recoveryCodesLeft = await uow.run(async () => {
        const left = await use(actor, row, proof)
        await sessions.markProven(actor.sessionId, now)
        return left
      })
      return { provenUntil: (provenUntil(now, now) ?? now).toISOString(), recoveryCodesLeft }
    },

    async renewRecoveryCodes(actor) {
      const row = await confirmed(actor.accountId)
      const codes = newRecoveryCodes()
      await uow.run(async () => {
        const hashes = codes.map((code) => recoveryHash(row._id, code))
        if (!(await factors.replaceRecovery(row._id, hashes))) throw new AppError('conflict')
        await record(actor, 'second_factor.recovery_codes')
      })
      return codes
    },
  }
}
