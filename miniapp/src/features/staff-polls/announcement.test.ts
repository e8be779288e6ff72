import { createCounter } from '@linli/shared/polls/count.rules'
import { decide } from '@linli/shared/polls/decision.rules'
import type { PollQuestion } from '@linli/shared/polls/polls.kinds'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { frozenQuestions, plainRules } from '@linli/shared/polls/freezing.rules'
import { ownersSetup, residentsSetup } from '@linli/shared/polls/setup.samples'
import { noticeText, resultText } from './announcement'
import { placesOf } from './places'

const [motion] = frozenQuestions(residentsSetup, ['q']) as [PollQuestion]
const counter = createCounter(motion)
for (const answer of ['A', 'A', 'A', 'B', '-', 'A']) counter.add(answer, 1, 0)
const roll = {
  ...{ asOf: '2026-11-20', publishedOn: '2026-11-20', objectionsUntil: '2026-11-25' },
  ...{ rows: 10, votes: 10, area: 0, fingerprint: 'ab'.repeat(32) },
}
const poll = {
  ...{ id: 'pol_1', title: '楼道公约', about: '全文在公告栏', phase: 'signed', secrecy: 'named' },
  ...{ opensAt: '2026-12-10T16:00:00.000Z', closesAt: '2026-12-16T12:00:00.000Z' },
  ...{ packLabel: '居民会议表决', electorate: 'household', sources: ['《城市居民委员会组织法》第 27 条'] },
  ...{ rules: plainRules(residentsSetup), questions: [motion], fingerprint: 'cd'.repeat(32), roll },
  result: {
    outcomes: [decide(motion, counter.result(), { votes: 10, area: 0, silent: { votes: 0, area: 0 } })],
    ...{ root: 'ef'.repeat(32), voted: 6, turnout: [], publishedAt: '2026-12-17T01:00:00.000Z' },
    signatures: [{ name: '郑秀华', at: '2026-12-17T02:00:00.000Z' }],
    declined: [
      { name: '何国平', reason: '纸票数对不上', at: '2026-12-17T03:00:00.000Z', signedLater: false },
    ],
    ...{ awaited: ['沈月英'], official: null },
  },
} as unknown as PollView

test('the notice holds question, times with their year, rules, roll and both fingerprints', () => {
  const text = noticeText(poll, '青禾社区居民委员会')
  expect(text).toContain('选项：同意；反对；弃权')
  expect(text).toContain('2026年12月11日 00:00 至 2026年12月16日 20:00')
  expect(text).toContain('怎么投：')
  expect(noticeText({ ...poll, isOfficial: true }, '')).not.toContain('怎么投：')
  expect(text).toContain('名册共 10 户，以 2026年11月20日的登记为准')
  expect(text).toContain('请在 2026年11月25日前（含当日）提出异议')
  expect(text.replaceAll(' ', '')).toContain('ab'.repeat(32))
  expect(text.replaceAll(' ', '')).toContain('cd'.repeat(32))
  expect(text.endsWith('青禾社区居民委员会')).toBe(true)
})

test('the result holds every figure, the sentence, the root and who has signed it', () => {
  const text = resultText(poll, '青禾社区居民委员会')
  expect(text).toContain('名册共 10 户，参加 6 户。')
  expect(text).toContain('同意 4 票，反对 1 票，弃权 1 票')
  expect(text).toContain('通过')
  expect(text.replaceAll(' ', '')).toContain('ef'.repeat(32))
  expect(text).toContain('签认：郑秀华')
  expect(text).toContain('何国平没有签认，理由：纸票数对不上\n还没有签认：沈月英')
  expect(text).toContain('重新计票')
  expect(resultText({ ...poll, result: null }, '')).toBe('')
})

