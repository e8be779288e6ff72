import type { Stance } from '@linli/shared/council/topics.kinds'

export type Stances = Readonly<Record<string, Stance>>

/** A figure of a statement that moves by one. */
export interface StanceMove {
  readonly statementId: string
  readonly stance: Stance
  readonly by: 1 | -1
}

/**
 * Two voices of one human become one: where both spoke, what the kept record said stands, and the other no longer
 * counts; what only the other said goes on counting, as the kept one's.
 */
export function joinVoices(kept: Stances, gone: Stances): { stances: Stances; moves: StanceMove[] } {
  const moves = Object.entries(gone).flatMap(([statementId, stance]): StanceMove[] =>
    kept[statementId] === undefined ? [] : [{ statementId, stance, by: -1 }],
  )
  return { stances: { ...gone, ...kept }, moves }
}

/**
 * The way back. `before` is what the kept record had said by itself, `now` what it says today: what was changed since
 * stays with it, and the other gets back what it had said.
 */
export function partVoices(
  now: Stances,
  before: Stances,
  gone: Stances,
): { stances: Stances; moves: StanceMove[] } {
  const moves: StanceMove[] = []
  const stances: Record<string, Stance> = { ...now }
  for (const [statementId, stance] of Object.entries(gone)) {
    const isOthers = before[statementId] === undefined && now[statementId] === stance
    if (isOthers) Reflect.deleteProperty(stances, statementId)
    else moves.push({ statementId, stance, by: 1 })
  }
  return { stances, moves }
}
