import { createCounter, type QuestionCount } from './count.rules'
import { decide, type Outcome } from './decision.rules'
import { decisionRuleOf } from './freezing.rules'
import { ownersRoll, type OwnedRoom } from './owners-roll.rules'
import type { OwnerItem } from './packs'
import {
  OPTION_KEYS,
  type DecisionRule,
  type PollMethod,
  type PollQuestion,
  type SilentPolicy,
} from './polls.kinds'
import { ownersSetup, residentsSetup } from './setup.samples'
import { MOST_WHOLE } from './share.rules'
import { MOST_VOTES_OF_A_ROW } from './weights.rules'

// Edges that the published vectors leave out, each worked out by hand from the article first; the sum stands beside it.
// From rooms and owners to the verdict: the roll, the counter and the judge together.

const free: DecisionRule = {
  ...{ dimensions: ['votes'], quorum: null, majority: null, majorityOf: 'cast' },
  silent: 'not_participating',
}
const questionOf = (
  method: PollMethod,
  decision: DecisionRule,
  part: Partial<PollQuestion> = {},
): PollQuestion => {
  const options = part.kind === 'motion' ? 2 : 4
  return {
    ...{ id: 'q1', kind: 'choice', text: '哪一个', method, decision, min: 1, max: options, seats: 1 },
    scoreMax: method === 'score' ? 5 : 0,
    options: [...OPTION_KEYS.slice(0, options)].map((key) => ({ key, text: key })),
    ...part,
  }
}
const motionOf = (decision: DecisionRule) => questionOf('single', decision, { kind: 'motion', max: 1 })
const ownersMotion = (item: OwnerItem, silent: SilentPolicy = 'not_participating') =>
  motionOf(decisionRuleOf({ ...ownersSetup, ownerItem: item, silent }))

const room = (roomId: string, areaHundredths: number, owners: string): OwnedRoom => ({
  ...{ roomId, areaHundredths, isParking: false, delivery: 'delivered' },
  ownerIds: owners.split('+'),
})
const unsold = (roomId: string, areaHundredths: number): OwnedRoom => ({
  ...room(roomId, areaHundredths, ''),
  delivery: 'unsold',
})

/**
 * The outcome of an estate in which owners (or `developer`) answer as given; who is not named stays away, and is silent
 * in the sense of art. 140 when `reached` says so.
 */
function held(
  rooms: readonly OwnedRoom[],
  question: PollQuestion,
  answers: Record<string, string>,
  reached: readonly string[] = [],
): Outcome {
  const roll = ownersRoll(rooms, { countsParking: true })
  const counter = createCounter(question)
  const silent = { votes: 0, area: 0 }
  for (const { ownerIds, isDeveloper, area } of roll.rows) {
    const who = isDeveloper ? 'developer' : ownerIds.join('+')
    const answer = answers[who]
    if (answer !== undefined) counter.add(answer, 1, area)
    else if (reached.includes(who)) {
      silent.votes += 1
      silent.area += area
    }
  }
  return decide(question, counter.result(), { votes: roll.heads, area: roll.area, silent })
}
const brief = ({ strict }: Outcome) => ({ quorum: strict.quorum, passed: strict.passed })
const yes = { quorum: true, passed: true }
const no = { quorum: true, passed: false }
const void_ = { quorum: false, passed: false }

describe('民法典 art. 278 with areas that are no whole square metres', () => {
  // 100.01 m² in all; two thirds are 66.6733…, so 66.67 is too little and 66.68 is enough. Heads: 2 of 3 both times.
  test.each([
    [6667, void_],
    [6668, yes],
  ])('%d of 10,001 hundredths take part', (area, expected) => {
    const rooms = [room('1', 3333, '甲'), room('2', area - 3333, '乙'), room('3', 10_001 - area, '丙')]
    expect(brief(held(rooms, ownersMotion(4), { 甲: 'A', 乙: 'A' }))).toEqual(expected)
  })

  // 80.04 m² take part; three quarters are 60.03 and 6 of 8 heads.
  const eight = (inFavour: number, heads: number) => {
    const names = [...'甲乙丙丁戊己庚辛']
    const rooms = names.map((name, at) =>
      room(
        name,
        at === 0
          ? inFavour - (heads - 1) * 100
          : at < heads
            ? 100
            : at === 7
              ? 8004 - inFavour - (7 - heads) * 100
              : 100,
        name,
      ),
    )
    return { rooms, answers: Object.fromEntries(names.map((name, at) => [name, at < heads ? 'A' : 'B'])) }
  }
  test.each([
    ['exactly three quarters of both', 6, 6003, 6, yes],
    ['0.01 m² less', 6, 6002, 6, no],
    ['one head less', 6, 6003, 5, no],
    ['the same figures where half is enough', 5, 6002, 5, yes],
    ['exactly half of the area', 4, 4002, 6, no],
    ['0.01 m² more than half', 4, 4003, 6, yes],
    ['exactly half of the heads', 9, 6003, 4, no],
  ] as const)('%s (item %d)', (_name, item, area, heads, expected) => {
    const { rooms, answers } = eight(area, heads)
    const outcome = held(rooms, ownersMotion(item), answers)
    expect(outcome.strict.participating).toEqual({ votes: 8, area: 8004 })
    expect(outcome.strict.inFavour[0]).toEqual({ key: 'A', votes: heads, area })
    expect(brief(outcome)).toEqual(expected)
  })
})

