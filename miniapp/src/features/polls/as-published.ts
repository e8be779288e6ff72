import { canonicalJson } from '@linli/shared/polls/fingerprints'
import type { PollView } from '@linli/shared/polls/polls.schema'
import type { Recount } from '@linli/shared/polls/recount'

/**
 * Whether this device has counted what was published: the board agrees with itself, its root is the one of the notice, and
 * the figures on the result page follow from it. They come from another place than the board, and it is them people read.
 */
export const isAsPublished = ({ ok, root, voted, outcomes }: Recount, result: PollView['result']): boolean =>
  ok &&
  result !== null &&
  root === result.root &&
  voted === result.voted &&
  canonicalJson(outcomes) === canonicalJson(result.outcomes)
