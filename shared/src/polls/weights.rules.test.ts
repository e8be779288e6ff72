import { plainRules } from './freezing.rules'
import { setupRefusals } from './setup.rules'
import type { PollSetup } from './setup.rules'
import { strawSetup } from './setup.samples'
import { moreThan } from './share.rules'
import { MOST_VOTES_OF_A_ROW, votesOfRow, weighingText } from './weights.rules'

const listed = (people: readonly (readonly [string, number])[], basis = '按代表的户数'): PollSetup => ({
  ...strawSetup,
  ...{ secrecy: 'named', electorate: 'representative', isWeighted: true },
  weights: { basis, people: people.map(([personId, votes]) => ({ personId, votes })) },
})

test('a row has what is listed for one of its people, the most of several, and one vote otherwise', () => {
  const setup = listed([
    ['per_a', 30],
    ['per_b', 12],
  ])
  expect(votesOfRow(setup, ['per_a'])).toBe(30)
  expect(votesOfRow(setup, ['per_b', 'per_a'])).toBe(30)
  expect(votesOfRow(setup, ['per_c'])).toBe(1)
  expect(votesOfRow(setup, [])).toBe(1)
  expect(votesOfRow({ ...setup, isWeighted: false }, ['per_a'])).toBe(1)
})

test('a household without a list has as many votes as adults', () => {
  const setup: PollSetup = { ...strawSetup, secrecy: 'named', electorate: 'household', isWeighted: true }
  expect(votesOfRow(setup, ['per_a', 'per_b', 'per_c'])).toBe(3)
  expect(setupRefusals(setup)).toEqual([])
  expect(plainRules(setup)).toContain('一户有几个成年人，这一票就算几票。名册上写着每一行是几票。')
})

test('voters read what the votes follow from, and shares are of votes', () => {
  const setup = { ...listed([['per_a', 2]]), quorum: moreThan(1, 2) }
  expect(setupRefusals(setup)).toEqual([])
  const rules = plainRules(setup)
  expect(rules).toContain(
    '票数不一样，依据是：按代表的户数。没有另外登记的都是一票。名册上写着每一行是几票。',
  )
  expect(rules.some((rule) => rule.includes('的票参加'))).toBe(true)
  expect(weighingText(strawSetup)).toBeNull()
})

test.each<[string, PollSetup, RegExp]>([
  ['no list', { ...listed([]), weights: undefined }, /谁有几票/],
  ['nobody', listed([]), /至少登记一位/],
  ['no basis', listed([['per_a', 2]], ' '), /依据/],
  [
    'twice',
    listed([
      ['per_a', 2],
      ['per_a', 3],
    ]),
    /两次/,
  ],
  ['none', listed([['per_a', 0]]), /整数/],
  ['a part', listed([['per_a', 1.5]]), /整数/],
  ['too many', listed([['per_a', MOST_VOTES_OF_A_ROW + 1]]), /整数/],
  ['a secret poll', { ...listed([['per_a', 2]]), secrecy: 'secret' }, /不能加权/],
  ['a meeting', { ...listed([['per_a', 2]]), packId: 'representatives_meeting' }, /不能另外加权/],
])('refused: %s', (_, setup, words) => {
  expect(setupRefusals(setup).map(({ text }) => text)).toEqual([expect.stringMatching(words)])
})
