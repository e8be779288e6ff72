import fc from 'fast-check'
import { stances as allStances } from '@linli/shared/council/topics.kinds'
import { joinVoices, partVoices, type StanceMove, type Stances } from './joined-voices.rules'

const voice = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom(...allStances), {
  noNullPrototype: true,
})
/** Figures as they are counted from voices. */
const counted = (...voices: readonly Stances[]): Record<string, number> => {
  const figures: Record<string, number> = {}
  for (const [id, stance] of voices.flatMap((one) => Object.entries(one)))
    figures[`${id} ${stance}`] = (figures[`${id} ${stance}`] ?? 0) + 1
  return figures
}
const moved = (figures: Record<string, number>, moves: readonly StanceMove[]): Record<string, number> => {
  const next = { ...figures }
  for (const { statementId, stance, by } of moves)
    next[`${statementId} ${stance}`] = (next[`${statementId} ${stance}`] ?? 0) + by
  return Object.fromEntries(Object.entries(next).filter(([, count]) => count !== 0))
}

test('figures that are moved are those that would be counted, there and back', () => {
  fc.assert(
    fc.property(voice, voice, (kept, gone) => {
      const joined = joinVoices(kept, gone)
      const figures = moved(counted(kept, gone), joined.moves)
      expect(figures).toEqual(counted(joined.stances))
      const parted = partVoices(joined.stances, kept, gone)
      expect(parted.stances).toEqual(kept)
      expect(moved(figures, parted.moves)).toEqual(counted(kept, gone))
    }),
  )
})
test('what was said anew since stays with who said it, and the other has its own again', () => {
  fc.assert(
    fc.property(voice, voice, voice, (kept, gone, since) => {
      const now = { ...joinVoices(kept, gone).stances, ...since }
      const parted = partVoices(now, kept, gone)
      expect(moved(counted(now), parted.moves)).toEqual(counted(parted.stances, gone))
    }),
  )
})