describe('who is how many', () => {
  test('one owner of every room is one head of one, and decides; an abstention decides nothing', () => {
    const rooms = ['1', '2', '3'].map((id) => room(id, 7777, '甲'))
    expect(brief(held(rooms, ownersMotion(7), { 甲: 'A' }))).toEqual(yes)
    expect(brief(held(rooms, ownersMotion(7), { 甲: '-' }))).toEqual(no)
    expect(brief(held(rooms, ownersMotion(7), {}))).toEqual(void_)
  })
  test('a developer with three fifths of the area: without it no quorum, against it no majority, with it no majority of heads', () => {
    const rooms = [
      ...['1', '2', '3'].map((id) => unsold(id, 20_000)),
      ...[...'甲乙丙丁'].map((name) => room(name, 10_000, name)),
    ]
    const all = { 甲: 'A', 乙: 'A', 丙: 'A', 丁: 'A' }
    // 400 of 1,000 m², 4 of 5 heads.
    expect(brief(held(rooms, ownersMotion(4), all))).toEqual(void_)
    expect(brief(held(rooms, ownersMotion(4), { ...all, developer: 'B' }))).toEqual(no)
    // 800 of 1,000 m² in favour, 3 of 5 heads: more than half of both, three quarters of the area alone.
    const three = { 甲: 'A', 乙: 'A', 丙: 'B', 丁: 'B', developer: 'A' }
    expect(brief(held(rooms, ownersMotion(4), three))).toEqual(yes)
    expect(brief(held(rooms, ownersMotion(6), three))).toEqual(no)
    const one = { 甲: 'A', 乙: 'B', 丙: 'B', 丁: 'B', developer: 'A' }
    // 700 m² in favour, 2 of 5 heads.
    expect(brief(held(rooms, ownersMotion(4), one))).toEqual(no)
  })
  test('two people who own alone, and a room together: three heads, and their shared row is one vote with its area', () => {
    const rooms = [room('1', 5000, '甲'), room('2', 5000, '乙'), room('3', 20_000, '乙+甲')]
    const key = ['甲', '乙'].sort().join('+')
    // 100 of 300 m², 2 of 3 heads take part.
    expect(brief(held(rooms, ownersMotion(4), { 甲: 'A', 乙: 'A' }))).toEqual(void_)
    // 250 of 300 m², 2 of 3 heads; half of the heads is no majority, whatever the area.
    expect(brief(held(rooms, ownersMotion(4), { 甲: 'B', [key]: 'A' }))).toEqual(no)
    expect(brief(held(rooms, ownersMotion(4), { 甲: 'A', [key]: 'A' }))).toEqual(yes)
  })
  test('a room without a known owner counts in the whole', () => {
    const rooms = [room('1', 5000, '甲'), room('2', 5000, '乙'), { ...room('3', 5001, ''), ownerIds: [] }]
    // 100.00 of 150.01 m²: 300.00 < 300.02.
    expect(brief(held(rooms, ownersMotion(4), { 甲: 'A', 乙: 'A' }))).toEqual(void_)
  })
})

describe('silence that follows a majority', () => {
  const names = [...'甲乙丙丁戊己']
  const rooms = names.map((name) => room(name, 10_000, name))
  const follow = ownersMotion(6, 'follow_majority')

  test('a tie leads nobody, in heads, in area, or in both', () => {
    expect(held(rooms, follow, { 甲: 'A', 乙: 'B' }, names)).toMatchObject({
      ...{ agreed: null, binding: 'strict', notFollowed: 'no_majority' },
    })
    const larger = rooms.map((one) => (one.roomId === '甲' ? { ...one, areaHundredths: 10_001 } : one))
    expect(held(larger, follow, { 甲: 'A', 乙: 'B' }, names).notFollowed).toBe('no_majority')
    const even = rooms.map((one) => (one.roomId === '甲' ? { ...one, areaHundredths: 20_000 } : one))
    expect(held(even, follow, { 甲: 'A', 乙: 'B', 丙: 'B' }, names).notFollowed).toBe('no_majority')
  })
  test('nobody at all, and nobody but abstentions, lead nobody', () => {
    expect(held(rooms, follow, {}, names)).toMatchObject({ agreed: null, notFollowed: 'no_majority' })
    const silent = held(rooms, follow, { 甲: '-', 乙: '-' }, names)
    expect(silent).toMatchObject({ agreed: null, notFollowed: 'no_majority' })
    expect(brief(silent)).toEqual(void_)
  })
  test('one who was not reached follows nobody: 4 of 6 take part by the agreement, 3 of 4 agree', () => {
    const outcome = held(rooms, follow, { 甲: 'A', 乙: 'A', 丙: 'B' }, ['丁'])
    expect(outcome.strict).toMatchObject({ quorum: false, passed: false })
    expect(outcome.agreed).toMatchObject({
      ...{ participating: { votes: 4, area: 40_000 }, quorum: true, passed: true },
    })
    expect(outcome.binding).toBe('agreed')
    // Nobody reached: both counts are the same, and both fail.
    expect(held(rooms, follow, { 甲: 'A', 乙: 'A', 丙: 'B' }).agreed).toMatchObject({ quorum: false })
  })
})

