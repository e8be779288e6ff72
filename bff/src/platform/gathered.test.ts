import { AsyncLocalStorage } from 'node:async_hooks'
import { gathered } from './gathered'

/** A question that ends when told to, and keeps what it was asked. */
function held() {
  const asked: (readonly string[])[] = []
  const ends: (() => void)[] = []
  const load = (keys: readonly string[]) => {
    asked.push(keys)
    return new Promise<string[]>((resolve) => ends.push(() => resolve(keys.map((key) => `${key}!`))))
  }
  return { load, asked, end: () => ends.shift()?.() }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('one who is alone asks at once and by himself, each time anew', async () => {
  const asked: (readonly number[])[] = []
  const double = gathered(async (keys: readonly number[]) => {
    asked.push(keys)
    return Promise.resolve(keys.map((key) => key * 2))
  })
  expect(await double(1)).toBe(2)
  expect(await double(2)).toBe(4)
  expect(asked).toEqual([[1], [2]])
})

test('whoever comes meanwhile asks together afterwards, and each gets the own answer', async () => {
  const work = held()
  const ask = gathered(work.load)
  const all = ['a', 'b', 'c', 'b'].map((key) => ask(key))
  expect(work.asked).toEqual([['a']])
  work.end()
  expect(await all[0]).toBe('a!')
  await turn()
  expect(work.asked).toEqual([['a'], ['b', 'c', 'b']])
  work.end()
  expect(await Promise.all(all)).toEqual(['a!', 'b!', 'c!', 'b!'])
})

test('a crowd is asked for in questions of two hundred', async () => {
  const sizes: number[] = []
  const ask = gathered(async (keys: readonly number[]) => {
    sizes.push(keys.length)
    return Promise.resolve(keys)
  })
  await Promise.all(Array.from({ length: 451 }, (_, n) => ask(n)))
  expect(sizes).toEqual([1, 200, 200, 50])
})

test('an error is everybody’s of that question and nobody’s of the next', async () => {
  let fails = true
  const ask = gathered(async (keys: readonly number[]) => {
    await turn()
    if (fails) throw new Error('gone')
    return keys
  })
  const lost = Promise.allSettled([ask(1), ask(2)])
  expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  fails = false
  expect(await ask(3)).toBe(3)
  const short = gathered(() => Promise.resolve([]))
  await expect(short(1)).rejects.toThrow('one answer for each')
})

test('a question belongs to nobody’s unit of work, and each asker goes on in his own', async () => {
  const unit = new AsyncLocalStorage<string>()
  const seen: unknown[] = []
  const ask = gathered(async (keys: readonly number[]) => {
    await turn()
    seen.push(unit.getStore())
    return keys
  })
  const within = (name: string) =>
    unit.run(name, async () => {
      await ask(1)
      return unit.getStore()
    })
  expect(await Promise.all([within('first'), within('second')])).toEqual(['first', 'second'])
  expect(seen).toEqual([undefined, undefined])
})
