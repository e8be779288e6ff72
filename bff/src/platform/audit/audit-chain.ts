import { addDays, dayOf, type IsoDay } from '@linli/shared/time'
import type { Connection } from 'mongoose'
import type { Clock } from '../clock'
import { isDuplicateKey } from '../mongo-errors'
import type { Outbox } from '../outbox'
import type { UnitOfWork } from '../unit-of-work'
import { auditHash, GENESIS_HASH } from './audit-hash'
import { auditChainModel, auditHeadModel, auditRowModel, type AuditRow } from './audit-row.model'

const BATCH = 200

export interface AuditChain {
  /** Numbers and links every waiting row, per tenant in order; answers how many. Safe beside other workers. */
  chainPending(): Promise<number>
  /**
   * Fixes where each tenant's chain stood at the end of yesterday (Shanghai) and tells `audit.head_sealed`
   * (payload `{ day, seq, hash }`, aggregate and community: the tenant), which goes to the supervisors' inbox.
   * A head in other people's hands is what makes cutting off the end of a chain visible. Answers how many.
   */
  sealYesterday(): Promise<number>
}

interface Head {
  readonly seq: number
  readonly hash: string
}

const tenantKey = (communityId: string | null): string => communityId ?? 'deployment'

export function createAuditChain(deps: {
  connection: Connection
  clock: Clock
  uow: UnitOfWork
  outbox: Outbox
}): AuditChain {
  const { clock, uow, outbox } = deps
  const rows = auditRowModel(deps.connection)
  const heads = auditHeadModel(deps.connection)
  const chains = auditChainModel(deps.connection)

  const headOf = async (communityId: string | null): Promise<Head> => {
    const last = await rows
      .findOne({ communityId, seq: { $gt: 0 } }, { seq: 1, hash: 1 })
      .sort({ seq: -1 })
      .lean<Required<Pick<AuditRow, 'seq' | 'hash'>>>()
    return last ? { seq: last.seq, hash: last.hash } : { seq: 0, hash: GENESIS_HASH }
  }

  /** Links one row and answers the head after it; another worker may have linked it first. */
  const link = async (row: AuditRow, known: Head): Promise<{ head: Head; isMine: boolean }> => {
    let head = known
    for (;;) {
      const seq = head.seq + 1
      const hash = auditHash(row, seq, head.hash)
      try {
        const { modifiedCount } = await rows.updateOne(
          { _id: row._id, communityId: row.communityId, pending: true },
          { $set: { seq, prevHash: head.hash, hash }, $unset: { pending: 1 } },
        )
        if (modifiedCount === 1) return { head: { seq, hash }, isMine: true }
        return { head: await headOf(row.communityId), isMine: false }
      } catch (error) {
        // The number is taken: the unique index decides between two workers, so a chain can never fork.
        if (!isDuplicateKey(error, 'audit_chain_unique')) throw error
        head = await headOf(row.communityId)
      }
    }
  }

  const chainTenant = async (communityId: string | null): Promise<number> => {
    let linked = 0
    let head = await headOf(communityId)
    for (;;) {
      const waiting = await rows
        .find({ communityId, pending: true })
        .sort({ _id: 1 })
        .limit(BATCH)
        .lean<AuditRow[]>()
      for (const row of waiting) {
        const linkedRow = await link(row, head)
        head = linkedRow.head
        if (linkedRow.isMine) linked += 1
      }
      if (waiting.length < BATCH) break
    }
    await chains.updateOne(
      { _id: tenantKey(communityId) },
      { $max: { headSeq: head.seq }, $setOnInsert: { communityId, sealedDay: '', sealedSeq: 0 } },
      { upsert: true },
    )
    return linked
  }

  const sealTenant = async (communityId: string | null, day: IsoDay): Promise<boolean> => {
    const head = await headOf(communityId)
    return uow.run(async () => {
      // The filter lets one worker seal a day; the other finds nothing to do.
      const taken = await chains.updateOne(
        { _id: tenantKey(communityId), sealedDay: { $lt: day }, sealedSeq: { $lt: head.seq } },
        { $set: { sealedDay: day, sealedSeq: head.seq } },
      )
      if (taken.modifiedCount === 0) return false
      const { seq, hash } = head
      await heads.create({
        _id: `${tenantKey(communityId)}:${day}`,
        communityId,
        day,
        seq,
        hash,
        at: clock.now(),
      })
      await outbox.add({
        type: 'audit.head_sealed',
        aggregateId: tenantKey(communityId),
        communityId,
        payload: { day, seq, hash },
      })
      return true
    })
  }

  return {
    async chainPending() {
      const tenants = await rows.aggregate<{ _id: string | null }>([
        { $match: { pending: true } },
        { $group: { _id: '$communityId' } },
      ])
      let linked = 0
      for (const tenant of tenants) linked += await chainTenant(tenant._id)
      return linked
    },
    async sealYesterday() {
      const day = addDays(dayOf(clock.now()), -1)
      const open = await chains.find({ sealedDay: { $lt: day } }).lean()
      let sealed = 0
      for (const chain of open) {
        if (chain.headSeq > chain.sealedSeq && (await sealTenant(chain.communityId, day))) sealed += 1
      }
      return sealed
    },
  }
}
