import type { ErrorCode } from '@linli/shared/errors'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'
import { openPage } from '@/platform/navigate'
import { NetworkError } from '@/platform/network-error'
import { pickSheet } from '@/platform/pick-photos'
import { startUpload } from '@/platform/upload'
import { useStartImport } from './use-start-import'

jest.mock('@/platform/api', () => ({ api: { imports: { begin: jest.fn() } } }))
jest.mock('@/platform/navigate')
jest.mock('@/platform/pick-photos')
jest.mock('@/platform/upload')

const begin = jest.mocked(api.imports.begin)
const open = jest.mocked(openPage)
const view = { id: 'imp_1', communityId: 'nod_1' } as Awaited<ReturnType<typeof api.imports.begin>>
const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
)
const desk = () => renderHook(() => useStartImport('nod_1'), { wrapper })
const keys = () => begin.mock.calls.map(([, options]) => options?.idempotencyKey)

beforeEach(() => {
  jest.resetAllMocks()
  jest.mocked(pickSheet).mockResolvedValue({ name: '房屋.csv' } as Awaited<ReturnType<typeof pickSheet>>)
  jest
    .mocked(startUpload)
    .mockReturnValue({ done: Promise.resolve({ id: 'fil_1' }), stop: jest.fn() } as unknown as ReturnType<
      typeof startUpload
    >)
})

test('a list that has arrived opens for who waits for it', async () => {
  begin.mockResolvedValue(view)
  const { result } = desk()
  await act(() => result.current.choose('rooms'))
  expect(open).toHaveBeenCalledTimes(1)
})

test('whoever has left the desk while a list was on its way is not called away by it', async () => {
  let arrive: (value: typeof view) => void = () => undefined
  begin.mockReturnValue(new Promise((resolve) => (arrive = resolve)))
  const { result, unmount } = desk()
  let chosen: Promise<void> = Promise.resolve()
  await act(() => {
    chosen = result.current.choose('rooms')
    return Promise.resolve()
  })
  unmount()
  arrive(view)
  await chosen
  expect(open).not.toHaveBeenCalled()
})

test.each([
  ['the answer was lost', new NetworkError('timeout'), true],
  [
    'it was refused',
    new ApiError({
      type: '',
      title: '',
      status: 409,
      detail: '不行',
      code: 'conflict' satisfies ErrorCode,
      requestId: '',
    }),
    false,
  ],
] as const)('tried again after %s, is it the same list: %#', async (_, error, same) => {
  begin.mockRejectedValueOnce(error).mockResolvedValue(view)
  const { result } = desk()
  await act(() => result.current.choose('rooms'))
  expect(result.current.error).toBeDefined()
  act(() => result.current.retry())
  await waitFor(() => expect(begin).toHaveBeenCalledTimes(2))
  const [first, second] = keys()
  expect(first === second).toBe(same)
})
