import { QueryClient, QueryClientProvider, useMutation } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { carry } from './carry'

const client = new QueryClient()
const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
)

function sending() {
  let end: { arrive: (words: string) => void; fail: (error: Error) => void } | undefined
  const { result, unmount } = renderHook(
    () =>
      useMutation({
        mutationFn: (_words: string) =>
          new Promise<string>((arrive, fail) => {
            end = { arrive, fail }
          }),
      }),
    { wrapper },
  )
  const ends = { settled: jest.fn(), arrived: jest.fn(), shown: jest.fn() }
  const send = async () => {
    act(() => carry(result.current, '灯坏了', ends))
    await waitFor(() => expect(end).toBeDefined())
  }
  return { ...ends, send, leave: unmount, result, end: () => end }
}

test('what arrives while the page stands is put away and shown', async () => {
  const { send, end, settled, arrived, shown } = sending()
  await send()
  act(() => end()?.arrive('收到'))
  await waitFor(() => expect(arrived).toHaveBeenCalledWith('收到'))
  expect([settled.mock.calls, shown.mock.calls[0]?.[0]]).toEqual([[[null]], '收到'])
})

test('what arrives after the page was left is put away and shown nowhere', async () => {
  const { send, end, leave, settled, arrived, shown } = sending()
  await send()
  leave()
  act(() => end()?.arrive('收到'))
  await waitFor(() => expect(arrived).toHaveBeenCalledTimes(1))
  expect(settled).toHaveBeenCalledWith(null)
  expect(shown).not.toHaveBeenCalled()
})

test('what fails puts nothing away, and the error stays with the mutation', async () => {
  const { send, end, settled, arrived, result } = sending()
  await send()
  const error = new Error('no network')
  act(() => end()?.fail(error))
  await waitFor(() => expect(result.current.error).toBe(error))
  expect([settled.mock.calls, arrived.mock.calls]).toEqual([[[error]], []])
})
