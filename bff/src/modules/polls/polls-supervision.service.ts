import type { AuditAct } from '@linli/shared/audit/audit.acts'
import { isPublished } from '@linli/shared/polls/polls.machine'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { refuseStatus } from '../../platform/refusals'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { movedOf, type MovedPoll, type PollAccess } from './poll-access'
import type { PollRow } from './poll.model'
import type { PollInbox, PollPeople } from './polls.ports'
import type { PollsRepository } from './polls.repository'

/** 居务监督: supervisors sign the root they have counted themselves, or say in public why they do not. */
export interface PollsSupervision {
  sign(actor: Actor, id: string, root: string): Promise<MovedPoll>
  /** Throws `conflict` for who has signed or refused this root already. */
  refuse(actor: Actor, id: string, refusal: { root: string; reason: string }): Promise<MovedPoll>
  /** Names of today's supervisors who have neither signed nor refused; empty before publication. */
  awaited(row: PollRow): Promise<string[]>
}

export interface SupervisionDeps {
  readonly polls: PollsRepository
  readonly access: PollAccess
  readonly people: PollPeople
  readonly inbox: Pick<PollInbox, 'settle'>
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
}

export function createPollsSupervision(deps: SupervisionDeps): PollsSupervision {
  const { polls, access, people, inbox, uow, audit, clock } = deps

  async function published(actor: Actor, id: string, root: string) {
    const { row, scope } = await access.atDesk(actor, 'sign', id)
    refuseStatus(row.status, ['published', 'signed'])
    if (row.count?.root !== root) throw new AppError('root_differs')
    return { row, scope, name: await access.signature(actor) }
  }
  const record = (actor: Actor, row: PollRow, action: AuditAct, root: string) =>
    audit.record({
      ...{ actor, action, communityId: row.communityId },
      ...{ targetType: 'poll', targetId: row._id, detail: { root } },
    })

  /** The message that asked for it asks no more. */
  const heard = ({ accountId }: Actor, id: string): Promise<void> =>
    inbox.settle({ topic: 'poll_sign', targetId: id, accountIds: [accountId] })

  return {
    async sign(actor, id, root) {
      const { row, scope, name } = await published(actor, id, root)
      const signed = await uow.run(async () => {
        const changed = await polls.sign(scope, id, root, {
          ...{ accountId: actor.accountId, name, root },
          at: clock.now(),
        })
        if (changed) await record(actor, row, 'poll.sign', root)
        await heard(actor, id)
        return changed
      })
      // Who has signed already has signed: the answer is the same.
      return movedOf(signed ?? (await polls.find(scope, id)) ?? row, clock.now())
    },

    async refuse(actor, id, { root, reason }) {
      const { row, scope, name } = await published(actor, id, root)
      const refused = await uow.run(async () => {
        const refusal = { accountId: actor.accountId, name, reason, at: clock.now() }
        const changed = await polls.refuseSignature(scope, id, root, refusal)
        if (changed) await record(actor, row, 'poll.refuse_signature', root)
        await heard(actor, id)
        return changed
      })
      if (!refused) {
        // Another root by now is another matter than having spoken already.
        if ((await polls.find(scope, id))?.count?.root !== root) throw new AppError('root_differs')
        throw new AppError('conflict')
      }
      return movedOf(refused, clock.now())
    },

    async awaited(row) {
      if (!isPublished(row.status)) return []
      const spoken = new Set([...row.signatures, ...(row.refusals ?? [])].map(({ accountId }) => accountId))
      const holders = await people.holdersAt([row.communityId], ['supervisor'])
      const left = [...new Set(holders.map(({ accountId }) => accountId))].filter((id) => !spoken.has(id))
      if (left.length === 0) return []
      const cards = await people.staffCards(left)
      return left.flatMap((id) => cards.get(id)?.name ?? []).sort()
    },
  }
}