describe('choices without a winner', () => {
  const counted = (question: PollQuestion, choices: readonly string[]): QuestionCount => {
    const counter = createCounter(question)
    for (const choice of choices) counter.add(choice, 1, 0)
    return counter.result()
  }
  const verdict = (question: PollQuestion, choices: readonly string[]) => {
    const whole = { votes: 100, area: 0 }
    const { winners, tied, passed } = decide(question, counted(question, choices), {
      ...{ ...whole, silent: { votes: 0, area: 0 } },
    }).strict
    return { winners, tied, passed }
  }
  const nobody = { winners: [], tied: [], passed: false }

  test('a run-off tied in every round, with ballots that move on, names who is tied', () => {
    expect(verdict(questionOf('ranked', free), ['A', 'B', 'C', 'D'])).toEqual({
      ...{ ...nobody, tied: ['A', 'B', 'C', 'D'] },
    })
    // C and D, with one each in every round, go out together; their ballots move on to A and B: three each.
    const moved = ['A', 'A', 'B', 'B', 'CA', 'DB']
    expect(counted(questionOf('ranked', free), moved).rounds.map(({ out }) => out)).toEqual([['C', 'D'], []])
    expect(verdict(questionOf('ranked', free), moved)).toEqual({ ...nobody, tied: ['A', 'B'] })
  })
  test('a run-off in which everybody abstains has one round and no winner', () => {
    expect(verdict(questionOf('ranked', free), ['-', '-'])).toEqual(nobody)
  })
  test('approval in which nobody approves', () => {
    expect(verdict(questionOf('approval', free, { seats: 2 }), ['-', '-', '-'])).toEqual(nobody)
  })
  test('marks that are all equal seat nobody, and marks that are all nothing leave nobody to seat', () => {
    const all = ['A', 'B', 'C', 'D']
    expect(verdict(questionOf('score', free), ['3333', '3333'])).toEqual({ ...nobody, tied: all })
    expect(verdict(questionOf('score', free), ['0000', '0000'])).toEqual(nobody)
  })
  test('more seats than have what they need: only these sit', () => {
    const { majority } = decisionRuleOf(residentsSetup)
    const half = { ...free, majority }
    // A and B have two of three; C has one, which is no majority.
    expect(verdict(questionOf('multiple', half, { seats: 3 }), ['AB', 'AB', 'C'])).toEqual({
      ...{ winners: ['A', 'B'], tied: [], passed: true },
    })
  })
  test('for and against the same, where nothing but the most votes is asked for, is no yes', () => {
    expect(verdict(motionOf(free), ['A', 'B', '-'])).toMatchObject({ winners: [], passed: false })
    expect(verdict(motionOf(free), ['-', '-'])).toEqual(nobody)
    expect(verdict(motionOf(free), ['A', '-', '-'])).toMatchObject({ passed: true })
  })
})

describe('sums at the edge of what is exact', () => {
  test('twenty thousand rows with the most votes a row can have are added to the last one', () => {
    const counter = createCounter(motionOf(free))
    for (let row = 0; row < 20_000; row += 1) counter.add(row === 0 ? 'B' : 'A', MOST_VOTES_OF_A_ROW, 0)
    expect(counter.result().options.map(({ votes }) => votes)).toEqual([19_999 * 9999, 9999])
  })
  test('the largest area counts and is judged; 0.01 m² more is refused aloud, never rounded', () => {
    const counter = createCounter(ownersMotion(6))
    counter.add('A', 3, (MOST_WHOLE / 4) * 3)
    counter.add('B', 1, MOST_WHOLE / 4)
    const whole = { votes: 4, area: MOST_WHOLE, silent: { votes: 0, area: 0 } }
    expect(decide(ownersMotion(6), counter.result(), whole).strict).toMatchObject(yes)
    expect(() => counter.add('-', 1, 1)).toThrow(RangeError)
    const less = createCounter(ownersMotion(6))
    less.add('A', 3, (MOST_WHOLE / 4) * 3 - 1)
    less.add('B', 1, MOST_WHOLE / 4 + 1)
    expect(decide(ownersMotion(6), less.result(), whole).strict).toMatchObject(no)
  })
})
