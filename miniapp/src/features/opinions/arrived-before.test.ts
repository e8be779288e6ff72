import { sampleOpinion } from '@linli/shared/opinions/opinions.schema'
import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { ApiError } from '@/platform/api-error'
import { isRatedSo, isReopenedFor, isWithdrawn, orArrivedBefore } from './arrived-before'

const opinion = sampleOpinion as unknown as OpinionView
const rating = { solved: 'yes', score: 5, comment: '修好了' } as const
const rated: OpinionView = { ...opinion, rating: { ...rating, at: '2026-11-27T02:00:00.000Z' } }
const refusal = (status: number, code: 'invalid_status' | 'validation_failed') =>
  new ApiError({ type: '', title: '', detail: '', status, code, requestId: '' })
const overtaken = refusal(409, 'invalid_status')

test.each([
  ['a refusal of what has arrived is its answer', overtaken, rated, 'answered'],
  ['a refusal of another rating stays one', overtaken, { ...rated, rating: null }, 'refused'],
  ['any other error stays one', refusal(400, 'validation_failed'), rated, 'refused'],
] as const)('%s', async (_, error, newest, expected) => {
  const outcome = orArrivedBefore(
    Promise.reject(error),
    () => Promise.resolve(newest),
    (now) => isRatedSo(now, rating),
  )
  await expect(
    outcome.then(
      () => 'answered',
      () => 'refused',
    ),
  ).resolves.toBe(expected)
})

test('the refusal stays when the newest state cannot be had either', async () => {
  const outcome = orArrivedBefore(
    Promise.reject(overtaken),
    () => Promise.reject(new Error('offline')),
    () => true,
  )
  await expect(outcome).rejects.toBe(overtaken)
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
