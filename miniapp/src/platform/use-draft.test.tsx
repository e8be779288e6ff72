import { act, renderHook } from '@testing-library/react'
import { useDraft } from './use-draft'

const empty = { text: '', tags: [] as string[], anonymous: false }

beforeEach(() => localStorage.clear())

test('what was written is there after the page was left, until it is sent', () => {
  const first = renderHook(() => useDraft('opinion', empty))
  expect(first.result.current.saved).toBe(false)
  act(() => first.result.current.change({ text: '灯坏了' }))
  expect(first.result.current.saved).toBe(true)
  first.unmount()
  const second = renderHook(() => useDraft('opinion', empty))
  expect(second.result.current.value).toEqual({ ...empty, text: '灯坏了' })
  act(() => second.result.current.clear())
  expect(renderHook(() => useDraft('opinion', empty)).result.current.value).toEqual(empty)
})

test('what was written while the words before were on their way stays; what was sent is forgotten', () => {
  const { result } = renderHook(() => useDraft('opinion', empty))
  act(() => result.current.change({ text: '灯坏了', tags: ['夜里'] }))
  const gone = result.current.value
  act(() => result.current.change({ text: '还有电梯' }))
  act(() => result.current.sent(gone))
  expect(result.current.value).toEqual({ ...empty, text: '还有电梯' })
  expect(result.current.saved).toBe(true)
  act(() => result.current.sent(result.current.value))
  expect(result.current.saved).toBe(false)
  expect(localStorage.getItem('linli:draft:opinion')).toBeNull()
})

test('changes that follow each other before the screen does are all kept', () => {
  const { result } = renderHook(() => useDraft('opinion', empty))
  act(() => {
    for (const tag of ['一', '二', '三']) result.current.alter(({ tags }) => ({ tags: [...tags, tag] }))
  })
  expect(result.current.value.tags).toEqual(['一', '二', '三'])
})

test('a draft of an older release keeps the fields that still fit and drops the others', () => {
  localStorage.setItem('linli:draft:opinion', JSON.stringify({ text: '灯坏了', tags: 'x', gone: 1 }))
  expect(renderHook(() => useDraft('opinion', empty)).result.current.value).toEqual({
    ...empty,
    text: '灯坏了',
  })
})

test('a full device loses the draft but not the page', () => {
  const full = jest.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new DOMException('full', 'QuotaExceededError')
  })
  const { result } = renderHook(() => useDraft('opinion', empty))
  act(() => result.current.change({ text: '灯坏了' }))
  expect([result.current.value.text, result.current.saved]).toEqual(['灯坏了', false])
  full.mockRestore()
})
