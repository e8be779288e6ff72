import fc from 'fast-check'
import { ballotFault, ballotFaultText, composeChoice } from './ballot.rules'
import { createCounter, type QuestionCount } from './count.rules'
import { decide } from './decision.rules'
import { OPTION_KEYS, pollMethods, type PollMethod, type PollQuestion } from './polls.kinds'
import { atLeast, fewestOf, isShareRule, meetsShare, MOST_WHOLE, moreThan, shareText } from './share.rules'

const questionOf = (method: PollMethod, options = 4): PollQuestion => ({
  id: 'q1',
  kind: 'choice',
  text: '哪一个',
  method,
  options: Array.from({ length: options }, (_, at) => ({ key: OPTION_KEYS.charAt(at), text: `选项${at}` })),
  min: 1,
  max: method === 'single' ? 1 : options,
  scoreMax: method === 'score' ? 5 : 0,
  seats: 1,
  decision: {
    dimensions: ['votes'],
    quorum: null,
    majority: null,
    majorityOf: 'cast',
    silent: 'not_participating',
  },
})

interface Ballot {
  readonly choice: string
  readonly votes: number
  readonly area: number
}

const count = (question: PollQuestion, ballots: readonly Ballot[]): QuestionCount => {
  const counter = createCounter(question)
  for (const { choice, votes, area } of ballots) counter.add(choice, votes, area)
  return counter.result()
}

/* The second implementation (participation §3.4 line 17): slow, in big integers, written from the rules of the
   methods in ranked.rules.ts and polls.kinds.ts, sharing no code with the first. */

interface Naive {
  readonly cast: [votes: bigint, area: bigint]
  readonly options: Record<string, [votes: bigint, area: bigint, score: bigint]>
  readonly winners: string[] | null
}

function naive(question: PollQuestion, ballots: readonly Ballot[]): Naive {
  const keys = question.options.map((option) => option.key)
  const total = (list: readonly Ballot[], of: (ballot: Ballot) => number) =>
    list.reduce((sum, ballot) => sum + BigInt(of(ballot)), 0n)
  const given = ballots.filter((ballot) => ballot.choice !== '-')
  const has = (ballot: Ballot, key: string): boolean => {
    if (question.method === 'score') return ballot.choice.split('')[keys.indexOf(key)] !== '0'
    if (question.method === 'ranked') return ballot.choice.startsWith(key)
    return ballot.choice.split('').includes(key)
  }
  const options = Object.fromEntries(
    keys.map((key): [string, [bigint, bigint, bigint]] => {
      const with_ = given.filter((ballot) => has(ballot, key))
      const score =
        question.method === 'score'
          ? total(given, (ballot) => Number(ballot.choice.split('')[keys.indexOf(key)]) * ballot.votes)
          : 0n
      return [key, [total(with_, (ballot) => ballot.votes), total(with_, (ballot) => ballot.area), score]]
    }),
  )
  return {
    cast: [total(ballots, (ballot) => ballot.votes), total(ballots, (ballot) => ballot.area)],
    options,
    winners: question.method === 'ranked' ? naiveRunOff(keys, given) : null,
  }
}

/** The run-off with every ballot read anew in every round, recursively, the past rounds as a list of tables. */
function naiveRunOff(
  keys: readonly string[],
  ballots: readonly Ballot[],
  past: readonly Record<string, bigint>[] = [],
): string[] {
  const table: Record<string, bigint> = Object.fromEntries(keys.map((key) => [key, 0n]))
  for (const ballot of ballots) {
    const top = ballot.choice.split('').find((key) => keys.includes(key))
    if (top !== undefined) table[top] = (table[top] ?? 0n) + BigInt(ballot.votes)
  }
  const sum = Object.values(table).reduce((a, b) => a + b, 0n)
  if (sum === 0n) return []
  const winner = keys.find((key) => 2n * (table[key] ?? 0n) > sum)
  if (winner !== undefined) return [winner]
  let last = [...keys]
  for (const round of [table, ...[...past].reverse()]) {
    const least = last.map((key) => round[key] ?? 0n).reduce((a, b) => (a < b ? a : b))
    last = last.filter((key) => round[key] === least)
  }
  if (last.length === keys.length) return last
  return naiveRunOff(
    keys.filter((key) => !last.includes(key)),
    ballots,
    [...past, table],
  )
}

