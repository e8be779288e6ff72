import { FOLLOW_CODE_DIGITS } from '@linli/shared/opinions/caller.kinds'
import type { Outbox } from '../../../platform/outbox'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import type { OpinionRow } from '../opinion.model'
import type { QueueCounts } from '../opinions.queue-counts'
import type { OpinionsRepository } from '../opinions.repository'
import { callerNameField, callerPhoneField, type CallerSeals } from './caller-seals'
import type { OpinionCallerRow } from './opinion-caller.model'
import type { OpinionCallers } from './opinion-callers.repository'

/** Who called or came, as far as they said. */
export interface SaidCaller {
  readonly channel: OpinionCallerRow['channel']
  readonly name: string | undefined
  readonly phone: string | undefined
}

/**
 * Stores a case of somebody without an account, with who called where anybody said, and begins what follows every
 * case. Called inside a unit of work.
 */
export type KeepCase = (
  row: OpinionRow,
  told: { readonly urgent: boolean; readonly caller: SaidCaller | null },
) => Promise<void>

export function createKeepCase(deps: {
  readonly opinions: OpinionsRepository
  readonly callers: OpinionCallers
  readonly seals: CallerSeals
  readonly counts: Pick<QueueCounts, 'forget'>
  readonly outbox: Pick<Outbox, 'add'>
  readonly uow: UnitOfWork
}): KeepCase {
  const { opinions, callers, seals, counts, outbox, uow } = deps
  return async (row, { urgent, caller }) => {
    const { _id: opinionId, communityId, number, version } = row
    await opinions.insert(row)
    if (caller !== null)
      await callers.insert({
        ...{ _id: number, communityId, opinionId, channel: caller.channel },
        name: seals.seal(caller.name, callerNameField, communityId),
        phone: seals.seal(caller.phone, callerPhoneField, communityId),
        // Nobody knows this one: the first that is told comes with `renewCode`.
        codeHash: seals.codeHash(number, seals.newCode()),
        codeDigits: FOLLOW_CODE_DIGITS,
      })
    uow.afterCommit(() => counts.forget(communityId))
    await outbox.add({
      ...{ type: 'opinion.submitted', aggregateId: opinionId, communityId },
      payload: { urgent, version },
    })
  }
}
