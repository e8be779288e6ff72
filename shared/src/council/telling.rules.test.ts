import fc from 'fast-check'
import { consensusOf, SMALLEST_GROUP, type Voice } from './consensus.rules'
import { peopleUntilTold, roughly, toldAfter } from './telling.rules'
import { FEWEST_REACTIONS, stances, type Finding, type Stance } from './topics.kinds'

/** Four who tell one another what they have said, and want to know what a fifth has said. */
const FRIENDS = 4

/** What happens to one statement between two tellings, in the order in which it is told. */
interface Span {
  /** Who speaks for the first time, and what each says; the first {@link friends} of them are the readers. */
  readonly said: readonly Stance[]
  readonly friends: number
  /** Whether the one person the readers watch changes her mind in this span: 0 not, else how far on in {@link stances}. */
  readonly turn: 0 | 1 | 2
}
const turned = (stance: Stance, turn: Span['turn']): Stance =>
  stances[(stances.indexOf(stance) + turn) % stances.length] ?? stance

interface Count {
  readonly agree: number
  readonly disagree: number
  readonly people: number
}

const findingOf = ({ agree, disagree, people }: Count): Finding =>
  consensusOf(
    Array.from({ length: people }, (_, index): Voice => [
      index < agree ? 'agree' : index < agree + disagree ? 'disagree' : 'pass',
    ]),
    1,
  ).findings[0] ?? 'open'

const known = new Map<string, Finding>()
const findingFor = (count: Count): Finding => {
  const key = `${count.people} ${count.agree} ${count.disagree}`
  const finding = known.get(key) ?? findingOf(count)
  known.set(key, finding)
  return finding
}

const add = (stance: Stance, count: Count, by: 1 | -1 = 1): Count => ({
  agree: count.agree + (stance === 'agree' ? by : 0),
  disagree: count.disagree + (stance === 'disagree' ? by : 0),
  people: count.people + by,
})

/** What everybody reads, telling by telling. The watched person speaks in the first span, before all others. */
function tell(spans: readonly Span[], watched: Stance): Finding[] {
  let count: Count = add(watched, { agree: 0, disagree: 0, people: 0 })
  let stance = watched
  const told: Finding[] = []
  for (const { said, turn } of spans) {
    for (const one of said) count = add(one, count)
    count = add(turned(stance, turn), add(stance, count, -1))
    stance = turned(stance, turn)
    told.push(toldAfter(told.at(-1) ?? null, findingFor(count)))
  }
  return told
}

type Counts = ReadonlyMap<string, Count>
const counts = (all: Iterable<Count>): Counts =>
  new Map([...all].map((count) => [`${count.agree} ${count.disagree}`, count]))
const anybodySays = (some: Counts): Counts =>
  counts([...some.values()].flatMap((count) => stances.map((stance) => add(stance, count))))

/** Whether what was told can be true of a world in which this person said `stance` in this span. */
function isPossible(
  spans: readonly Span[],
  told: readonly Finding[],
  suspect: { readonly span: number | 'watched'; readonly stance: Stance },
): boolean {
  const firstWords = suspect.span === 'watched' ? [suspect.stance] : stances
  return firstWords.some((first) => {
    // A mind that was changed was changed to something else; the readers know that it was, not to what.
    const turns = spans.reduce<Stance[][]>(
      (paths, { turn }) =>
        turn === 0
          ? paths.map((path) => [...path, path.at(-1) ?? first])
          : paths.flatMap((path) =>
              stances.filter((next) => next !== (path.at(-1) ?? first)).map((next) => [...path, next]),
            ),
      [[]],
    )
    return turns.some((path) => {
      let worlds: Counts = counts([add(first, { agree: 0, disagree: 0, people: 0 })])
      return spans.every(({ said, friends }, index) => {
        const before = path[index - 1] ?? first
        const after = path[index] ?? before
        const own = said.slice(0, friends)
        let next = counts(
          [...worlds.values()].map((count) =>
            add(
              after,
              add(
                before,
                own.reduce((sum, stance) => add(stance, sum), count),
                -1,
              ),
            ),
          ),
        )
        let strangers = said.length - friends
        if (suspect.span === index) {
          next = counts([...next.values()].map((count) => add(suspect.stance, count)))
          strangers -= 1
        }
        for (let one = 0; one < strangers; one += 1) next = anybodySays(next)
        worlds = counts(
          [...next.values()].filter(
            (count) => toldAfter(told[index - 1] ?? null, findingFor(count)) === told[index],
          ),
        )
        return worlds.size > 0
      })
    })
  })
}