test('the result of the owners holds heads and area with their shares, and both ways of counting where the rules know two', () => {
  const owners = { votes: 10, area: 100_000 }
  const silent = { votes: 2, area: 20_000 }
  const printed = (setup: typeof ownersSetup): string => {
    const [question] = frozenQuestions(setup, ['q']) as [PollQuestion]
    const ballots = createCounter(question)
    for (const answer of ['A', 'A', 'A', 'A', 'A', 'B', '-']) ballots.add(answer, 1, 10_000)
    const outcomes = [decide(question, ballots.result(), { ...owners, silent })]
    const result = { ...poll.result, outcomes }
    return resultText(
      { ...poll, roll: { ...roll, ...owners }, questions: [question], result } as unknown as PollView,
      '',
    )
  }
  const byLetter = [
    '同意 5 票、500.00 ㎡，反对 1 票、100.00 ㎡，弃权 1 票、100.00 ㎡',
    '参加 7 票，占名册 70.0%；面积 700.00 ㎡，占 70.0%。要三分之二以上，达到了。',
    '同意 5 票，占参加的 71.4%；面积 500.00 ㎡，占 71.4%。要过半数，达到了。',
  ]
  const letter = printed(ownersSetup)
  expect(letter).toContain([...byLetter, '结论：通过。\n'].join('\n'))
  expect(letter).not.toContain('第二种算法')
  const both = printed({ ...ownersSetup, silent: 'follow_majority' })
  expect(both).toContain(
    [
      ...[byLetter[0], '第一种算法，只算投了票的：', ...byLetter.slice(1)],
      '第二种算法，送达后没有投的计入多数意见：',
      '参加 9 票，占名册 90.0%；面积 900.00 ㎡，占 90.0%。要三分之二以上，达到了。',
      '同意 7 票，占参加的 77.7%；面积 700.00 ㎡，占 77.7%。要过半数，达到了。',
      '结论：通过，以第二种算法为准。\n',
    ].join('\n'),
  )
})

test('a line that was missed is named beside its figures and in the conclusion', () => {
  const few = createCounter(motion)
  for (const answer of ['A', 'A', 'B', '-']) few.add(answer, 1, 0)
  const outcomes = [decide(motion, few.result(), { votes: 10, area: 0, silent: { votes: 0, area: 0 } })]
  const result = { ...poll.result, outcomes, voted: 4 }
  const text = resultText({ ...poll, result } as unknown as PollView, '')
  expect(text).toContain('名册共 10 户，参加 4 户。')
  expect(text).toContain('参加 4 票，占名册 40.0%。要过半数，没有达到。')
  expect(text).toContain('结论：没有通过。参与的只有 40.0%，要过半数。')
})

test('a charter that was filed says so on the printed result, with the year', () => {
  const filing = { filedOn: '2026-12-18', reference: '禾苗街备 12 号', byName: '陈立新' }
  const result = { ...poll.result, filing }
  expect(resultText({ ...poll, result } as unknown as PollView, '')).toContain(
    '\n2026年12月18日报街道备案，文号 禾苗街备 12 号。\n',
  )
})

test('a named vote is counted again by those on its roll, a secret one by anybody', () => {
  expect(resultText(poll, '')).toContain('名册上的人和居务监督委员在手机上打开')
  expect(resultText({ ...poll, secrecy: 'secret' }, '')).toContain('\n在手机上打开这次表决')
})

test('the result of the city’s own system names its source and every correction, and offers no recount', () => {
  const official = {
    ...{ system: '市业主电子投票系统', reference: 'BJ-118', decidedOn: '2026-12-27' },
    former: [{ correctedAt: '2026-12-28T02:00:00.000Z', reason: '文号录错了' }],
  }
  const result = { ...poll.result, official }
  const ofOwners = { ...poll, electorate: 'owner', roll: { ...roll, votes: 9 }, result }
  const text = resultText(ofOwners as unknown as PollView, '')
  // Ten homes of nine owners: that system counts heads, as the result page does.
  expect(text).toContain('名册共 9 人，参加 6 人。')
  expect(text).toContain('由市业主电子投票系统表决，结果由工作人员登记。文号：BJ-118，2026年12月27日。')
  expect(text).toContain('2026年12月28日更正过登记的结果：文号录错了')
  expect(text).not.toContain('重新计票')
})

test('a roll is made for a community, an estate, a grid or a building, never for a single room', () => {
  const node = (id: string, parentId: string | null, kind: string, name: string) => ({
    id,
    parentId,
    kind,
    name,
  })
  expect(
    placesOf([
      node('c', null, 'community', '青禾社区'),
      node('e', 'c', 'estate', '锦和苑'),
      node('g', 'e', 'grid', '第 1 网格'),
      node('b', 'g', 'building', '3 号楼'),
      node('r', 'b', 'room', '501'),
    ]).map(({ label }) => label),
  ).toEqual(['青禾社区', '锦和苑', '锦和苑 › 第 1 网格', '锦和苑 › 3 号楼'])
})
