import { createTurns } from './turns'

test('an act begins when the one before has ended, also when that failed', async () => {
  const inTurn = createTurns()
  const done: string[] = []
  let fail = (_error: Error): void => undefined
  const first = inTurn(() => new Promise<void>((_, reject) => (fail = reject)))
  const second = inTurn(() => Promise.resolve(done.push('second')))
  await Promise.resolve()
  expect(done).toEqual([])
  fail(new Error('no network'))
  await expect(first).rejects.toThrow('no network')
  expect(await second).toBe(1)
})