/** What strangers say in a span: the first so many of them one thing, the others another. */
interface Minds {
  readonly one: Stance
  readonly other: Stance
  readonly edge: number
}
const mixed = fc.record<Minds>({
  one: fc.constantFrom(...stances),
  other: fc.constantFrom(...stances),
  edge: fc.nat({ max: 15 }),
})
const ofOneMind = fc
  .constantFrom<Stance>('agree', 'disagree')
  .map((stance): Minds => ({ one: stance, other: stance, edge: 0 }))
/**
 * Spans as short as the rule allows: what is told more often would say more. What can give somebody away is a span in
 * which all strangers are of one mind, near the edge of a finding, beside friends of another.
 */
const history = fc
  .array(
    fc.record({
      first: mixed,
      later: fc.oneof({ weight: 4, arbitrary: ofOneMind }, { weight: 1, arbitrary: mixed }),
      friends: fc.nat({ max: FRIENDS }),
      friendsSay: fc.constantFrom(...stances),
      turn: fc.constantFrom<Span['turn']>(0, 0, 1, 2),
    }),
    { minLength: 2, maxLength: 3 },
  )
  .map((plans) => {
    let people = 0
    let friendsLeft = FRIENDS
    return plans.map(({ first, later, friends, friendsSay, turn: wanted }, index): Span => {
      const turn = index === 0 ? 0 : wanted
      // The watched person counts as new where she speaks first, and where she changes her mind.
      const isNew = index === 0 || turn !== 0
      const size = peopleUntilTold(people, FEWEST_REACTIONS) - (isNew ? 1 : 0)
      people += size + (index === 0 ? 1 : 0)
      const own = Math.min(friends, friendsLeft)
      friendsLeft -= own
      const { one, other, edge } = index === 0 ? first : later
      const strangers = Array.from({ length: size - own }, (_, at) => (at < edge ? one : other))
      return { said: [...Array.from({ length: own }, () => friendsSay), ...strangers], friends: own, turn }
    })
  })

test('nobody who reads everything that is told, and knows who has spoken when, can say what one person has said', () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...stances), (spans, watched) => {
      const told = tell(spans, watched)
      const suspects = [
        { who: 'watched' as const, truth: watched },
        ...spans.flatMap(({ said, friends }, index) =>
          said.length > friends ? [{ who: index, truth: said.at(-1) ?? 'pass' }] : [],
        ),
      ]
      for (const { who, truth } of suspects) {
        const others = stances.filter((stance) => stance !== truth)
        expect(others.some((stance) => isPossible(spans, told, { span: who, stance }))).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
}, 60_000)

test('the reader of this test does solve for a person when something is told after each stance', () => {
  const alone = (stance: Stance): Span => ({ said: [stance], friends: 0, turn: 0 })
  const spans: Span[] = [
    { said: Array.from({ length: 9 }, (): Stance => 'agree'), friends: 0, turn: 0 },
    ...Array.from({ length: 5 }, () => alone('pass')),
    alone('agree'),
  ]
  const told = tell(spans, 'pass')
  expect(told.slice(-2)).toEqual(['open', 'agreed'])
  const last = spans.length - 1
  expect(stances.filter((stance) => isPossible(spans, told, { span: last, stance }))).toEqual(['agree'])
})

test('of a group as small as may be, "agreed" leaves open what four of it have said', () => {
  const camp = (size: number, stance: Stance, last: readonly Stance[]): Voice[] =>
    Array.from({ length: size }, (_, index): Voice => [
      ...Array.from({ length: 6 }, () => stance),
      last[index] ?? 'agree',
    ])
  const findingWith = (last: readonly Stance[]): Finding | undefined => {
    const all = consensusOf([...camp(12, 'agree', []), ...camp(SMALLEST_GROUP, 'disagree', last)], 7)
    expect(all.groups).toEqual([12, SMALLEST_GROUP])
    return all.findings[6]
  }
  for (const refusing of [0, 1, 2, 3, 4])
    expect(findingWith(Array.from({ length: refusing }, (): Stance => 'disagree'))).toBe('agreed')
})

test('it is told at fifteen, and again when half as many again are new, fifteen at least', () => {
  expect(peopleUntilTold(0, FEWEST_REACTIONS)).toBe(15)
  expect(peopleUntilTold(15, FEWEST_REACTIONS)).toBe(15)
  expect(peopleUntilTold(31, FEWEST_REACTIONS)).toBe(16)
  expect(peopleUntilTold(200, FEWEST_REACTIONS)).toBe(100)
  expect(peopleUntilTold(0, 40)).toBe(40)
  expect([14, 15, 19, 20].map(roughly)).toEqual([10, 15, 15, 20])
})
