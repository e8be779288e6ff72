import { ApiError } from '@/platform/api-error'
import { NetworkError } from '@/platform/network-error'
import { faultSentence } from './act-fault'

const refusal = (status: number, errors: readonly { path: string; message: string }[] = []) =>
  new ApiError({
    ...{ type: 'urn:linli:problem:x', title: '', status, detail: '没有办成', requestId: '' },
    ...{ code: status === 409 ? 'invalid_status' : 'validation_failed', errors: [...errors] },
  })

test('what no field of the sheet says is said above them, and what one says is not said twice', () => {
  const days = { path: 'body.days', message: '最多延长 10 个工作日' }
  const words = { path: 'body.reason', message: '最多 200 个字' }
  expect(faultSentence(refusal(400, [days, words]), ['reason'])).toBe('最多延长 10 个工作日。您写的内容还在')
  expect(faultSentence(refusal(400, [words]), ['reason'])).toBeNull()
})

test('a lost network and somebody who was faster are said in the sheet too', () => {
  expect(faultSentence(new NetworkError('offline'))).toContain('您写的内容还在')
  expect(faultSentence(refusal(409))).toBe('别人刚改过，已刷新。您写的内容还在')
  expect(faultSentence(refusal(409), [], '已受理')).toBe('别人刚改过，已刷新，现在是“已受理”。您写的内容还在')
  expect(faultSentence(null)).toBeNull()
})
