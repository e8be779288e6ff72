import { startTestApp, type TestApp } from '../../../test/test-app'
import type { Answer, Client } from '../../../test/http-client'
import type { SmsMessage } from '../../platform/sms/sms'

const sent: SmsMessage[] = []
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({
    overrides: {
      sms: {
        send(message) {
          sent.push(message)
          return Promise.resolve()
        },
      },
    },
  })
})
afterAll(() => app.close())

interface SignedIn {
  accessToken: string
  refreshToken: string
  expiresAt: string
  actor: Record<string, unknown>
}
const signedIn = (answer: Answer): SignedIn => {
  expect(answer.status).toBe(200)
  return answer.body as unknown as SignedIn
}
const lastCode = (phone: string): string =>
  sent.findLast((message) => message.phone === phone)?.params['code'] ?? ''
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

async function signInByPhone(phone: string): Promise<SignedIn> {
  expect((await app.visitor.post('/session/sms-codes', { phone })).status).toBe(202)
  return signedIn(await app.visitor.post('/session/phone', { phone, code: lastCode(phone) }))
}
const refresh = (refreshToken: string, attemptKey?: string): Promise<Answer> =>
  app.visitor.post('/session/refresh', { refreshToken, ...(attemptKey && { attemptKey }) })
const codes = (answers: readonly Answer[]): (string | number)[] =>
  answers.map((answer) => (answer.status < 300 ? answer.status : String(answer.body['code'])))

describe('codes by SMS', () => {
  it('signs in with the code sent, and the code works once', async () => {
    const phone = '13800010001'
    const session = await signInByPhone(phone)
    expect(session.actor).toMatchObject({
      displayName: '居民',
      homes: [],
      maskedPhone: null,
      consentVersion: null,
    })
    const again = await app.visitor.post('/session/phone', { phone, code: lastCode(phone) })
    expect(codes([again])).toEqual(['code_expired'])
  })

  it('lets one of many at once use a code, and makes one account of them', async () => {
    const phone = '13800010002'
    await app.visitor.post('/session/sms-codes', { phone })
    const body = { phone, code: lastCode(phone) }
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => app.visitor.post('/session/phone', body)),
    )
    expect(codes(answers).filter((code) => code === 200)).toHaveLength(1)
  })

  it('gives five attempts, however many come at once, and then none even for the right code', async () => {
    const phone = '13800010003'
    await app.visitor.post('/session/sms-codes', { phone })
    const guesses = await Promise.all(
      Array.from({ length: 8 }, () =>
        app.visitor.post('/session/phone', { phone, code: wrong(lastCode(phone)) }),
      ),
    )
    expect(codes(guesses).filter((code) => code === 'code_wrong')).toHaveLength(5)
    expect(codes(guesses).filter((code) => code === 'code_expired')).toHaveLength(3)
    const left = guesses.flatMap((answer) => {
      const details = answer.body['details'] as { attemptsLeft: number } | undefined
      return details ? [details.attemptsLeft] : []
    })
    expect(left.toSorted()).toEqual([0, 1, 2, 3, 4])
    const right = await app.visitor.post('/session/phone', { phone, code: lastCode(phone) })
    expect(codes([right])).toEqual(['code_expired'])
  })

  it('expires after five minutes', async () => {
    const phone = '13800010004'
    await app.visitor.post('/session/sms-codes', { phone })
    app.clock.advance(300_000)
    const late = await app.visitor.post('/session/phone', { phone, code: lastCode(phone) })
    expect(codes([late])).toEqual(['code_expired'])
  })

  it('sends one code a minute and ten a day to a number, even when asked at once', async () => {
    const phone = '13800010005'
    const first = await Promise.all(
      Array.from({ length: 5 }, () => app.visitor.post('/session/sms-codes', { phone })),
    )
    expect(codes(first).filter((code) => code === 202)).toHaveLength(1)
    expect(sent.filter((message) => message.phone === phone)).toHaveLength(1)
    app.clock.advance(59_000)
    const soon = await app.visitor.post('/session/sms-codes', { phone })
    expect(soon.status).toBe(429)
    expect(soon.body['details']).toEqual({ retryAfterSeconds: 1 })
    for (let turn = 0; turn < 9; turn++) {
      app.clock.advance(60_000)
      expect((await app.visitor.post('/session/sms-codes', { phone })).status).toBe(202)
    }
    app.clock.advance(60_000)
    expect((await app.visitor.post('/session/sms-codes', { phone })).status).toBe(429)
    app.clock.advance(86_400_000)
    expect((await app.visitor.post('/session/sms-codes', { phone })).status).toBe(202)
  })

  it('keeps neither the number nor the code in the clear', async () => {
    const phone = '13800010006'
    await signInByPhone(phone)
    const stored = JSON.stringify([
      await app.rows('sms_codes'),
      await app.rows('identities'),
      await app.rows('accounts'),
      app.logs,
    ])
    expect(stored).not.toContain(phone)
    expect(stored).not.toContain(lastCode(phone))
  })
})

