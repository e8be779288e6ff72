import type { ErrorCode } from '@linli/shared/errors'
import { renderHook } from '@testing-library/react'
import { ApiError } from './api-error'
import { NetworkError } from './network-error'
import { isAlreadySent, useAttempt } from './use-attempt'

const refusal = (status: number, code: ErrorCode) =>
  new ApiError({ type: '', title: '', status, detail: '不行', code, requestId: '' })
const attempt = (key = 'note:1') => renderHook(() => useAttempt(key)).result.current

beforeEach(() => localStorage.clear())

test('after a lost answer the same words are sent exactly as before, though the version has moved on', () => {
  const first = attempt().begin({ version: 3, text: '已联系物业' })
  attempt().settle(new NetworkError('timeout'))
  expect(attempt().begin({ version: 4, text: '已联系物业' })).toEqual(first)
})

test('changed words keep the key, so that the server can tell that the first ones arrived', () => {
  const first = attempt().begin({ version: 3, text: '已联系物业' })
  const second = attempt().begin({ version: 4, text: '已联系物业，明天来' })
  expect(second).toEqual({ ...second, idempotencyKey: first.idempotencyKey })
  expect(second.body).toEqual({ version: 4, text: '已联系物业，明天来' })
})

test.each([
  ['it arrived', null, false],
  ['somebody was faster', refusal(409, 'version_conflict'), false],
  ['a field is wrong', refusal(400, 'validation_failed'), false],
  ['the network went', new NetworkError('offline'), true],
  ['the session had ended', refusal(401, 'session_ended'), true],
  ['there were too many requests', refusal(429, 'rate_limited'), true],
  ['the server broke', refusal(500, 'internal'), true],
  ['the first is still running', refusal(409, 'idempotency_in_progress'), true],
  ['the first arrived in other words', refusal(409, 'idempotency_key_reused'), true],
] as const)('once %s, the next sending is the same act: %#', (_, error, same) => {
  const first = attempt().begin({ version: 3, text: '已联系物业' })
  attempt().settle(error)
  const next = attempt().begin({ version: 4, text: '已联系物业' })
  expect(next.idempotencyKey === first.idempotencyKey).toBe(same)
  expect(next.body.version).toBe(same ? 3 : 4)
})

test('who chooses to send the changed words as well begins another act', () => {
  const first = attempt().begin({ text: '灯坏了' })
  expect(isAlreadySent(refusal(409, 'idempotency_key_reused'))).toBe(true)
  attempt().startAnew()
  expect(attempt().begin({ text: '灯坏了' }).idempotencyKey).not.toBe(first.idempotencyKey)
})

test('two forms never share a key', () => {
  expect(attempt('note:1').begin({ text: '好' }).idempotencyKey).not.toBe(
    attempt('reply:1').begin({ text: '好' }).idempotencyKey,
  )
})