const choiceOf = (question: PollQuestion): fc.Arbitrary<string> => {
  const keys = question.options.map(({ key }) => key)
  const some = fc.shuffledSubarray(keys, { minLength: 1 })
  const choices: Record<PollMethod, fc.Arbitrary<string>> = {
    single: fc.constantFrom(...keys),
    multiple: some.map((chosen) => composeChoice('multiple', chosen)),
    approval: some.map((chosen) => composeChoice('approval', chosen)),
    ranked: some.map((chosen) => composeChoice('ranked', chosen)),
    score: fc
      .array(fc.integer({ min: 0, max: question.scoreMax }), {
        minLength: keys.length,
        maxLength: keys.length,
      })
      .map((marks) => marks.join('')),
  }
  return fc.oneof(
    { weight: 8, arbitrary: choices[question.method] },
    { weight: 1, arbitrary: fc.constant('-') },
  )
}
const ballotsOf = (question: PollQuestion): fc.Arbitrary<Ballot[]> =>
  fc.array(
    fc.record({
      choice: choiceOf(question),
      votes: fc.integer({ min: 1, max: 5 }),
      area: fc.integer({ min: 0, max: 20_000 }),
    }),
    { maxLength: 40 },
  )

describe.each(pollMethods)('%s', (method) => {
  const question = questionOf(method)

  test('line 17: both ways of adding up come to the same', () => {
    fc.assert(
      fc.property(ballotsOf(question), (ballots) => {
        const fast = count(question, ballots)
        const slow = naive(question, ballots)
        expect([BigInt(fast.cast.votes), BigInt(fast.cast.area)]).toEqual(slow.cast)
        for (const { key, votes, area, score } of fast.options)
          expect([BigInt(votes), BigInt(area), BigInt(score)]).toEqual(slow.options[key])
        if (slow.winners) expect(fast.rounds.at(-1)?.winners ?? []).toEqual(slow.winners)
      }),
      { numRuns: 300 },
    )
  })

  test('the order of ballots changes nothing', () => {
    fc.assert(
      fc.property(
        ballotsOf(question).chain((ballots) =>
          fc.tuple(fc.constant(ballots), fc.shuffledSubarray(ballots, { minLength: ballots.length })),
        ),
        ([ballots, shuffled]) => {
          expect(count(question, shuffled)).toEqual(count(question, ballots))
        },
      ),
    )
  })

  test('every ballot that can be composed is valid, and its spelling is the only one', () => {
    fc.assert(
      fc.property(choiceOf(question), (choice) => {
        expect(ballotFault(question, choice)).toBeNull()
        if (method !== 'ranked' && method !== 'score' && choice.length > 1)
          expect(ballotFault(question, [...choice].reverse().join(''))).not.toBeNull()
      }),
    )
  })

  test('no text whatever is counted that the rule does not know', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 6 }), (choice) => {
        if (ballotFault(question, choice) !== null) return
        expect(choice).toMatch(/^(-|[A-D]{1,4}|[0-5]{4})$/)
      }),
      { numRuns: 2000 },
    )
  })
})

test.each([
  ['single', 'AB', 'one_only'],
  ['single', 'E', 'unknown_option'],
  ['single', 'a', 'unknown_option'],
  ['single', '', 'empty'],
  ['multiple', 'AA', 'twice'],
  ['multiple', 'CA', 'order'],
  ['approval', 'BA', 'order'],
  ['ranked', 'ABA', 'twice'],
  ['score', '503', 'every_option'],
  ['score', '5036', 'mark'],
  ['score', '50 3', 'mark'],
  ['score', '-111', 'mark'],
] as const)('%s refuses %j: %s', (method, choice, fault) => {
  const question = questionOf(method)
  expect(ballotFault(question, choice)).toBe(fault)
  expect(ballotFaultText(question, fault)).toMatch(/[一-龥]/)
})

test('a ballot of two or three options refuses one and four', () => {
  const question = { ...questionOf('multiple'), min: 2, max: 3 }
  expect(['A', 'AB', 'ABC', 'ABCD'].map((choice) => ballotFault(question, choice))).toEqual([
    'too_few',
    null,
    null,
    'too_many',
  ])
})

