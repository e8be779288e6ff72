import { gathered } from './gathered'
import { createRushGate } from './rush-gate'

test('one who comes alone goes at once, and so does the next one after a while', async () => {
  const pass = createRushGate(0)
  const order: string[] = []
  const first = pass().then(() => order.push('first'))
  order.push('called')
  await first
  await pass()
  expect(order).toEqual(['called', 'first'])
})

test('who come in a rush go through together, and ask together behind it', async () => {
  // No millisecond passes while they come, however slow the machine; the wait ends when all are there.
  let open = () => {}
  const waits: number[] = []
  const pause = (ms: number) => {
    waits.push(ms)
    return new Promise<void>((resolve) => (open = resolve))
  }
  const pass = createRushGate(20, { now: () => 0, pause })
  const asked: number[] = []
  const ask = gathered(async (keys: readonly number[]) => {
    asked.push(keys.length)
    return Promise.resolve(keys)
  })
  const come = async (n: number) => {
    await pass()
    return ask(n)
  }
  const all = [come(0)]
  // Each in a turn of its own: without the gate each would ask for itself.
  for (let n = 1; n < 8; n += 1) {
    all.push(come(n))
    await new Promise((resolve) => setImmediate(resolve))
  }
  open()
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(waits).toEqual([20])
  expect(asked).toEqual([1, 7])
})
