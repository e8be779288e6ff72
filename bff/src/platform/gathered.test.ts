import { AsyncLocalStorage } from 'node:async_hooks'
import { gathered, gatheredBy } from './gathered'

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

test('who come in one turn ask together, and so do those who come meanwhile; each gets the own answer', async () => {
  const work = held()
  const ask = gathered(work.load)
  const first = ['a', 'b', 'a'].map((key) => ask(key))
  while (work.asked.length === 0) await turn()
  const later = ['c', 'd'].map((key) => ask(key))
  expect(work.asked).toEqual([['a', 'b', 'a']])
  work.end()
  expect(await Promise.all(first)).toEqual(['a!', 'b!', 'a!'])
  while (work.asked.length === 1) await turn()
  expect(work.asked[1]).toEqual(['c', 'd'])
  work.end()
  expect(await Promise.all(later)).toEqual(['c!', 'd!'])
})

test('a crowd is asked for in questions of two hundred', async () => {
  const sizes: number[] = []
  const ask = gathered(async (keys: readonly number[]) => {
    sizes.push(keys.length)
    return Promise.resolve(keys)
  })
  await Promise.all(Array.from({ length: 451 }, (_, n) => ask(n)))
  expect(sizes).toEqual([200, 200, 51])
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

test('what is about the same is asked together, each its own question, and each gets the own answer', async () => {
  const asked: (readonly [string, readonly string[]])[] = []
  const ask = gatheredBy(async ({ place }: { place: string }, keys: readonly string[]) => {
    asked.push([place, keys])
    // The last answers first: order is no promise of the load.
    await (place === 'north' ? turn() : Promise.resolve())
    return keys.map((key) => `${place} ${key}`)
  })
  const answers = await Promise.all([
    ask({ place: 'north' }, 'a'),
    ask({ place: 'south' }, 'a'),
    ask({ place: 'north' }, 'b'),
    ask({ place: 'north' }, 'a'),
  ])
  expect(answers).toEqual(['north a', 'south a', 'north b', 'north a'])
  expect(asked).toEqual([
    ['north', ['a', 'b', 'a']],
    ['south', ['a']],
  ])
})
