import Taro from '../../test/stubs/taro'
import { transport } from './transport.weapp'

const request = { method: 'GET', url: '/x', headers: {}, timeoutMs: 100 } as const

function answering(work: () => Promise<unknown>): { abort: jest.Mock } {
  const abort = jest.fn()
  Taro.request = () => Object.assign(work(), { abort })
  return { abort }
}

test('headers are found whatever case WeChat reports them in, and JSON text is read', async () => {
  answering(() => Promise.resolve({ statusCode: 200, header: { ETag: 'W/"1"' }, data: '{"a":1}' }))
  const answer = await transport(request)
  expect([answer.status, answer.header('etag'), answer.body]).toEqual([200, 'W/"1"', { a: 1 }])
})

test.each([
  ['offline', 'request:fail net::ERR_INTERNET_DISCONNECTED'],
  ['timeout', 'request:fail timeout'],
])('a failure without an answer is “%s”', async (kind, errMsg) => {
  answering(() => Promise.reject(Object.assign(new Error(errMsg), { errMsg })))
  await expect(transport(request)).rejects.toMatchObject({ kind })
})

test('nobody waiting any more stops the exchange', async () => {
  const controller = new AbortController()
  let give = (_error: Error) => {}
  const { abort } = answering(() => new Promise((_resolve, reject) => (give = reject)))
  const answer = transport({ ...request, signal: controller.signal })
  controller.abort()
  expect(abort).toHaveBeenCalled()
  give(new Error('request:fail abort'))
  await expect(answer).rejects.toMatchObject({ kind: 'stopped' })
})
