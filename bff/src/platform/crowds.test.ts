import { createCrowds } from './crowds'

/** A computation that ends when told to, and counts how often it was begun. */
function held() {
  const ends: ((value: number) => void)[] = []
  return {
    compute: () => new Promise<number>((resolve) => ends.push(resolve)),
    end: (index: number) => ends[index]?.(index),
    begun: () => ends.length,
  }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('one who is alone is answered at once, each time anew', async () => {
  const crowds = createCrowds<number>()
  let count = 0
  const ask = () => crowds.ask('desk', async () => Promise.resolve((count += 1)))
  expect(await ask()).toBe(1)
  expect(await ask()).toBe(2)
})

test('whoever comes while it is computed gets the next computation, one for all of them', async () => {
  const crowds = createCrowds<number>()
  const work = held()
  const first = crowds.ask('desk', work.compute)
  const late = Array.from({ length: 5 }, () => crowds.ask('desk', work.compute))
  expect(work.begun()).toBe(1)
  work.end(0)
  expect(await first).toBe(0)
  while (work.begun() < 2) await turn()
  work.end(1)
  expect(await Promise.all(late)).toEqual([1, 1, 1, 1, 1])
})

test('a crowd is gathered: those who come meanwhile are of it', async () => {
  const crowds = createCrowds<number>()
  const work = held()
  const first = crowds.ask('desk', work.compute)
  const crowd = Array.from({ length: 20 }, () => crowds.ask('desk', work.compute))
  work.end(0)
  await first
  await turn()
  expect(work.begun()).toBe(1)
  crowd.push(crowds.ask('desk', work.compute))
  while (work.begun() < 2) await turn()
  work.end(1)
  expect(new Set(await Promise.all(crowd))).toEqual(new Set([1]))
})

test('with a pace those who come after a crowd share the next computation, and one who is alone goes on at once', async () => {
  const crowds = createCrowds<number>(30)
  let count = 0
  const ask = () => crowds.ask('desk', async () => Promise.resolve((count += 1)))
  for (const nth of [1, 2, 3]) {
    let answered = 0
    void ask().then((answer) => {
      answered = answer
    })
    await turn()
    expect(answered).toBe(nth)
  }
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([4, 5, 5])
  const crowd: Promise<number>[] = []
  for (let n = 0; n < 5; n += 1) {
    crowd.push(ask())
    await turn()
  }
  expect(await Promise.all(crowd)).toEqual([6, 6, 6, 6, 6])
})

test('a computation that fails fails for those who waited for it, and not for the next', async () => {
  const crowds = createCrowds<number>()
  const failing = crowds.ask('desk', () => Promise.reject(new Error('down')))
  const next = crowds.ask('desk', () => Promise.resolve(7))
  await expect(failing).rejects.toThrow('down')
  expect(await next).toBe(7)
})

test('other keys do not wait', async () => {
  const crowds = createCrowds<number>()
  const work = held()
  const first = crowds.ask('desk', work.compute)
  expect(await crowds.ask('other', () => Promise.resolve(7))).toBe(7)
  work.end(0)
  await first
})
