import type { OptionCount, QuestionCount } from './count.rules'
import { decide, type Outcome } from './decision.rules'
import { committeeActThresholds, rulePacks, type OwnerItem } from './packs'
import { IN_FAVOUR, type DecisionRule, type PollQuestion } from './polls.kinds'
import { decisionRuleOf } from './freezing.rules'
import type { PollSetup } from './setup.rules'
import { meetsShare } from './share.rules'
import { ownersSetup, residentsSetup } from './setup.samples'
import vectors from './vote-vectors.json'

const question = (decision: DecisionRule): PollQuestion => ({
  id: 'q1',
  kind: 'motion',
  text: '同意吗',
  method: 'single',
  options: [
    { key: 'A', text: '同意' },
    { key: 'B', text: '反对' },
  ],
  min: 1,
  max: 1,
  scoreMax: 0,
  seats: 1,
  decision,
})

interface Sums {
  readonly votes: number
  readonly area: number
}
const nothing = { votes: 0, area: 0 }

/** Decides a motion from sums, as the tables give them. */
function judge(
  decision: DecisionRule,
  roll: Sums,
  cast: Sums,
  agree: Sums,
  against: Sums = nothing,
  silent: Sums = nothing,
): Outcome {
  const option = (key: string, sums: Sums): OptionCount => ({ key, ...sums, score: 0 })
  const count: QuestionCount = {
    ballots: cast.votes,
    cast,
    abstained: {
      votes: cast.votes - agree.votes - against.votes,
      area: Math.max(0, cast.area - agree.area - against.area),
    },
    options: [option('A', agree), option('B', against)],
    rounds: [],
  }
  return decide(question(decision), count, { ...roll, silent })
}

/** `30000.00` in 0.01 m², without a floating point in between. */
const hundredths = (text: string): number => Number(text.replace('.', ''))

describe('domain-facts §1.5: thresholds of owners', () => {
  test.each(vectors.map((vector) => [vector.id, vector.note, vector] as const))(
    '%s %s',
    (_id, _note, vector) => {
      const decision = decisionRuleOf({ ...ownersSetup, ownerItem: vector.item as OwnerItem })
      const { strict } = judge(
        decision,
        { votes: vector.total_persons, area: hundredths(vector.total_area) },
        { votes: vector.part_persons, area: hundredths(vector.part_area) },
        { votes: vector.agree_persons, area: hundredths(vector.agree_area) },
      )
      const majority = strict.options.find(({ key }) => key === IN_FAVOUR)?.majority
      expect({ quorum: strict.quorum, majority, passed: strict.passed }).toEqual({
        quorum: vector.quorum,
        majority: vector.majority_met,
        passed: vector.passed,
      })
    },
  )

  test('all 25 vectors are there', () => expect(vectors).toHaveLength(25))
})

describe('domain-facts §1.7: what happened in Minhang, by heads', () => {
  const follow: DecisionRule = {
    ...decisionRuleOf({ ...ownersSetup, silent: 'follow_majority' }),
    dimensions: ['votes'],
  }
  const heads = (votes: number): Sums => ({ votes, area: 0 })

  test('C1: by the letter the quorum fails; with the silent ones 1,001 of 1,287 agree', () => {
    const outcome = judge(follow, heads(1291), heads(703), heads(417), heads(278), heads(584))
    expect(outcome.strict).toMatchObject({ quorum: false, passed: false })
    expect(outcome.agreed).toMatchObject({ quorum: true, passed: true, participating: heads(1287) })
    expect(outcome.agreed?.inFavour[0]).toMatchObject({ key: 'A', votes: 1001 })
    expect(Math.round((1001 * 10_000) / 1287)).toBe(7778)
    expect(outcome.binding).toBe('agreed')
  })

  test('C2: 1,147 of 2,261 is no quorum; with the silent ones 2,066 agree, 91.38 % of all', () => {
    const outcome = judge(follow, heads(2261), heads(1147), heads(995), heads(27), heads(1071))
    expect(outcome.strict).toMatchObject({ quorum: false, passed: false })
    expect(outcome.agreed?.inFavour[0]).toMatchObject({ votes: 2066 })
    expect(outcome.agreed).toMatchObject({ participating: heads(2218), passed: true })
    expect(Math.round((2066 * 10_000) / 2261)).toBe(9138)
  })

  test('silence follows a majority against as well', () => {
    const outcome = judge(follow, heads(100), heads(40), heads(10), heads(30), heads(60))
    expect(outcome.agreed).toMatchObject({ quorum: true, passed: false, participating: heads(100) })
    expect(outcome.agreed?.inFavour[1]).toMatchObject({ key: 'B', votes: 90 })
  })

  test('heads one way and area the other: nobody follows, the letter of the law stands', () => {
    const both = { ...follow, dimensions: ['votes', 'area'] as const }
    const outcome = judge(
      both,
      { votes: 10, area: 1000 },
      { votes: 5, area: 500 },
      { votes: 3, area: 200 },
      { votes: 2, area: 300 },
      { votes: 5, area: 500 },
    )
    expect(outcome).toMatchObject({ agreed: null, binding: 'strict', notFollowed: 'dimensions_differ' })
  })

  test('a tie leads nobody', () => {
    const outcome = judge(follow, heads(10), heads(4), heads(2), heads(2), heads(6))
    expect(outcome).toMatchObject({ agreed: null, notFollowed: 'no_majority' })
  })
})

