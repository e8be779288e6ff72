import type { Actor } from '../../platform/actor'
import { AppError } from '../../platform/problem-error'
import type { Scope } from '../../platform/scope'
import { answererOf, levelsOf, type AnswerersDeps } from './poll-doubt-answerers'
import type { PollDoubtsRepository } from './poll-doubts.repository'
import type { PollRow } from './poll.model'
import { judgeDesk } from './polls.policy'
import type { PollsRepository } from './polls.repository'

export interface OversightDeps extends Pick<AnswerersDeps, 'people'> {
  readonly polls: Pick<PollsRepository, 'findShared'>
  readonly doubts: Pick<PollDoubtsRepository, 'list'>
}

export const MOST_DOUBTS = 500

/**
 * Whoever reads the desk of a poll: who works at it or watches over it, and the street while a doubted record of this very
 * poll is the street's to answer. Throws `not_found` to the street for every other poll, as for what is not there.
 */
export function createPollOversight({ polls, doubts, people }: OversightDeps) {
  /** Neither desk nor supervisor can answer one of its doubts; or this person did, and reads what came of it. */
  async function isAsked(actor: Actor, scope: Scope, row: PollRow): Promise<boolean> {
    if (row.roll === null) return false
    const found = await doubts.list({ scope, rollId: row.roll.id }, MOST_DOUBTS)
    if (found.length === 0) return false
    const levels = await levelsOf({ people }, row)
    return found.some(
      (doubted) =>
        doubted.notMe?.finding?.byAccountId === actor.accountId || answererOf(levels, doubted) === 'street',
    )
  }

  return async (actor: Actor, id: string): Promise<{ row: PollRow; scope: Scope }> => {
    const row = await polls.findShared(id)
    if (!row) throw new AppError('not_found')
    const judged = judgeDesk(actor, 'inspect', row)
    if (judged.allowed) return { row, scope: judged.scope }
    const street = judgeDesk(actor, 'oversee', row)
    if (!street.allowed) throw new AppError(judged.code)
    if (!(await isAsked(actor, street.scope, row))) throw new AppError('not_found')
    return { row, scope: street.scope }
  }
}
export type PollOversight = ReturnType<typeof createPollOversight>
