import { createTurns } from './turns'

it('never runs more side by side than allowed, runs all, and goes on after a failure', async () => {
  const turns = createTurns(3)
  let now = 0
  let most = 0
  const results = await Promise.allSettled(
    Array.from({ length: 20 }, (_, index) =>
      turns.take(async () => {
        now += 1
        most = Math.max(most, now)
        await new Promise<void>((resolve) => setImmediate(resolve))
        now -= 1
        if (index % 5 === 0) throw new Error('this one fails')
        return index
      }),
    ),
  )
  expect(most).toBe(3)
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(16)
  expect(await turns.take(() => Promise.resolve('still open'))).toBe('still open')
})
