import { id } from '@linli/shared/scalars.schema'
import { safeParse } from 'zod/v4/core'
import { createFakeClock } from '../../test/fake-clock'
import { createIds } from './ids'

test('ten thousand ids of one millisecond are different, in order, and fit the contract', () => {
  const ids = createIds(createFakeClock())
  const made = Array.from({ length: 10_000 }, () => ids.next('opn'))
  expect(new Set(made).size).toBe(made.length)
  expect([...made].sort()).toEqual(made)
  for (const value of made) expect(safeParse(id, value).success).toBe(true)
})

test('an id made later sorts later, and a clock that runs backwards makes no id twice', () => {
  const clock = createFakeClock()
  const ids = createIds(clock)
  const first = ids.next('ntc')
  clock.advance(1)
  const second = ids.next('ntc')
  clock.advance(-60_000)
  const third = ids.next('ntc')
  expect([first, second, third].sort()).toEqual([first, second, third])
})

test('two processes at the same instant never agree', () => {
  const clock = createFakeClock()
  expect(createIds(clock).next('acc')).not.toBe(createIds(clock).next('acc'))
})