describe('domain-facts §2.1: residents and their representatives', () => {
  const residents = decisionRuleOf(residentsSetup)
  const representatives = decisionRuleOf({
    ...residentsSetup,
    packId: 'representatives_meeting',
    electorate: 'representative',
  } satisfies PollSetup)
  const heads = (votes: number): Sums => ({ votes, area: 0 })
  const verdict = (decision: DecisionRule, all: number, came: number, agree: number) => {
    const { quorum, passed } = judge(decision, heads(all), heads(came), heads(agree)).strict
    return { quorum, passed }
  }

  test.each([
    ['R01', residents, 4000, 2000, 2000, { quorum: false, passed: false }],
    ['R01', residents, 4000, 2001, 1001, { quorum: true, passed: true }],
    ['R01', residents, 4000, 2001, 1000, { quorum: true, passed: false }],
    ['R02', residents, 1800, 900, 900, { quorum: false, passed: false }],
    ['R02', residents, 1800, 901, 451, { quorum: true, passed: true }],
    ['R02', residents, 1800, 901, 450, { quorum: true, passed: false }],
    ['R03', representatives, 75, 50, 26, { quorum: true, passed: true }],
    ['R03', representatives, 75, 50, 25, { quorum: true, passed: false }],
    ['R03', representatives, 75, 49, 49, { quorum: false, passed: false }],
  ] as const)('%s: of %# …', (_id, decision, all, came, agree, expected) => {
    expect(verdict(decision, all, came, agree)).toEqual(expected)
  })

  const { electionTurnout, electionTurnoutByRepresentatives, elected, electedInSecondRound, ...others } =
    committeeActThresholds
  test.each([
    ['R04 36 of 45', others.representativesAmongMembers, 36, 45, true],
    ['R04 35 of 44', others.representativesAmongMembers, 35, 44, false],
    ['R05 40 of 60', electionTurnoutByRepresentatives, 40, 60, false],
    ['R05 41 of 60', electionTurnoutByRepresentatives, 41, 60, true],
    ['R06 1,500 of 3,001', electionTurnout, 1500, 3001, false],
    ['R06 1,501 of 3,001', electionTurnout, 1501, 3001, true],
    ['R06 elected with 751 of 1,501', elected, 751, 1501, true],
    ['R06 not elected with 750 of 1,501', elected, 750, 1501, false],
    ['R07 500 of 1,500', electedInSecondRound, 500, 1500, true],
    ['R07 499 of 1,500', electedInSecondRound, 499, 1500, false],
    ['R08 400 of 4,000', others.petitionOfResidents, 400, 4000, true],
    ['R08 399 of 4,000', others.petitionOfResidents, 399, 4000, false],
    ['R08 20 of 60 representatives', others.petitionOfRepresentatives, 20, 60, true],
    ['R08 19 of 60 representatives', others.petitionOfRepresentatives, 19, 60, false],
    ['R08 12 of 60 for a representatives meeting', others.petitionForRepresentativesMeeting, 12, 60, true],
    ['R08 11 of 60 for a representatives meeting', others.petitionForRepresentativesMeeting, 11, 60, false],
  ] as const)('%s', (_name, { rule }, part, whole, expected) => {
    expect(meetsShare(rule, part, whole)).toBe(expected)
  })

  test('R09: nobody holds a fourth mandate, and representatives none', () => {
    expect(rulePacks.residents_meeting.proxiesPerHolder).toBe(3)
    expect(rulePacks.representatives_meeting.proxiesPerHolder).toBe(0)
  })

  test('R10: fourteen days are no publication of fifteen', async () => {
    const { stoodLongEnough } = await import('./deadlines.rules')
    expect(stoodLongEnough('2026-11-01', '2026-11-15', rulePacks.residents_meeting.publicationDays)).toBe(
      false,
    )
    expect(stoodLongEnough('2026-11-01', '2026-11-16', rulePacks.residents_meeting.publicationDays)).toBe(
      true,
    )
  })
})
