import type { StaffNoticeView } from '@linli/shared/notices/notices-desk.schema'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { ApiError } from '@/platform/api-error'
import { newForm } from './notice-form'
import { useNoticeEditor } from './use-notice-editor'

const mockUpdate = jest.fn()
jest.mock('@/platform/api', () => ({
  api: { notices: { update: (input: unknown) => mockUpdate(input) as unknown } },
}))

const noticeOf = (version: number, title: string): StaffNoticeView =>
  ({
    ...{ id: 'not_1', version, communityId: 'nod_a', attachments: [], cover: null },
    ...newForm('nod_a'),
    title,
  }) as unknown as StaffNoticeView

const conflict = () =>
  new ApiError({
    ...{ type: 'about:blank', title: '', status: 409, code: 'version_conflict' },
    ...{ detail: '别人刚改过', requestId: 'req_1' },
  } as unknown as ConstructorParameters<typeof ApiError>[0])

function open(notice: StaffNoticeView) {
  const client = new QueryClient({ defaultOptions: { mutations: { networkMode: 'always' } } })
  return renderHook(({ shown }) => useNoticeEditor({ communityId: 'nod_a', notice: shown }), {
    initialProps: { shown: notice },
    wrapper: ({ children }: { readonly children: ReactNode }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  })
}

beforeEach(() => {
  localStorage.clear()
  mockUpdate.mockReset()
})

test('what was typed when a colleague was faster is on this device, and goes on over theirs when the person says so', async () => {
  mockUpdate.mockRejectedValue(conflict())
  const first = open(noticeOf(1, '停水通知'))
  act(() => first.result.current.change({ title: '停水通知，明天上午' }))
  await act(async () => {
    await first.result.current.flush()
  })
  expect(first.result.current).toMatchObject({ overtaken: true, canGoOn: false })
  first.unmount()

  const again = open(noticeOf(2, '停水改期'))
  expect(again.result.current).toMatchObject({ overtaken: true, canGoOn: true })
  expect(again.result.current.form.title).toBe('停水通知，明天上午')
  act(() => again.result.current.goOn())
  mockUpdate.mockResolvedValue(noticeOf(3, '停水通知，明天上午'))
  await act(async () => {
    await again.result.current.flush()
  })
  expect(mockUpdate.mock.lastCall).toMatchObject([{ body: { version: 2, title: '停水通知，明天上午' } }])
  expect(again.result.current.overtaken).toBe(false)
  expect(localStorage.length).toBe(0)
})

test('whoever takes the colleague’s text begins with it, and nothing of the own is left on the device', async () => {
  mockUpdate.mockRejectedValue(conflict())
  const { result, rerender, unmount } = open(noticeOf(1, '停水通知'))
  act(() => result.current.change({ title: '停水通知，明天上午' }))
  await act(async () => {
    await result.current.flush()
  })
  rerender({ shown: noticeOf(2, '停水改期') })
  expect(result.current.canGoOn).toBe(true)
  act(() => result.current.forget())
  unmount()
  expect(localStorage.length).toBe(0)
  expect(open(noticeOf(2, '停水改期')).result.current).toMatchObject({
    overtaken: false,
    form: { title: '停水改期' },
  })
})
