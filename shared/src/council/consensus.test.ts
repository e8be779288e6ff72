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
  test('fourteen are never sorted into groups, however divided they are', () => {
    const { groups, people } = consensusOf(camps(7, 7), 7)
    expect({ groups, people }).toEqual({ groups: [14], people: 14 })
  })
  test('below five nothing counts as agreed and no share is told', () => {
    const { statements } = consensusOf(many(4, ['agree', null]), 2)
    expect(statements[0]).toMatchObject({ finding: 'open', shares: [null] })
  })
  test('what five of five agree to is agreed; what they refuse is rejected', () => {
    const { statements } = consensusOf(many(5, ['agree', 'disagree']), 2)
    expect(statements.map(({ finding }) => finding)).toEqual(['agreed', 'rejected'])
  })
  test('nobody and nothing is no fault', () => {
    expect(consensusOf([], 0)).toEqual({ people: 0, groups: [0], statements: [] })
    expect(consensusOf([[null, null]], 2).people).toBe(0)
  })
})

describe('enough people', () => {
  test('two camps are found, and only what both agree to counts as agreed', () => {
    const { groups, statements } = consensusOf(camps(12, 8), 7)
    expect(groups).toEqual([12, 8])
    expect(statements.map(({ finding }) => finding)).toEqual([
      ...all('agree', 6).map(() => 'divided'),
      'agreed',
    ])
    expect(statements[6]?.shares).toEqual([100, 100])
    expect(statements[0]?.shares).toEqual([100, 0])
  })
  test('a large majority does not make agreed what the other group refuses', () => {
    const { statements } = consensusOf(camps(90, 10), 7)
    expect(statements[0]?.finding).toBe('divided')
    expect((statements[6]?.score ?? 0) > (statements[0]?.score ?? 1)).toBe(true)
  })
  test('a camp smaller than five is not shown apart', () => {
    expect(consensusOf(camps(16, 4), 7).groups).toEqual([20])
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
    fc.property(fc.array(stance, { minLength: 5, maxLength: 13 }), (given) => {
      const before = consensusOf(
        given.map((one) => [one]),
        1,
      )
      const after = consensusOf([...given.map((one): Voice => [one]), ['agree']], 1)
      expect(after.statements[0]?.score ?? 0).toBeGreaterThan(before.statements[0]?.score ?? 1)
    }),
  )
})
