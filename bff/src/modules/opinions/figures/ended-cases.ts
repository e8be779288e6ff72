import { instantOf } from '@linli/shared/time'
import type { Scope } from '../../../platform/scope'
import type { OpinionRow } from '../opinion.model'
import type { OpinionsRepository } from '../opinions.repository'

/** Where a walk over ended cases stands: the last case looked at. */
interface EndedPlace {
  readonly at: Date
  readonly id: string
}

const PORTION = 500

/** The cases that ended in a stretch of time, in that order; nobody holds more of them than one portion. */
export async function* endedCases(
  opinions: Pick<OpinionsRepository, 'listEnded'>,
  scope: Scope,
  { from, to, after: start }: { from: Date; to: Date; after?: EndedPlace | null },
): AsyncGenerator<OpinionRow> {
  let after = start ?? null
  for (;;) {
    const portion: OpinionRow[] = await opinions.listEnded(scope, { from, to, after, limit: PORTION })
    yield* portion
    const last = portion.at(-1)
    if (!last || portion.length < PORTION) return
    after = { at: last.queueAt, id: last._id }
  }
}

/** A month of Shanghai, `2026-11`. */
export function spanOfMonth(month: string): { from: Date; to: Date } {
  const [year = 0, at = 0] = month.split('-').map(Number)
  const next = at === 12 ? `${year + 1}-01` : `${year}-${String(at + 1).padStart(2, '0')}`
  return { from: instantOf(`${month}-01`), to: instantOf(`${next}-01`) }
}
