import type { Outcome } from '@linli/shared/polls/decision.rules'
import { scopeOf } from '../../platform/scope'
import { createPollChain } from './poll-chain.service'
import type { PollRow } from './poll.model'

const verdict = (passed: boolean) => ({ passed }) as Outcome['strict']
const outcome = (strict: boolean, agreed: boolean | null) => ({
  ...{ strict: verdict(strict), agreed: agreed === null ? null : verdict(agreed) },
  binding: agreed === null ? 'strict' : 'agreed',
})
const passedOf = async (...outcomes: ReturnType<typeof outcome>[]) => {
  const row = {
    ...{ _id: 'pol_1', status: 'published', draft: { title: '换电梯' }, count: { outcomes } },
    ...{ opensAt: new Date(0), closesAt: new Date(0) },
  } as unknown as PollRow
  const polls = { find: () => Promise.resolve(row), list: () => Promise.resolve([row]) }
  const chain = createPollChain({ polls, clock: { now: () => new Date(1) } })
  return (await chain.find(scopeOf(['nod_c']), 'pol_1'))?.passed
}

test('what a chain is told of a vote is the way of counting that binds, not the other one', async () => {
  expect(await passedOf(outcome(false, true))).toBe(true)
  expect(await passedOf(outcome(true, false))).toBe(false)
  expect(await passedOf(outcome(true, null), outcome(false, null))).toBe(false)
})
