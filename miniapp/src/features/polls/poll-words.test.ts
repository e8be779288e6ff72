import { createCounter } from '@linli/shared/polls/count.rules'
import { decide } from '@linli/shared/polls/decision.rules'
import type { PollQuestion } from '@linli/shared/polls/polls.kinds'
import { frozenQuestions } from '@linli/shared/polls/freezing.rules'
import { ownersSetup, residentsSetup, strawSetup } from '@linli/shared/polls/setup.samples'
import { meetsShare } from '@linli/shared/polls/share.rules'
import {
  absentText,
  answerText,
  barWidth,
  codeText,
  headsText,
  methodText,
  outcomeText,
  phaseText,
  percentText,
  rowsText,
  shortAnswer,
  standingText,
  votedText,
  whenText,
} from './poll-words'

const [motion] = frozenQuestions(residentsSetup, ['q']) as [PollQuestion]
const [ownersMotion] = frozenQuestions(ownersSetup, ['q']) as [PollQuestion]
const [choice] = frozenQuestions(
  {
    ...strawSetup,
    questions: [
      {
        ...{ kind: 'choice', text: '选哪个', method: 'single', options: ['甲', '乙', '丙'] },
        ...{ min: 1, max: 1, scoreMax: 0, seats: 1 },
      },
    ],
  },
  ['q'],
) as [PollQuestion]

function outcomeOf(
  question: PollQuestion,
  ballots: readonly (readonly [string, number, number])[],
  roll: number,
  area = 0,
) {
  const counter = createCounter(question)
  for (const [answer, votes, size] of ballots) counter.add(answer, votes, size)
  const totals = { votes: roll, area }
  const outcome = decide(question, counter.result(), { ...totals, silent: { votes: 0, area: 0 } })
  return outcomeText(question, outcome, totals, meetsShare)
}

test('a share is cut and never rounded up, so that nothing looks as if it had reached its line', () => {
  expect(percentText(6666, 10_000)).toBe('66.6%')
  expect(percentText(2, 3)).toBe('66.6%')
  expect(percentText(9999, 10_000)).toBe('99.9%')
  expect(percentText(0, 0)).toBe('0%')
})

test('codes and answers are written as people read them', () => {
  expect(codeText('3f2a91bc04de00112233445566778899')).toBe('3f2a 91bc 04de')
  expect(answerText(choice, 'B')).toBe('乙')
  expect(answerText(choice, '-')).toBe('弃权')
  expect(answerText({ ...choice, method: 'ranked', max: 3 }, 'CAB')).toBe('1. 丙，2. 甲，3. 乙')
  expect(answerText({ ...choice, method: 'score', scoreMax: 5 }, '503')).toBe(
    '甲 5 分（满分 5），乙 0 分（满分 5），丙 3 分（满分 5）',
  )
})

test('a result says in one sentence which line was missed', () => {
  expect(outcomeOf(motion, [['A', 6, 0]], 10)).toMatchObject({ passed: true, headline: '通过' })
  expect(outcomeOf(motion, [['A', 5, 0]], 10)).toEqual({
    passed: false,
    headline: '没有通过',
    reason: '参与的只有 50.0%，要过半数',
  })
  const tied = [
    ['A', 3, 0],
    ['B', 3, 0],
  ] as const
  expect(outcomeOf(motion, tied, 10).reason).toBe('同意的只有 50.0%，要过半数')
  const small = [['A', 9, 641]] as const
  expect(outcomeOf(ownersMotion, small, 10, 1000).reason).toBe('按面积参与的只有 64.1%，要三分之二以上')
})

test('a choice names what was chosen, and says so when a tie leaves nothing chosen', () => {
  expect(outcomeOf(choice, [['B', 2, 0]], 10).headline).toBe('选中：乙')
  const tied = [
    ['A', 1, 0],
    ['C', 1, 0],
  ] as const
  expect(outcomeOf(choice, tied, 10)).toMatchObject({ headline: '没有选出结果', reason: '甲、丙得票一样' })
})

test('the button names the option it casts for, also where options are times of a day', () => {
  expect(['方案一：人车分流', '20:30', 'A: 保留'].map(shortAnswer)).toEqual(['方案一', '20:30', 'A'])
})

test('a poll held in the city’s own system waits for its result once it is over there', () => {
  const poll = { phase: 'roll_published', phaseLabel: '名册公示', isOfficial: true } as const
  const closesAt = '2026-11-02T12:00:00.000Z'
  expect(phaseText({ ...poll, closesAt }, new Date('2026-11-02T11:59:59.000Z'))).toBe('名册公示')
  expect(phaseText({ ...poll, closesAt }, new Date(closesAt))).toBe('等结果')
})

test('a list says what the server says of the own ballot, and nothing where it says nothing', () => {
  expect(votedText({ phase: 'open', voted: false })).toBe('您还没有投票')
  expect(votedText({ phase: 'open', voted: null })).toBe('您不在这次的名册上')
  expect(votedText({ phase: 'published', voted: true })).toBe('已记录您的投票')
  expect(votedText({ phase: 'published', voted: null })).toBeUndefined()
})

