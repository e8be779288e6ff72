import { brieflyKept } from './briefly-kept'

function kept() {
  let now = new Date('2026-11-23T09:00:00+08:00').getTime()
  let reads = 0
  const answers = brieflyKept<number>({ now: () => new Date(now) })
  return {
    answers,
    advance: (ms: number) => (now += ms),
    ask: (key = 'queue', about = ['a']) => answers.of(key, about, () => Promise.resolve(++reads)),
  }
}

test('many who ask within ten seconds get one answer; afterwards it is read anew', async () => {
  const { ask, advance } = kept()
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1])
  advance(9_999)
  expect(await ask()).toBe(1)
  advance(1)
  expect(await ask()).toBe(2)
})

test('a clock that is set back does not keep an old answer', async () => {
  const { ask, advance } = kept()
  expect(await ask()).toBe(1)
  advance(-60_000)
  expect(await ask()).toBe(2)
})

test('what changed is read anew, and nothing beside it', async () => {
  const { answers, ask } = kept()
  expect([await ask('one', ['a', 'b']), await ask('two', ['c'])]).toEqual([1, 2])
  answers.forget('b')
  expect([await ask('one', ['a', 'b']), await ask('two', ['c'])]).toEqual([3, 2])
})

test('an error is told to all who waited for it and not kept', async () => {
  const { answers, ask } = kept()
  const failing = () => answers.of('queue', ['a'], () => Promise.reject(new Error('no network')))
  const both = await Promise.allSettled([failing(), failing()])
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await ask()).toBe(1)
})
