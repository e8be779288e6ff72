import { eachAlone, eachDue, walk } from './due-rows'

interface Row {
  readonly _id: string
}
const named = (...ids: string[]): Row[] => ids.map((_id) => ({ _id }))
const nameOf = ({ _id }: Row): string => _id

/** What is due, as a sorted query of a collection gives it, and what was tried. */
function store(ids: readonly string[], work: (id: string) => 'done' | 'stays') {
  let due = named(...ids)
  const tried: string[] = []
  return {
    tried,
    left: () => due.map(nameOf),
    run: (batch: number): Promise<number> =>
      eachDue(
        (limit, skip) => Promise.resolve(due.slice(skip, skip + limit)),
        batch,
        nameOf,
        ({ _id }) => {
          tried.push(_id)
          const isDone = work(_id) === 'done'
          if (isDone) due = due.filter((row) => row._id !== _id)
          return Promise.resolve(isDone)
        },
      ),
  }
}
const failing = (id: string): 'done' => {
  if (id.startsWith('bad')) throw new Error(`no good: ${id}`)
  return 'done'
}

test('whatever is due behind rows that fail gets its turn, and each row is tried once in a round', async () => {
  const { run, tried, left } = store(['bad1', 'bad2', 'bad3', 'a', 'b', 'bad4', 'c'], failing)
  await expect(run(2)).rejects.toMatchObject({
    name: 'AggregateError',
    errors: ['bad1', 'bad2', 'bad3', 'bad4'].map((id) => ({
      message: `${id} was left`,
      cause: { message: `no good: ${id}` },
    })),
  })
  expect(left()).toEqual(['bad1', 'bad2', 'bad3', 'bad4'])
  expect([...tried].sort()).toEqual(['a', 'b', 'bad1', 'bad2', 'bad3', 'bad4', 'c'])
})

test.each([1, 2, 3, 4, 7, 8])('rows that stay due end the round too, with pages of %i', async (batch) => {
  const ids = ['wait1', 'a', 'wait2', 'b', 'wait3', 'wait4', 'c']
  const { run, tried } = store(ids, (id) => (id.startsWith('wait') ? 'stays' : 'done'))
  expect(await run(batch)).toBe(3)
  expect([...tried].sort()).toEqual([...ids].sort())
})

test('a walk goes through every page, and one row that fails keeps no other waiting', async () => {
  const all = named('a', 'bad', 'c', 'd')
  const asked: (string | null)[] = []
  const read = (after: string | null, limit: number) => {
    asked.push(after)
    return Promise.resolve(all.filter(({ _id }) => after === null || _id > after).slice(0, limit))
  }
  const seen: string[] = []
  const round = eachAlone(walk(read, 2), nameOf, ({ _id }) => {
    seen.push(_id)
    return Promise.resolve(failing(_id) === 'done')
  })
  await expect(round).rejects.toThrow('1 could not be done')
  expect(seen).toEqual(['a', 'bad', 'c', 'd'])
  expect(asked).toEqual([null, 'bad', 'd'])
})