test.each([
  ['open', /^12月2日 20:00 截止$/],
  ['roll_published', /开始投票$/],
  ['waiting', /开始，12月2日 20:00 截止$/],
  ['published', /已截止$/],
  ['cancelled', /不再进行/],
] as const)('%s says when something happens next', (phase, words) => {
  const times = { opensAt: '2026-11-20T16:00:00.000Z', closesAt: '2026-12-02T12:00:00.000Z' }
  expect(whenText({ phase, ...times }, new Date('2026-11-26T02:00:00.000Z'))).toMatch(words)
})

test.each([
  ['household', '168 户'],
  ['person', '168 人'],
  ['owner', '168 位业主'],
] as const)('a roll of %s is counted as people count it', (electorate, words) => {
  expect(rowsText({ electorate }, 168)).toBe(words)
})

test('the bar of an option is as long as the share printed beside it, whoever is ahead', () => {
  const single = { method: 'single', scoreMax: 0 } as const
  expect([52, 27, 16].map((votes) => barWidth(single, 100, votes))).toEqual(['52.00%', '27.00%', '16.00%'])
  expect(barWidth(single, 0, 0)).toBe('0.00%')
  expect(barWidth({ method: 'score', scoreMax: 5 }, 10, 25)).toBe('50.00%')
})

test('how a motion is decided is told as passing or not, in the dimensions that count; a choice names who wins', () => {
  expect(methodText(motion)).toBe('参加的里面，要有过半数同意才通过。弃权算参加，不算同意。')
  expect(methodText(ownersMotion)).toBe('参加的面积和人数里，都要有过半数同意才通过。弃权算参加，不算同意。')
  const [asked] = frozenQuestions({ ...residentsSetup, packId: 'straw_poll' }, ['q']) as [PollQuestion]
  expect(methodText(asked)).toBe('同意的比反对的多就通过，一样多不通过。弃权算参加，不算同意。')
  expect(methodText(choice)).toBe('每张票选一项，票数最多的胜出。弃权算参加，不算给谁。')
  expect(methodText({ ...choice, decision: ownersMotion.decision })).toContain(
    '而且面积和人数都要有过半数选它',
  )
})

test('a roll of homes is counted by homes, one where votes are weighed by votes', () => {
  expect(headsText('household', { rows: 90, votes: 90 })).toBe('按户数')
  expect(headsText('household', { rows: 90, votes: 140 })).toBe('按票数')
  expect(headsText('owner', { votes: 32 })).toBe('按人数')
})

test('persons are elected and things are chosen, and without enough voters a choice has no result', () => {
  const persons = { ...choice, options: choice.options.map((option) => ({ ...option, about: '' })) }
  const ballots = [
    ['B', 1, 0],
    ['B', 1, 0],
    ['A', 1, 0],
  ] as const
  expect(outcomeOf(choice, ballots, 3).headline).toBe('选中：乙')
  expect(outcomeOf(persons, ballots, 3).headline).toBe('当选：乙')
  const asked = { ...choice, decision: motion.decision }
  expect(outcomeOf(asked, ballots, 30)).toEqual({
    ...{ passed: false, headline: '没有选出结果', reason: '参与的只有 10.0%，要过半数' },
  })
})

describe('how the own row stands', () => {
  const row = { suspended: false, voted: false, doubt: null, isVoter: true }
  const poll = { phase: 'roll_published', isOfficial: false } as const
  test.each<[Parameters<typeof standingText>[0], Partial<typeof row>, string]>([
    [poll, {}, '还没有开始'],
    [{ ...poll, phase: 'open' }, {}, '还没有投票'],
    [{ ...poll, phase: 'open' }, { isVoter: false }, '由别人投，您不用投'],
    [{ ...poll, phase: 'open' }, { voted: true }, '已投票'],
    [{ ...poll, phase: 'sealing' }, { voted: true }, '已记录投票'],
    [{ ...poll, phase: 'published' }, {}, '没有投票记录'],
    [{ ...poll, phase: 'open' }, { voted: true, suspended: true }, '共有人意见不一致，这一票先不算'],
    // Of a vote in the city's own system nothing is known here about anybody, before its end or after.
    [{ ...poll, isOfficial: true }, {}, '在政府的电子投票系统里投，这里没有记录'],
    [{ phase: 'published', isOfficial: true }, {}, '在政府的电子投票系统里投，这里没有记录'],
  ])('%j %j: %s', (of, change, text) => expect(standingText(of, { ...row, ...change })).toBe(text))
})

test('who may not cast for the own home reads that the home is on the roll, and what can be done while there is time', () => {
  const abilities = { vote: false, change: false, object: false, notMe: false }
  const text = (leftOut: 'unconfirmed' | 'minor', phase: 'open' | 'counted') =>
    absentText({ leftOut, abilities, objections: [] }, { electorate: 'household', phase })
  expect(text('unconfirmed', 'open')).toBe(
    '您家在这次的名册上，一户一票，但您不能在手机上替家里投：身份没核对。请家里核对过身份的人投，或者带证件到社区投纸票',
  )
  expect(text('unconfirmed', 'counted')).not.toContain('请')
  expect(text('minor', 'open')).toBe('您家在这次的名册上，一户一票，由家里的成年人投')
  expect(
    absentText(
      { leftOut: 'unconfirmed', abilities, objections: [] },
      { electorate: 'person', phase: 'open' },
    ),
  ).toContain('您不在这次的名册上：身份没核对')
})
