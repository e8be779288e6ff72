import { waitFor } from '@testing-library/react'
import type { Route } from '@linli/shared/contract'
import { ApiError } from './api-error'
import { NetworkError } from './network-error'
import { addressOf, send } from './request'
import { answerProof } from './second-factor'
import { adoptSession, currentSession, forgetSession, sessionEnded, type SessionAnswer } from './session'
import { transport } from './transport'
import type { HttpAnswer, HttpRequest } from './transport.types'

jest.mock('./transport')
const exchange = jest.mocked(transport)

const answer = (status: number, body: unknown = {}, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  body,
  header: (name) => headers[name],
})
const problem = (status: number, code: string) =>
  answer(status, {
    type: `urn:linli:problem:${code}`,
    title: code,
    status,
    detail: '不行',
    code,
    requestId: 'req_1',
  })

const actor = {
  accountId: 'acc_1',
  displayName: '周玉兰',
  maskedPhone: null,
  verified: true,
  community: null,
  homes: [],
  roles: [],
  consentVersion: null,
  consentCurrent: true,
  optionalPurposes: { personalisedPush: false, wechatMessages: false },
} satisfies SessionAnswer['actor']

const tokens = (name: string, livesMs = 600_000): SessionAnswer => ({
  accessToken: `access-${name}`,
  refreshToken: `refresh-${name}`,
  expiresAt: new Date(Date.now() + livesMs).toISOString(),
  actor,
})

const read: Route = { method: 'GET', path: '/notices/{id}', allow: 'anyone', summary: '', etag: true }
const create: Route = { method: 'POST', path: '/opinions', allow: 'signed-in', summary: '', idempotent: true }
const sent = (): HttpRequest[] => exchange.mock.calls.map(([request]) => request)
const refreshes = () => sent().filter(({ url }) => url.endsWith('/session/refresh'))

beforeEach(() => {
  exchange.mockReset()
  localStorage.clear()
  forgetSession()
})

test('an address has its parameters encoded and leaves empty values out', () => {
  expect(
    addressOf('/notices/{id}', {
      params: { id: 'a/b' },
      query: { q: '停水', cursor: undefined, tag: ['x', 'y'] },
    }),
  ).toBe('/api/v1/notices/a%2Fb?q=%E5%81%9C%E6%B0%B4&tag=x&tag=y')
})

test('a creating call carries an idempotency key, and the one it was given stays the same', async () => {
  exchange.mockResolvedValue(answer(201, { id: 1 }))
  await send(create, { body: {} })
  await send(create, { body: {} }, { idempotencyKey: 'mine' })
  expect(sent()[0]?.headers['Idempotency-Key']).toMatch(/^\w{20,}$/)
  expect(sent()[1]?.headers['Idempotency-Key']).toBe('mine')
})

test('ten calls with a token about to end renew it once', async () => {
  adoptSession(tokens('old', 1_000))
  exchange.mockImplementation((request) =>
    Promise.resolve(request.url.endsWith('/session/refresh') ? answer(200, tokens('new')) : answer(200, {})),
  )
  await Promise.all(Array.from({ length: 10 }, () => send(read, { params: { id: '1' } })))
  expect(refreshes()).toHaveLength(1)
  expect(sent().filter(({ headers }) => headers.Authorization === 'Bearer access-new')).toHaveLength(10)
})

test('a refused token is renewed and the call repeated with the same idempotency key', async () => {
  adoptSession(tokens('old'))
  exchange
    .mockResolvedValueOnce(problem(401, 'unauthenticated'))
    .mockResolvedValueOnce(answer(200, tokens('new')))
    .mockResolvedValueOnce(answer(201, { id: 'opn_1' }))
  await expect(send(create, { body: {} })).resolves.toEqual({ id: 'opn_1' })
  const [first, , second] = sent()
  expect(second?.headers['Idempotency-Key']).toBe(first?.headers['Idempotency-Key'])
  expect(second?.headers.Authorization).toBe('Bearer access-new')
})

test('a session ended elsewhere is forgotten, the call fails saying so, and the screens are told', async () => {
  adoptSession(tokens('old'))
  exchange
    .mockResolvedValueOnce(problem(401, 'unauthenticated'))
    .mockResolvedValueOnce(problem(401, 'session_ended'))
  await expect(send(create, { body: {} })).rejects.toMatchObject({ code: 'session_ended' })
  expect(currentSession()).toBeUndefined()
  expect(sessionEnded.get()).toBe(true)
  adoptSession(tokens('new'))
  expect(sessionEnded.get()).toBe(false)
})

test('what was asked as a person whose session has ended is not asked as a visitor', async () => {
  adoptSession(tokens('old', 1_000))
  exchange.mockResolvedValueOnce(problem(401, 'session_ended'))
  await expect(send(read, { params: { id: '1' } })).rejects.toMatchObject({ code: 'session_ended' })
  expect(sent()).toHaveLength(1)
})

