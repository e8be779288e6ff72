import { startTestApp, type TestApp } from '../../test/test-app'
import { counterCollection } from './counters'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

test('counting is shared: a hundred numbers asked for at once are a hundred different ones', async () => {
  const numbers = await Promise.all(Array.from({ length: 100 }, () => app.deps.counters.next('QH-20261123')))
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index + 1))
  expect(await app.rows(counterCollection)).toHaveLength(1)
})
