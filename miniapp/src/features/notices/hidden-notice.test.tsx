import { render, screen } from '@testing-library/react'
import { ApiError } from '@/platform/api-error'
import { useActor } from '@/platform/session'
import { HiddenNotice } from './hidden-notice'

jest.mock('@/platform/session')
jest.mock('@/features/session/return-to', () => ({ gateUrl: () => '/packages/account/sign-in' }))

const refusal = (status: number) =>
  new ApiError({ type: '', title: '', detail: '', status, code: 'not_found', requestId: '' })
const resident = { accountId: 'acc_1' } as unknown as ReturnType<typeof useActor>

test.each([
  ['a visitor', undefined, refusal(404), '去登录'],
  ['who is signed in', resident, refusal(404), '没有找到'],
  ['a visitor in a failure of another kind', undefined, refusal(503), '没有找到'],
  ['a visitor who may read it', undefined, null, '没有找到'],
] as const)('%s: what stands where a notice is not shown', (_, actor, error, seen) => {
  jest.mocked(useActor).mockReturnValue(actor)
  render(<HiddenNotice error={error}>没有找到</HiddenNotice>)
  expect(screen.queryByText(seen)).not.toBeNull()
  expect(screen.queryByText('没有找到') === null).toBe(seen === '去登录')
})
