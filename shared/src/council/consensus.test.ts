import fc from 'fast-check'
import { consensusOf, FEWEST_FOR_GROUPS, SMALLEST_GROUP, type Voice } from './consensus.rules'
import type { Stance } from './topics.kinds'

const many = (count: number, voice: Voice): Voice[] => Array.from({ length: count }, () => voice)
const all = (stance: Stance, length: number): Stance[] => Array.from({ length }, () => stance)

/** Two camps of opposite minds who agree on the last statement alone. */
const camps = (first: number, second: number): Voice[] => [
  ...many(first, ['agree', 'agree', 'agree', 'disagree', 'disagree', 'disagree', 'agree']),
  ...many(second, ['disagree', 'disagree', 'disagree', 'agree', 'agree', 'agree', 'agree']),
]

describe('few people', () => {
  test('fifteen are never sorted into groups, however divided they are', () => {
    const { groups, people } = consensusOf(camps(8, 7), 7)
    expect({ groups, people }).toEqual({ groups: [15], people: 15 })
  })
  test('below fifteen nothing counts as agreed', () => {
    expect(consensusOf(many(14, ['agree', null]), 2).findings).toEqual(['open', 'open'])
  })
  test('what fifteen of fifteen agree to is agreed; what they refuse is rejected', () => {
    expect(consensusOf(many(15, ['agree', 'disagree']), 2).findings).toEqual(['agreed', 'rejected'])
  })
  test('nobody and nothing is no fault', () => {
    expect(consensusOf([], 0)).toEqual({ people: 0, groups: [0], findings: [] })
    expect(consensusOf([[null, null]], 2).people).toBe(0)
  })
})

describe('enough people', () => {
  test('two camps are found, and only what both agree to counts as agreed', () => {
    const { groups, findings } = consensusOf(camps(12, 8), 7)
    expect(groups).toEqual([12, 8])
    expect(findings).toEqual([...all('agree', 6).map(() => 'divided'), 'agreed'])
  })
  test('a large majority does not make agreed what the other group refuses', () => {
    const { findings } = consensusOf(camps(90, 10), 7)
    expect([findings[0], findings[6]]).toEqual(['divided', 'agreed'])
  })
  test('a camp smaller than eight is not set apart', () => {
    expect(consensusOf(camps(16, 7), 7).groups).toEqual([23])
  })
  test('people of one mind are one group', () => {
    expect(consensusOf(many(30, all('agree', 7)), 7).groups).toEqual([30])
  })
})

const stance = fc.constantFrom<Stance | null>('agree', 'disagree', 'pass', null)
const voices = fc.integer({ min: 1, max: 9 }).chain((statements) =>
  fc.record({
    statements: fc.constant(statements),
    voices: fc.array(fc.array(stance, { minLength: statements, maxLength: statements }), { maxLength: 40 }),
  }),
)

test('the order in which people speak changes nothing', () => {
  fc.assert(
    fc.property(voices, ({ voices: given, statements }) => {
      expect(consensusOf(given.toReversed(), statements)).toEqual(consensusOf(given, statements))
    }),
  )
})
test('groups are shown only with enough people, and never a small one', () => {
  fc.assert(
    fc.property(voices, ({ voices: given, statements }) => {
      const { groups } = consensusOf(given, statements)
      if (groups.length === 1) return
      expect(given.length).toBeGreaterThanOrEqual(FEWEST_FOR_GROUPS)
      expect(Math.min(...groups)).toBeGreaterThanOrEqual(SMALLEST_GROUP)
    }),
  )
})
test('whoever comes to agree never makes an agreed statement less agreed', () => {
  fc.assert(
    fc.property(fc.array(stance, { maxLength: 14 }), fc.integer({ min: 15, max: 25 }), (others, agreeing) => {
      const given = [...others, ...all('agree', agreeing)]
      const voicesOf = (some: readonly (Stance | null)[]): Voice[] => some.map((one) => [one])
      fc.pre(consensusOf(voicesOf(given), 1).findings[0] === 'agreed')
      expect(consensusOf(voicesOf([...given, 'agree']), 1).findings).toEqual(['agreed'])
    }),
  )
})
