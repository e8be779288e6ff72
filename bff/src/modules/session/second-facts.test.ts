import { startHomeTown, type HomeTown } from '../../../test/home-town'
import { startFakeWechat, type FakeWechat } from '../../../test/fake-wechat'
import type { Answer } from '../../../test/http-client'

const HOME = '锦和苑 3 号楼 2 单元 501'
const DAY_MS = 86_400_000
let town: HomeTown
let wechat: FakeWechat

beforeAll(async () => {
  wechat = await startFakeWechat()
  const { apiBase, appId, appSecret } = wechat
  town = await startHomeTown({
    settings: { WECHAT_API_BASE: apiBase, WECHAT_APP_ID: appId, WECHAT_APP_SECRET: appSecret },
  })
})
afterAll(async () => {
  await town.app.close()
  await wechat.close()
})

interface Required {
  readonly code: string
  readonly details: { readonly ticket: string; readonly attemptsLeft: number }
}
const askedBy = (answer: Answer): Required['details'] => {
  expect([answer.status, answer.body['code']]).toEqual([409, 'second_fact_required'])
  return (answer.body as unknown as Required).details
}

/** Somebody of the roll who is bound, and has then not come for so many days. */
async function absent(name: string, days: number) {
  const neighbour = await town.bound(name, HOME, 'family', { passport: true })
  town.app.clock.advance(days * DAY_MS)
  return neighbour
}
async function signIn(phone: string): Promise<Answer> {
  await town.app.visitor.post('/session/sms-codes', { phone })
  const answer = await town.app.visitor.post('/session/phone', { phone, code: town.codeOf(phone) })
  town.app.clock.advance(61_000)
  return answer
}
const say = (ticket: string, name: string, fact: string): Promise<Answer> =>
  town.app.visitor.post('/session/second-fact', { ticket, name, fact })
const accountOf = (answer: Answer): string =>
  (answer.body as unknown as { actor: { accountId: string } }).actor.accountId

test('a phone opens its account within 90 days of the last visit, and asks for more after that', async () => {
  const recent = await absent('何一', 89)
  expect((await signIn(recent.phone)).status).toBe(200)
  const long = await absent('何二', 90)
  expect(askedBy(await signIn(long.phone)).attemptsLeft).toBe(5)
})

test.each([
  ['the room', '何三', () => '3-2-501'],
  ['the last digits of the paper', '何四', (tail: string) => tail],
])('name and %s open the account, once', async (_, name, fact) => {
  const { phone, accountId, tail } = await absent(name, 100)
  const { ticket } = askedBy(await signIn(phone))
  const opened = await say(ticket, name, fact(tail))
  expect([opened.status, accountOf(opened)]).toEqual([200, accountId])
  expect((await say(ticket, name, fact(tail))).body['code']).toBe('code_expired')
  expect((await signIn(phone)).status).toBe(200)
})

test('guesses are few a day, side by side and over several codes', async () => {
  const { phone } = await absent('何五', 120)
  const { ticket } = askedBy(await signIn(phone))
  const wrong = await Promise.all(
    ['1-1-101', '1-1-102', '1-1-201', '1-1-202'].map((fact) => say(ticket, '何五', fact)),
  )
  expect(wrong.map(({ body }) => body['code'])).toEqual(Array(4).fill('second_fact_wrong'))
  const again = askedBy(await signIn(phone))
  expect(again.attemptsLeft).toBe(1)
  expect((await say(again.ticket, '何某', '3-2-501')).body).toMatchObject({ details: { attemptsLeft: 0 } })
  expect((await say(again.ticket, '何五', '3-2-501')).body['code']).toBe('second_fact_wrong')
  town.app.clock.advance(DAY_MS)
  const next = askedBy(await signIn(phone))
  expect((await say(next.ticket, '何五', '3-2-501')).status).toBe(200)
})

test('whoever has the number now begins anew: the old account stays untouched and unreadable', async () => {
  const { phone, accountId } = await absent('何六', 200)
  const { ticket } = askedBy(await signIn(phone))
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => town.app.visitor.post('/session/begin-anew', { ticket })),
  )
  const begun = answers.filter(({ status }) => status === 200)
  expect(begun).toHaveLength(1)
  const [fresh] = begun
  expect(fresh && accountOf(fresh)).not.toBe(accountId)
  expect(fresh?.body).toMatchObject({ actor: { homes: [], consentCurrent: false } })
  const old = (await town.app.rows('accounts')).find((row) => row['_id'] === accountId)
  expect(old).toMatchObject({ closedAt: null, consent: { version: expect.any(String) as string } })
  const binding = (await town.app.rows('bindings')).find((row) => row['accountId'] === accountId)
  expect(binding).toMatchObject({ to: null })
  expect((await signIn(phone)).status).toBe(200)
})

test('WeChat’s one-tap number of a long absent account asks as well; an account that holds nothing does not', async () => {
  const { phone } = await absent('何七', 95)
  const code = wechat.loginCode('openid-somebody-new')
  askedBy(await town.app.visitor.post('/session/wechat', { code, phoneCode: wechat.phoneCode(phone) }))

  const doorstep = town.freshPhone()
  expect((await signIn(doorstep)).status).toBe(200)
  town.app.clock.advance(400 * DAY_MS)
  expect((await signIn(doorstep)).status).toBe(200)
})
