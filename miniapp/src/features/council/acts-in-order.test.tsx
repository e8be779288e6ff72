import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { useReact } from './queries'

const mockReact = jest.fn()
jest.mock('@/platform/api', () => ({
  api: { council: { react: (input: unknown) => mockReact(input) as unknown } },
}))

test('of two stances that are tapped one after the other the later is sent when the earlier has arrived', async () => {
  const ends: (() => void)[] = []
  mockReact.mockImplementation(() => new Promise((resolve) => ends.push(() => resolve({}))))
  const client = new QueryClient({ defaultOptions: { mutations: { networkMode: 'always' } } })
  const { result } = renderHook(() => useReact('top_1'), {
    wrapper: ({ children }: { readonly children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  })
  const turn = () => act(() => new Promise((resolve) => setTimeout(resolve)))
  act(() => {
    result.current.mutate({ statementId: 'sta_1', stance: 'agree' })
    result.current.mutate({ statementId: 'sta_1', stance: 'disagree' })
  })
  await turn()
  expect(mockReact.mock.calls.map(([{ body }]: [{ body: { stance: string } }]) => body.stance)).toEqual([
    'agree',
  ])
  ends[0]?.()
  await turn()
  expect(mockReact.mock.calls.map(([{ body }]: [{ body: { stance: string } }]) => body.stance)).toEqual([
    'agree',
    'disagree',
  ])
})
