import { createCounter } from '@linli/shared/polls/count.rules'
import { decide } from '@linli/shared/polls/decision.rules'
import type { PollQuestion } from '@linli/shared/polls/polls.kinds'
import type { PollView } from '@linli/shared/polls/polls.schema'
import { frozenQuestions, plainRules } from '@linli/shared/polls/setup.rules'
import { residentsSetup } from '@linli/shared/polls/setup.samples'
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
    ...{ root: 'ef'.repeat(32), voted: 6, publishedAt: '2026-12-17T01:00:00.000Z' },
    signatures: [{ name: '郑秀华', at: '2026-12-17T02:00:00.000Z' }],
  },
} as unknown as PollView

test('the notice holds question, times with their year, rules, roll and both fingerprints', () => {
  const text = noticeText(poll, '青禾社区居民委员会')
  expect(text).toContain('选项：同意；反对；弃权')
  expect(text).toContain('2026年12月11日 00:00 至 2026年12月16日 20:00')
  expect(text).toContain('请在 2026年11月25日前提出异议')
  expect(text.replaceAll(' ', '')).toContain('ab'.repeat(32))
  expect(text.replaceAll(' ', '')).toContain('cd'.repeat(32))
  expect(text.endsWith('青禾社区居民委员会')).toBe(true)
})

test('the result holds every figure, the sentence, the root and who has signed it', () => {
  const text = resultText(poll, '青禾社区居民委员会')
  expect(text).toContain('同意 4 票，反对 1 票，弃权 1 票')
  expect(text).toContain('通过')
  expect(text.replaceAll(' ', '')).toContain('ef'.repeat(32))
  expect(text).toContain('签认：郑秀华')
  expect(resultText({ ...poll, result: null }, '')).toBe('')
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