describe('instant run-off', () => {
  const question = questionOf('ranked')
  const ballots = (table: Record<string, number>): Ballot[] =>
    Object.entries(table).map(([choice, votes]) => ({ choice, votes, area: 0 }))
  const rounds = (table: Record<string, number>) => count(question, ballots(table)).rounds

  test('the last goes out and its ballots move on', () => {
    const [first, second] = rounds({ A: 4, B: 3, CB: 2 })
    expect(first).toMatchObject({ out: ['D'], winners: [] })
    expect(second).toMatchObject({ out: ['C'] })
    expect(rounds({ A: 4, B: 3, CB: 2 }).at(-1)).toMatchObject({ winners: ['B'], resting: 0 })
  })
  test('a tie for the last place looks back to the round before', () => {
    // Round 1: A 6, B 4, C 3, D 1. D's ballot makes C equal to B: B had more before, so C goes.
    const table = { A: 6, BA: 4, CB: 3, DC: 1 }
    expect(rounds(table).map(({ out }) => out)).toEqual([['D'], ['C'], []])
    expect(rounds(table).at(-1)?.winners).toEqual(['B'])
  })
  test('who were equal in every round go out together, whatever their letters', () => {
    expect(rounds({ A: 5, B: 2, C: 2, D: 2 }).map(({ out }) => out)).toEqual([['B', 'C', 'D'], []])
    expect(rounds({ A: 4, B: 2, C: 2, D: 1 }).map(({ out }) => out)).toEqual([['D'], ['B', 'C'], []])
  })
  test('a tie of all the rest has no winner; they are named', () => {
    const question2 = count(question, ballots({ A: 3, B: 3 }))
    expect(question2.rounds.at(-1)?.winners).toEqual(['A', 'B'])
    const outcome = decide(question, question2, { votes: 6, area: 0, silent: { votes: 0, area: 0 } })
    expect(outcome.strict).toMatchObject({ winners: [], tied: ['A', 'B'], passed: false })
  })
  test('renaming the options renames the winners: no letter has an advantage', () => {
    const swap = (choice: string) => choice.replace(/[A-D]/g, (key) => 'DCBA'.charAt('ABCD'.indexOf(key)))
    fc.assert(
      fc.property(ballotsOf(question), (given) => {
        const here = count(question, given).rounds.at(-1)?.winners ?? []
        const there = count(
          question,
          given.map((ballot) => ({ ...ballot, choice: swap(ballot.choice) })),
        )
        expect([...(there.rounds.at(-1)?.winners ?? [])].sort()).toEqual([...here].map(swap).sort())
      }),
    )
  })
})

