import { endedStatuses, type OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import type { Deps } from '../../deps'
import type { OpinionRow } from '../opinions/opinion.model'
import { createIntakeSeed } from '../opinions/intake/intake-seed.repository'
import type { OpinionSupportRow } from '../opinions/intake/opinion-print.model'
import { supportId } from '../opinions/intake/opinion-supports.repository'
import type { DemoCast } from './demo-cast'
import type { DemoRandom } from './demo-random'

const ended: readonly OpinionStatus[] = [...endedStatuses, 'answered']
const MOST_BEHIND_ONE = 9
/** They say so within the week. */
const HOURS = 160

/** Neighbours who stand behind what is public, each within a few days; writes the number into the cases. */
export function gatherSupport({
  cases,
  cast,
  random,
  now,
}: {
  readonly cases: readonly OpinionRow[]
  readonly cast: DemoCast
  readonly random: DemoRandom
  readonly now: Date
}): OpinionSupportRow[] {
  return cases
    .filter(({ wantsPublic }) => wantsPublic)
    .flatMap((row) => {
      const residents = cast.residents(row.communityId).map(({ actor }) => actor.accountId)
      const behind = new Set(
        Array.from({ length: random.whole(0, MOST_BEHIND_ONE) }, () => random.pick(residents)),
      )
      behind.delete(row.authorAccountId)
      row.supporters = behind.size
      return [...behind].map((accountId) => ({
        _id: supportId(row._id, accountId),
        communityId: row.communityId,
        opinionId: row._id,
        accountId,
        supports: true,
        at: new Date(Math.min(now.getTime(), row.submittedAt.getTime() + random.whole(1, HOURS) * 3_600_000)),
      }))
    })
}

/** Stores them, and what open cases are found by. */
export async function storeSupport(
  { connection }: Pick<Deps, 'connection'>,
  supports: readonly OpinionSupportRow[],
  cases: readonly OpinionRow[],
): Promise<void> {
  await createIntakeSeed(connection).store(
    supports,
    cases.filter(({ status }) => !ended.includes(status)),
  )
}
