import { act, renderHook } from '@testing-library/react'
import { useAfterUploads } from './use-after-uploads'

const form = (busy: boolean) => {
  const send = jest.fn()
  const { result, rerender } = renderHook(
    (uploads: { busy: boolean; failed: number }) => useAfterUploads(uploads, send),
    { initialProps: { busy, failed: 0 } },
  )
  return { send, tap: () => act(() => result.current.send()), rerender, now: () => result.current }
}

test('a form whose photos are still on their way is sent once, when they have arrived', () => {
  const { send, tap, rerender, now } = form(true)
  tap()
  tap()
  expect(send).not.toHaveBeenCalled()
  expect(now().waiting).toBe(true)
  rerender({ busy: false, failed: 0 })
  expect(send).toHaveBeenCalledTimes(1)
  expect(now().waiting).toBe(false)
})

test('a photo that fails while the form waits is not left out without a word: the next tap decides', () => {
  const { send, tap, rerender, now } = form(true)
  tap()
  rerender({ busy: false, failed: 1 })
  expect(send).not.toHaveBeenCalled()
  expect(now().waiting).toBe(false)
  tap()
  expect(send).toHaveBeenCalledTimes(1)
})

test('without uploads a form is sent at once', () => {
  const { send, tap } = form(false)
  tap()
  expect(send).toHaveBeenCalledTimes(1)
})