describe('sessions', () => {
  const asSession = (session: SignedIn): Client => app.withToken(session.accessToken)

  it('answers 401 without a token, with a forged one and after ten minutes', async () => {
    const session = await signInByPhone('13800010011')
    expect((await asSession(session).get('/session')).status).toBe(200)
    const forged = app.withToken(`${session.accessToken.slice(0, -3)}abc`)
    expect((await app.visitor.get('/session')).status).toBe(401)
    expect((await forged.get('/session')).status).toBe(401)
    app.clock.advance(600_000)
    expect(codes([await asSession(session).get('/session')])).toEqual(['unauthenticated'])
    const next = signedIn(await refresh(session.refreshToken))
    expect((await asSession(next).get('/session')).status).toBe(200)
  })

  it('ends the family when a used token comes back', async () => {
    const first = await signInByPhone('13800010012')
    const second = signedIn(await refresh(first.refreshToken))
    expect(codes([await refresh(first.refreshToken)])).toEqual(['session_ended'])
    expect(codes([await refresh(second.refreshToken)])).toEqual(['session_ended'])
    expect(codes([await asSession(second).get('/session')])).toEqual(['session_ended'])
  })

  it('lets exactly one of many strangers at once use a token', async () => {
    const first = await signInByPhone('13800010013')
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first.refreshToken)))
    expect(codes(answers).filter((code) => code === 200)).toHaveLength(1)
  })

  it('gives the same attempt the same successor when its answer was lost, also many at once', async () => {
    const first = await signInByPhone('13800010014')
    const attempt = 'attempt-key-of-this-client-0001'
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(first.refreshToken, attempt)))
    const successors = new Set(answers.map((answer) => signedIn(answer).refreshToken))
    expect(successors.size).toBe(1)
    app.clock.advance(30_000)
    const late = signedIn(await refresh(first.refreshToken, attempt))
    expect(successors.has(late.refreshToken)).toBe(true)
    expect(codes([await refresh(late.refreshToken)])).toEqual([200])
  })

  it.each([
    ['another attempt', '13800010041', 'another-attempt-key-00000001', 0, false],
    ['the same attempt after a minute', '13800010042', 'attempt-key-of-this-client-0001', 61_000, false],
    [
      'the same attempt after its successor was used',
      '13800010043',
      'attempt-key-of-this-client-0001',
      0,
      true,
    ],
  ])('ends the family for %s', async (_, phone, key, wait, useSuccessor) => {
    const first = await signInByPhone(phone)
    const next = signedIn(await refresh(first.refreshToken, 'attempt-key-of-this-client-0001'))
    const newest = useSuccessor ? signedIn(await refresh(next.refreshToken)) : next
    app.clock.advance(wait)
    expect(codes([await refresh(first.refreshToken, key)])).toEqual(['session_ended'])
    expect(codes([await refresh(newest.refreshToken)])).toEqual(['session_ended'])
  })

  it('refuses the access token at once after signing out, and leaves other sessions alone', async () => {
    const phone = '13800010015'
    const one = await signInByPhone(phone)
    app.clock.advance(60_000)
    const other = await signInByPhone(phone)
    expect((await asSession(one).post('/session/sign-out')).status).toBe(204)
    expect(codes([await asSession(one).get('/session'), await refresh(one.refreshToken)])).toEqual([
      'session_ended',
      'session_ended',
    ])
    expect((await asSession(other).get('/session')).status).toBe(200)
  })

  it('ends every session when signing out everywhere', async () => {
    const phone = '13800010016'
    const one = await signInByPhone(phone)
    app.clock.advance(60_000)
    const other = await signInByPhone(phone)
    expect((await asSession(one).post('/session/sign-out-everywhere')).status).toBe(204)
    expect((await asSession(other).get('/session')).status).toBe(401)
    expect((await refresh(other.refreshToken)).status).toBe(401)
  })

  it('ends after sixty days without a visit, and the sweep removes what is over', async () => {
    const session = await signInByPhone('13800010017')
    app.clock.advance(60 * 86_400_000)
    expect(codes([await refresh(session.refreshToken)])).toEqual(['session_ended'])
    app.clock.advance(1)
    await app.deps.jobs.runNow('session.sweep')
    expect(await app.rows('refresh_tokens')).toEqual([])
    expect(await app.rows('sms_codes')).toEqual([])
  })

  it('stores no refresh token, only its hash', async () => {
    const { refreshToken } = await signInByPhone('13800010018')
    expect(JSON.stringify(await app.rows('refresh_tokens'))).not.toContain(refreshToken)
  })
})

