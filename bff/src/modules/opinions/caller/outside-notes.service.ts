import { opinionStatuses } from '@linli/shared/opinions/opinions.machine'
import { systemActor } from '../../../platform/actor'
import type { Clock } from '../../../platform/clock'
import { unlessFaster } from '../../../platform/refusals'
import { AppError } from '../../../platform/problem-error'
import type { UnitOfWork } from '../../../platform/unit-of-work'
import { eventScope } from '../opinions.policy'
import type { Transitions } from '../opinions.transition'
import type { ExternalCasesRepository } from './external-cases.repository'

export interface OutsideNote {
  readonly text: string
  /** Runs in the transaction of the note; when it throws there is no note. */
  readonly beside: () => Promise<void>
}

export interface OutsideNotes {
  /** Puts what another system says beside a case, for staff alone. False when there is no case of that number. */
  note(communityId: string, number: string, note: OutsideNote): Promise<boolean>
}

/** A note says nothing about the state it stands beside: when somebody changed the case meanwhile, it goes beside that. */
const MOST_LOOKS = 5

export function createOutsideNotes(deps: {
  readonly external: Pick<ExternalCasesRepository, 'byNumbers'>
  readonly transitions: Pick<Transitions, 'applyWithin'>
  readonly uow: UnitOfWork
  readonly clock: Clock
}): OutsideNotes {
  const { external, transitions, uow, clock } = deps
  return {
    async note(communityId, number, { text, beside }) {
      const scope = eventScope(communityId)
      for (let look = 0; look < MOST_LOOKS; look++) {
        const [row] = await external.byNumbers(scope, [number])
        if (!row) return false
        const step = {
          ...{ act: 'note' as const, actor: systemActor, signature: null, scope, row, version: row.version },
          ...{ allowedFrom: opinionStatuses, now: clock.now(), effects: { set: {} }, countsAsVersion: false },
          entry: { kind: 'note' as const, text, photoIds: [] },
        }
        const written = await uow
          .run(async () => {
            await beside()
            await transitions.applyWithin(step)
            return true
          })
          .catch(unlessFaster)
        if (written) return true
      }
      throw new AppError('version_conflict')
    },
  }
}
