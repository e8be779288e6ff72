import { dataKinds } from '@linli/shared/privacy/privacy.kinds'
import type { DeletionPlanView } from '@linli/shared/privacy/privacy.schema'
import { roleLabel } from '@linli/shared/roles'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { eachDue } from '../../platform/due-rows'
import type { Ids } from '../../platform/ids'
import type { Outbox } from '../../platform/outbox'
import type { ErasureStep } from '../../platform/personal-data'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { AccountDeletionRow } from './account-deletion.model'
import type { AccountDeletionsRepository } from './account-deletions.repository'
import { dataRegister } from './data-register'
import type { MyDataService } from './my-data.service'
import { subjectOf } from './privacy.policy'
import type { PrivacyAccounts, PrivacyPeople, PrivacyRecords, PrivacySpace } from './privacy.ports'

export interface AccountDeletionService {
  /** What would go and what stays, and what stands in the way. */
  plan(actor: Actor): Promise<DeletionPlanView>
  /**
   * Closes the account at once and leaves the rest to {@link erase}. Throws `own_proof_required`, `code_wrong`,
   * `code_expired`, `still_on_duty`, and `session_ended` when somebody was faster.
   */
  delete(actor: Actor, code: string | undefined): Promise<void>
  /** Carries out what is left of one deletion. May be cut off anywhere and run again. */
  erase(accountId: string): Promise<void>
  /** Those a dying process left; answers how many. */
  sweep(): Promise<number>
}

export interface AccountDeletionDeps {
  readonly deletions: AccountDeletionsRepository
  readonly steps: () => readonly ErasureStep[]
  readonly myData: Pick<MyDataService, 'subject'>
  readonly accounts: PrivacyAccounts
  readonly people: PrivacyPeople
  readonly records: PrivacyRecords
  readonly space: PrivacySpace
  readonly outbox: Pick<Outbox, 'add'>
  readonly uow: UnitOfWork
  readonly clock: Clock
  readonly ids: Ids
}

export const deletionRequested = 'privacy.deletion_requested'
const SWEEP_BATCH = 50

/** An account goes (PIPL art. 47): what consent carried is removed, what the law keeps is frozen and not shown. */
export function createAccountDeletion(deps: AccountDeletionDeps): AccountDeletionService {
  const { deletions, accounts, people, records, uow, clock, ids } = deps

  async function erase(accountId: string): Promise<void> {
    const row = await deletions.findOf(accountId)
    if (!row || row.finishedAt !== null) return
    const subject = subjectOf(accountId, row.persons)
    for (const step of deps.steps()) {
      if (row.done.includes(step.name)) continue
      await step.erase(subject)
      await deletions.markDone(accountId, step.name)
    }
    await deletions.finish(accountId, clock.now())
  }

  async function close(actor: Actor): Promise<void> {
    const { accountId } = actor
    const { persons } = await deps.myData.subject(actor)
    await uow.run(async () => {
      // Asked inside: a post given in the same moment must not be left without its holder.
      if ((await people.grantsOf(accountId)).length > 0) throw new AppError('still_on_duty')
      if (!(await accounts.close(accountId))) throw new AppError('session_ended')
      await records.unbind(accountId)
      const row: AccountDeletionRow = {
        ...{ _id: ids.next('adl'), accountId, persons: [...persons] },
        ...{ requestedAt: clock.now(), done: [], finishedAt: null },
      }
      await deletions.insert(row)
      await deps.outbox.add({
        type: deletionRequested,
        aggregateId: accountId,
        communityId: null,
        payload: {},
      })
    })
  }

  return {
    async plan(actor) {
      const own = await records.recordsOf(await deps.myData.subject(actor))
      const posts = await people.grantsOf(actor.accountId)
      const names = await deps.space.names(posts.map((post) => post.nodeId))
      return {
        parts: dataKinds.map((kind) => {
          const { label, onDeletion } = dataRegister[kind]
          return { kind, label, ...onDeletion }
        }),
        posts: posts.map((post) => `${names.get(post.nodeId) ?? ''}${roleLabel[post.role]}`),
        ownerOf: own.flatMap((record) => record.ownerOf),
        proof: await accounts.proof(actor),
      }
    },
    async delete(actor, code) {
      // Before the proof, so that nobody spends a code on what cannot be.
      if ((await people.grantsOf(actor.accountId)).length > 0) throw new AppError('still_on_duty')
      await accounts.demandProof(actor, code)
      await close(actor)
    },
    erase,
    async sweep() {
      const read = (limit: number, skip: number) => deletions.open(limit, skip)
      return eachDue(
        read,
        SWEEP_BATCH,
        ({ accountId }) => accountId,
        async ({ accountId }) => {
          await erase(accountId)
          return true
        },
      )
    },
  }
}
