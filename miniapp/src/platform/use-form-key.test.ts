import type { ErrorCode } from '@linli/shared/errors'
import { renderHook } from '@testing-library/react'
import { ApiError } from './api-error'
import { NetworkError } from './network-error'
import { useFormKey } from './use-form-key'

const refusal = (status: number, code: ErrorCode) =>
  new ApiError({ type: '', title: '', status, detail: '不行', code, requestId: '' })

test.each([
  ['it arrived', null, false],
  ['a field is wrong', refusal(400, 'validation_failed'), false],
  ['somebody was faster', refusal(409, 'version_conflict'), false],
  ['the first arrived in other words', refusal(409, 'idempotency_key_reused'), false],
  ['the network went', new NetworkError('timeout'), true],
  ['the server broke', refusal(500, 'internal'), true],
  ['the first is still running', refusal(409, 'idempotency_in_progress'), true],
] as const)('once %s, the next sending of the form is the same act: %#', (_, error, same) => {
  const { result, rerender } = renderHook(() => useFormKey())
  const first = result.current.current()
  rerender()
  expect(result.current.current()).toBe(first)
  result.current.settle(error)
  expect(result.current.current() === first).toBe(same)
})
