import { act, renderHook } from '@testing-library/react'
import { calls, pullDown } from '../../test/stubs/taro'
import { usePullToRefresh } from './pull-down'

const stops = () => calls.filter(({ name }) => name === 'stopPullDownRefresh').length
const query = (refetch: () => Promise<unknown>) => ({ isPending: false, fetchStatus: 'idle', refetch })

beforeEach(() => {
  calls.length = 0
})

test('the spinner goes when the last query of the page has settled, whatever came of it', async () => {
  let finish = (_: unknown): void => undefined
  const slow = () => new Promise((resolve) => (finish = resolve))
  renderHook(() => usePullToRefresh(query(() => Promise.reject(new Error('offline')))))
  renderHook(() => usePullToRefresh(query(slow)))
  await act(async () => pullDown())
  expect(stops()).toBe(0)
  await act(async () => finish(undefined))
  expect(stops()).toBe(1)
})

test('a query that waits for a choice asks for nothing, and the spinner goes all the same', async () => {
  const refetch = jest.fn()
  renderHook(() => usePullToRefresh({ isPending: true, fetchStatus: 'idle', refetch }))
  await act(async () => pullDown())
  expect(refetch).not.toHaveBeenCalled()
  expect(stops()).toBe(1)
})
