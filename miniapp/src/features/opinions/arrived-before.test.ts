import { sampleOpinion } from '@linli/shared/opinions/opinions.schema'
import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { isRatedSo, isReopenedFor, isWithdrawn } from './arrived-before'

const opinion = sampleOpinion as unknown as OpinionView
const rating = { solved: 'yes', score: 5, comment: '修好了' } as const
const rated: OpinionView = { ...opinion, rating: { ...rating, at: '2026-11-27T02:00:00.000Z' } }

test('a case is known to carry exactly this rating', () => {
  expect(isRatedSo(rated, rating)).toBe(true)
  expect(isRatedSo(rated, { ...rating, comment: '又漏了' })).toBe(false)
  expect(isRatedSo({ ...rated, rating: null }, rating)).toBe(false)
})

test('a case is known to be taken up again for this reason, or withdrawn by its author', () => {
  const step = { ...opinion.timeline[0], text: '还在漏' } as OpinionView['timeline'][number]
  const again = { ...opinion, abilities: { ...opinion.abilities, reopen: false }, timeline: [step] }
  expect(isReopenedFor(again, '还在漏')).toBe(true)
  expect(isReopenedFor(again, '又漏了')).toBe(false)
  expect(isReopenedFor({ ...again, abilities: { ...again.abilities, reopen: true } }, '还在漏')).toBe(false)
  expect(isWithdrawn({ ...opinion, mine: true, status: 'withdrawn' })).toBe(true)
  expect(isWithdrawn({ ...opinion, mine: false, status: 'withdrawn' })).toBe(false)
})