describe('deciding', () => {
  const decided = (question: PollQuestion, ballots: readonly Ballot[], all = 1000) =>
    decide(question, count(question, ballots), { votes: all, area: 0, silent: { votes: 0, area: 0 } }).strict
  const one = (choice: string): Ballot => ({ choice, votes: 1, area: 0 })
  const law = (quorum = atLeast(2, 3), majority = moreThan(1, 2)): PollQuestion => ({
    ...questionOf('single', 2),
    kind: 'motion',
    decision: { ...questionOf('single').decision, quorum, majority },
  })

  test('exactly two thirds take part: enough where the law says 以上, not where it says 超过', () => {
    const ballots = Array.from({ length: 20 }, () => one('A'))
    expect(decided(law(atLeast(2, 3)), ballots, 30).quorum).toBe(true)
    expect(decided(law(moreThan(2, 3)), ballots, 30).quorum).toBe(false)
    expect(decided(law(atLeast(2, 3)), ballots, 31).quorum).toBe(false)
  })
  test('exactly half in favour is no majority', () => {
    const ballots = [
      ...Array.from({ length: 10 }, () => one('A')),
      ...Array.from({ length: 10 }, () => one('B')),
    ]
    expect(decided(law(), ballots, 20).passed).toBe(false)
    expect(decided(law(), [...ballots, one('A')], 21).passed).toBe(true)
  })
  test('an abstention takes part and is for nobody', () => {
    expect(decided(law(), [one('A'), one('A'), one('-'), one('-')], 4)).toMatchObject({
      quorum: true,
      passed: false,
    })
  })
  test('without a ballot nothing passes and nothing is divided', () => {
    expect(decided(law(), [], 10)).toMatchObject({ quorum: false, passed: false, winners: [] })
    expect(decided(questionOf('approval'), [], 10)).toMatchObject({ winners: [], passed: false })
  })
  test('who share the last seat get none of it', () => {
    const question = { ...questionOf('approval'), seats: 2 }
    expect(decided(question, [one('A'), one('AB'), one('AC')])).toMatchObject({
      winners: ['A'],
      tied: ['B', 'C'],
    })
  })
  test('marks decide by their sum', () => {
    expect(decided(questionOf('score'), [one('5000'), one('0330'), one('0330')])).toMatchObject({
      winners: [],
      tied: ['B', 'C'],
    })
    expect(decided(questionOf('score'), [one('5000'), one('0330'), one('0320')])).toMatchObject({
      winners: ['B'],
    })
  })

  test('one more in favour never turns yes into no; one changed from against to in favour neither', () => {
    const figures = fc
      .tuple(fc.nat(60), fc.nat(60), fc.nat(60), fc.nat(60))
      .map(([agree, against, abstain, absent]) => ({ agree, against, abstain, absent }))
    const rules = fc.constantFrom(
      law(),
      law(atLeast(2, 3), atLeast(3, 4)),
      law(moreThan(1, 2)),
      law(moreThan(2, 3), atLeast(1, 3)),
    )
    const passed = (question: PollQuestion, agree: number, against: number, abstain: number, all: number) =>
      decided(
        question,
        [
          { choice: 'A', votes: agree, area: 0 },
          { choice: 'B', votes: against, area: 0 },
          { choice: '-', votes: abstain, area: 0 },
        ],
        all,
      ).passed
    fc.assert(
      fc.property(rules, figures, (question, { agree, against, abstain, absent }) => {
        const all = agree + against + abstain + absent
        if (!passed(question, agree, against, abstain, all)) return
        if (absent > 0) expect(passed(question, agree + 1, against, abstain, all)).toBe(true)
        if (against > 0) expect(passed(question, agree + 1, against - 1, abstain, all)).toBe(true)
        if (abstain > 0) expect(passed(question, agree + 1, against, abstain - 1, all)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('shares', () => {
  const anyRule = fc
    .tuple(fc.constantFrom('at_least' as const, 'more_than' as const), fc.integer({ min: 1, max: 100 }))
    .chain(([kind, den]) => fc.integer({ min: 0, max: den }).map((num) => ({ kind, num, den })))

  test('agree with big integers up to the largest whole', () => {
    fc.assert(
      fc.property(anyRule, fc.nat(2 ** 31), fc.integer({ min: 1, max: MOST_WHOLE }), (rule, seed, whole) => {
        // Near the edge as well as anywhere.
        const edge = Number((BigInt(whole) * BigInt(rule.num)) / BigInt(rule.den))
        for (const part of [edge - 1, edge, edge + 1, seed % (whole + 1)]) {
          if (part < 0 || part > whole) continue
          const [left, right] = [BigInt(part) * BigInt(rule.den), BigInt(whole) * BigInt(rule.num)]
          expect(meetsShare(rule, part, whole)).toBe(rule.kind === 'at_least' ? left >= right : left > right)
        }
      }),
      { numRuns: 1000 },
    )
  })
  test('the fewest that meet a rule meet it, and one fewer does not', () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 1, max: 1_000_000 }), (rule, whole) => {
        const fewest = fewestOf(rule, whole)
        if (fewest <= whole) expect(meetsShare(rule, fewest, whole)).toBe(true)
        if (fewest > 0) expect(meetsShare(rule, fewest - 1, whole)).toBe(false)
      }),
    )
  })
  test.each([
    [0.5, 10],
    [11, 10],
    [-1, 10],
    [1, MOST_WHOLE + 1],
  ])('%d of %d is refused', (part, whole) => {
    expect(() => meetsShare(atLeast(1, 2), part, whole)).toThrow(RangeError)
  })
  test('reads as a person says it', () => {
    expect([atLeast(2, 3), moreThan(1, 2), atLeast(30, 100)].map(shareText)).toEqual([
      '三分之二以上',
      '过半数',
      '30% 以上',
    ])
    expect(isShareRule(atLeast(3, 2))).toBe(false)
  })
  test('a weight that is no whole number is refused', () => {
    expect(() => createCounter(questionOf('single')).add('A', 0.5, 0)).toThrow(RangeError)
  })
})