test('a network lost while renewing signs nobody out', async () => {
  adoptSession(tokens('old', 1_000))
  exchange.mockRejectedValue(new NetworkError('offline'))
  await expect(send(read, { params: { id: '1' } })).rejects.toBeInstanceOf(NetworkError)
  expect(currentSession()?.refreshToken).toBe('refresh-old')
})

test('a lost refresh is asked again with the same attempt key', async () => {
  adoptSession(tokens('old', 1_000))
  exchange.mockRejectedValueOnce(new NetworkError('timeout'))
  await expect(send(read, { params: { id: '1' } })).rejects.toBeInstanceOf(NetworkError)
  exchange.mockImplementation((request) =>
    Promise.resolve(request.url.endsWith('/session/refresh') ? answer(200, tokens('new')) : answer(200, {})),
  )
  await send(read, { params: { id: '1' } })
  const [first, second] = refreshes()
  expect(second?.body).toEqual(first?.body)
})

test('another tab’s newer token is taken instead of using a refresh token twice', async () => {
  adoptSession(tokens('old', 1_000))
  localStorage.setItem('linli:session', JSON.stringify({ ...tokens('other'), attemptKey: 'k'.repeat(26) }))
  exchange.mockResolvedValue(answer(200, {}))
  await send(read, { params: { id: '1' } })
  expect(refreshes()).toHaveLength(0)
  expect(sent()[0]?.headers.Authorization).toBe('Bearer access-other')
})

test('an unchanged answer comes from what is known, and never across accounts', async () => {
  adoptSession(tokens('a'))
  exchange
    .mockResolvedValueOnce(answer(200, { title: '停水' }, { etag: 'W/"1"' }))
    .mockResolvedValueOnce(answer(304, undefined))
  await send(read, { params: { id: 'tagged' } })
  await expect(send(read, { params: { id: 'tagged' } })).resolves.toEqual({ title: '停水' })
  expect(sent()[1]?.headers['If-None-Match']).toBe('W/"1"')
  adoptSession({ ...tokens('b'), actor: { ...actor, accountId: 'acc_2' } })
  exchange.mockResolvedValueOnce(answer(200, { title: '别的' }))
  await send(read, { params: { id: 'tagged' } })
  expect(sent()[2]?.headers['If-None-Match']).toBeUndefined()
})

test('a refusal carries the server’s sentence, its code and its issues by field', async () => {
  exchange.mockResolvedValue(
    answer(400, {
      type: '',
      title: '',
      status: 400,
      detail: '有几处没有填对',
      code: 'validation_failed',
      requestId: 'req_9',
      errors: [{ path: 'body.phone', message: '请填 11 位手机号' }],
    }),
  )
  const error: unknown = await send(create, { body: {} }).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ message: '有几处没有填对', code: 'validation_failed', requestId: 'req_9' })
  expect(error instanceof ApiError && error.issueAt('phone')).toBe('请填 11 位手机号')
})

test('a gateway’s HTML page becomes words, not a crash', async () => {
  exchange.mockResolvedValue(answer(502, undefined))
  await expect(send(read, { params: { id: '1' } })).rejects.toMatchObject({
    code: 'unavailable',
    status: 502,
  })
})

describe('where the server wants the second factor', () => {
  const guarded: Route = { ...create, path: '/second-factor/resets', stepUp: true }
  const refusal = () =>
    answer(403, { ...(problem(403, 'second_factor_required').body as object), details: { enrolled: true } })
  const keys = () => sent().map(({ headers }) => headers['Idempotency-Key'])

  test('the person is asked once for all calls, and each is repeated with its own key', async () => {
    adoptSession(tokens('a'))
    exchange.mockResolvedValueOnce(refusal()).mockResolvedValueOnce(refusal())
    const both = [send(guarded, {}), send(guarded, {})]
    await waitFor(() => expect(exchange).toHaveBeenCalledTimes(2))
    exchange.mockResolvedValue(answer(200, { ok: true }))
    answerProof(true)
    expect(await Promise.all(both)).toEqual([{ ok: true }, { ok: true }])
    const [first, second, third, fourth] = keys()
    expect(first).not.toBe(second)
    expect([third, fourth].toSorted()).toEqual([first, second].toSorted())
  })

  test('a person who does not want to gets a plain sentence, and nothing is sent again', async () => {
    adoptSession(tokens('a'))
    exchange.mockResolvedValueOnce(refusal())
    const call = send(guarded, {})
    call.catch(() => undefined)
    await waitFor(() => expect(exchange).toHaveBeenCalledTimes(1))
    answerProof(false)
    await expect(call).rejects.toThrow('没有确认是您本人，这一步没有办')
    expect(exchange).toHaveBeenCalledTimes(1)
  })

  test('it is asked once per call: a second refusal is the answer', async () => {
    adoptSession(tokens('a'))
    exchange.mockResolvedValue(refusal())
    const call = send(guarded, {})
    call.catch(() => undefined)
    await waitFor(() => expect(exchange).toHaveBeenCalledTimes(1))
    answerProof(true)
    await expect(call).rejects.toMatchObject({ code: 'second_factor_required' })
    expect(exchange).toHaveBeenCalledTimes(2)
  })
})