describe('what is not a demo', () => {
  it('has no demo people', async () => {
    const list = await app.visitor.get('/session/demo')
    const signIn = await app.visitor.post('/session/demo', { persona: 'resident' })
    expect(codes([list, signIn])).toEqual(['not_found', 'not_found'])
  })

  it('answers an empty tree well', async () => {
    const list = await app.visitor.get('/space/communities')
    expect(list.body).toEqual({ items: [] })
    expect(codes([await app.visitor.get('/space/grid-card')])).toEqual(['not_found'])
  })

  it('gives the first operator a role and a code that signs in, twice the same person', async () => {
    const invitation = { phone: '13800010021', name: '周明', districtName: '滨河区' }
    await app.deps.services.session.inviteOperator(invitation)
    app.clock.advance(60_000)
    const { code } = await app.deps.services.session.inviteOperator(invitation)
    const session = signedIn(await app.visitor.post('/session/phone', { phone: invitation.phone, code }))
    expect(await app.rows('role_grants')).toHaveLength(1)
    const me = app.withToken(session.accessToken)
    const terms = (await app.visitor.get('/session/privacy-terms')).body
    const choice = { version: terms['version'], personalisedPush: false, wechatMessages: false }
    const after = signedIn(await me.post('/session/consents', choice))
    expect(after.actor).toMatchObject({
      displayName: '周明',
      roles: [{ role: 'district_operator', nodeName: '滨河区' }],
    })
  })
})

describe('consent', () => {
  it('is asked for before anything personal, recorded with the text, and withdrawn as easily', async () => {
    const session = await signInByPhone('13800010031')
    const me = app.withToken(session.accessToken)
    expect(codes([await me.get('/space/places')])).toEqual(['consent_required'])
    const stale = { version: '2020-01', personalisedPush: false, wechatMessages: true }
    expect(codes([await me.post('/session/consents', stale)])).toEqual(['conflict'])

    const agreed = signedIn(await me.post('/session/consents', { ...stale, version: '2026-11' }))
    expect(agreed.actor).toMatchObject({
      consentCurrent: true,
      maskedPhone: '138****0031',
      optionalPurposes: { personalisedPush: false, wechatMessages: true },
    })
    expect(codes([await me.get('/space/places')])).toEqual(['not_found'])

    expect((await me.post('/session/consents/withdraw')).status).toBe(204)
    expect(codes([await me.get('/space/places'), await refresh(agreed.refreshToken)])).toEqual([
      'session_ended',
      'session_ended',
    ])
    app.clock.advance(61_000)
    const later = app.withToken((await signInByPhone('13800010031')).accessToken)
    expect((await later.get('/session')).body).toMatchObject({ consentVersion: null, maskedPhone: null })
    const rows = await app.rows('consents')
    const own = rows.filter((row) => row['accountId'] === agreed.actor['accountId'])
    expect(own.map((row) => row['decision'])).toEqual(['accepted', 'withdrawn'])
    expect(own[0]?.['textHash']).toMatch(/^[0-9a-f]{64}$/)
  })

  it('gives a new refresh token without ending the one in the client’s hand', async () => {
    const session = await signInByPhone('13800010032')
    const choice = { version: '2026-11', personalisedPush: false, wechatMessages: false }
    signedIn(await app.withToken(session.accessToken).post('/session/consents', choice))
    expect(codes([await refresh(session.refreshToken)])).toEqual([200])
  })
})

it.each([
  ['/session/sms-codes', { phone: '12345' }],
  ['/session/phone', { phone: '13800000001', code: '12' }],
  ['/session/phone', { phone: '13800000001', code: '123456', extra: true }],
  ['/session/refresh', {}],
  ['/session/demo', { persona: '../..' }],
])('refuses a request to %s that does not fit, in Chinese', async (path, body) => {
  const answer = await app.visitor.post(path, body)
  expect(answer.status).toBe(400)
  expect(answer.body).toMatchObject({ code: 'validation_failed' })
})
