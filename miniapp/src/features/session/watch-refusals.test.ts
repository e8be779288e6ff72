import { MutationObserver, QueryClient } from '@tanstack/react-query'
import { waitFor } from '@testing-library/react'
import type { ErrorCode } from '@linli/shared/errors'
import { ApiError } from '@/platform/api-error'
import { adoptSession, currentSession, forgetSession, type SessionAnswer } from '@/platform/session'
import { transport } from '@/platform/transport'
import { watchRefusals } from './watch-refusals'

jest.mock('@/platform/transport')
const exchange = jest.mocked(transport)

const actor: SessionAnswer['actor'] = {
  ...{ accountId: 'acc_1', displayName: '陈立新', maskedPhone: null, verified: false, community: null },
  ...{ homes: [], consentVersion: null, consentCurrent: true },
  roles: [{ role: 'community_staff', nodeId: 'nod_1', nodeName: '青禾社区', communityIds: ['nod_1'] }],
  optionalPurposes: { personalisedPush: false, wechatMessages: false },
}
const refusal = (code: ErrorCode): ApiError =>
  new ApiError({ type: '', title: '', status: 403, detail: '不行', code, requestId: 'req_1' })

/** An act that the server refuses. */
function refused(code: ErrorCode): Promise<unknown> {
  const client = new QueryClient()
  watchRefusals(client)
  return new MutationObserver(client, { mutationFn: () => Promise.reject(refusal(code)) })
    .mutate()
    .catch(() => undefined)
}

beforeEach(() => {
  exchange.mockReset()
  forgetSession()
  const expiresAt = new Date(Date.now() + 600_000).toISOString()
  adoptSession({ accessToken: 'a', refreshToken: 'r', expiresAt, actor })
})

test.each<ErrorCode>(['forbidden', 'staff_suspended'])(
  'whoever is refused as “%s” is looked up anew, and the buttons of a lost role go',
  async (code) => {
    exchange.mockResolvedValue({ status: 200, body: { ...actor, roles: [] }, header: () => undefined })
    await refused(code)
    await waitFor(() => expect(currentSession()?.actor.roles).toEqual([]))
    expect(exchange.mock.calls.map(([{ url }]) => url)).toEqual(['/api/v1/session'])
  },
)

test('any other refusal asks nothing', async () => {
  await refused('version_conflict')
  expect(exchange).not.toHaveBeenCalled()
})
