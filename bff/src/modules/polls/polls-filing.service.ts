import type { FilingRecord } from '@linli/shared/polls/poll-desk.schema'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import { movedOf, type MovedPoll, type PollAccess } from './poll-access'
import { isToBeFiled } from './poll-facts'

/** 备案: a charter that passed is filed with the street (居民委员会组织法 art. 31). */
export interface PollsFiling {
  /** Throws `invalid_status` where nothing is to be filed, `validation_failed` for a day that cannot be. */
  record(actor: Actor, id: string, filing: FilingRecord): Promise<MovedPoll>
}

export function createPollsFiling({
  access,
  clock,
}: {
  readonly access: PollAccess
  readonly clock: Clock
}): PollsFiling {
  return {
    async record(actor, id, { version, filedOn, reference }) {
      const { row, scope } = await access.atDesk(actor, 'prepare', id)
      const now = clock.now()
      if (!isToBeFiled(row))
        throw new AppError('invalid_status', {
          details: { current: row.status, allowedFrom: ['published', 'signed'] },
        })
      const known = row.filing
      // Sent again after a lost answer: it stands there already, and the trail needs no second version of it.
      if (
        known?.filedOn === filedOn &&
        known.reference === reference &&
        known.byAccountId === actor.accountId
      )
        return movedOf(row, now)
      if (filedOn > dayOf(now)) throw wrongField('body.filedOn', '这个日子还没有到，请核对')
      if (filedOn < dayOf(row.closesAt)) throw wrongField('body.filedOn', '这个日子在表决截止以前，请核对')
      const byName = await access.signature(actor)
      const changed = await access.move(actor, scope, row, {
        ...{ event: 'record_filing', version, detail: { filedOn, reference } },
        set: { filing: { filedOn, reference, byAccountId: actor.accountId, byName, at: now } },
      })
      return movedOf(changed, now)
    },
  }
}
