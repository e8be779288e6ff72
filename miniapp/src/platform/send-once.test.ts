import { ApiError } from './api-error'
import { sendOnce } from './send-once'

const problem = (code: string, status: number): ApiError =>
  new ApiError({ type: '', title: '', status, detail: '', code: code as 'conflict', requestId: 'r' })
beforeEach(() => localStorage.clear())

const sent: { body: object; key: string }[] = []
const send = (body: object, end: () => string, name = 'adopt:top_1:3') =>
  sendOnce(name, body, (now, { idempotencyKey }) => {
    sent.push({ body: now, key: idempotencyKey })
    return Promise.resolve().then(end)
  })
const lost = (): string => {
  throw new Error('offline')
}
beforeEach(() => sent.splice(0))

test('what got no answer goes out again under its key, and what is sent after the answer under another', async () => {
  await expect(send({ version: 3, reason: '好' }, lost)).rejects.toThrow('offline')
  expect(await send({ version: 3, reason: '好' }, () => 'done')).toBe('done')
  await send({ version: 3, reason: '好' }, () => 'again')
  const [first, second, third] = sent.map(({ key }) => key)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('words that were changed after a lost answer keep the key until the server says that the first ones arrived', async () => {
  await expect(send({ reason: '好' }, lost)).rejects.toThrow()
  const arrived = () => {
    throw problem('idempotency_key_reused', 409)
  }
  await expect(send({ reason: '很好' }, arrived)).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  await send({ reason: '很好' }, () => 'done')
  const [first, second, third] = sent.map(({ key }) => key)
  expect([second === first, third === first]).toEqual([true, false])
})

test('a refusal ends the act: the next tap is a new one', async () => {
  const refused = () => {
    throw problem('version_conflict', 409)
  }
  await expect(send({ reason: '好' }, refused)).rejects.toMatchObject({ code: 'version_conflict' })
  await send({ reason: '好' }, () => 'done')
  expect(new Set(sent.map(({ key }) => key)).size).toBe(2)
})
