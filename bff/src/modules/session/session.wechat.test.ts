import { startFakeWechat, type FakeWechat } from '../../../test/fake-wechat'
import type { Answer } from '../../../test/http-client'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { createPeopleRepository } from '../people/people.repository'
import { blankPerson, blankResidency } from '../people/blank-rows'
import { createPersonSeals } from '../people/person-seals'
import { createResidenciesRepository } from '../people/residencies.repository'
import { createSpaceRepository } from '../space/space.repository'
import { planTree, type DemoTree } from '../demo/demo-tree'

let app: TestApp
let wechat: FakeWechat
let tree: DemoTree
const codes = new Map<string, string>()

beforeAll(async () => {
  wechat = await startFakeWechat()
  app = await startTestApp({
    settings: {
      WECHAT_APP_ID: wechat.appId,
      WECHAT_APP_SECRET: wechat.appSecret,
      WECHAT_API_BASE: wechat.apiBase,
    },
    overrides: {
      sms: {
        send({ phone, params }) {
          codes.set(phone, params['code'] ?? '')
          return Promise.resolve()
        },
      },
    },
  })
  tree = planTree(app.deps.ids, app.clock.now())
  await createSpaceRepository(app.connection).insertMany(tree.rows)
})
afterAll(async () => {
  await wechat.close()
  await app.close()
})

interface SignedIn {
  accessToken: string
  actor: { accountId: string; displayName: string; homes: { label: string }[]; verified: boolean }
}
const signedIn = (answer: Answer): SignedIn => {
  expect(answer.status).toBe(200)
  return answer.body as unknown as SignedIn
}
const signIn = (openid: string, phone?: string): Promise<Answer> =>
  app.visitor.post('/session/wechat', {
    code: wechat.loginCode(openid),
    ...(phone !== undefined && { phoneCode: wechat.phoneCode(phone) }),
  })
const agree = async (session: SignedIn, wechatMessages = false): Promise<SignedIn> =>
  signedIn(
    await app.withToken(session.accessToken).post('/session/consents', {
      version: '2026-11',
      personalisedPush: false,
      wechatMessages,
    }),
  )

async function enrol(name: string, phone: string, room: string): Promise<string> {
  const { ids, crypto, clock } = app.deps
  const node = tree.at('青禾社区', room)
  const communityId = tree.community('青禾社区')
  const personId = ids.next('per')
  await createPeopleRepository(app.connection).insertPersons([
    {
      ...blankPerson,
      ...createPersonSeals(crypto).phone(phone, communityId),
      _id: personId,
      communityId,
      name,
      birthDate: '1980-05-01',
      createdAt: clock.now(),
    },
  ])
  await createResidenciesRepository(app.connection).insertMany([
    {
      ...blankResidency,
      _id: ids.next('res'),
      communityId,
      personId,
      roomId: node._id,
      buildingId: node.path.at(-3) ?? '',
      path: node.path.slice(2),
      roomLabel: node.label,
      buildingLabel: node.label.split(' ').slice(0, 3).join(' '),
      relation: 'owner',
      birthDate: '1980-05-01',
      from: clock.now(),
    },
  ])
  return personId
}

it('makes one account of many first sign-ins with one openid', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => signIn('openid-crowd')))
  expect(new Set(answers.map((answer) => signedIn(answer).actor.accountId)).size).toBe(1)
})

it('refuses a code that was used, or never given', async () => {
  const code = wechat.loginCode('openid-once')
  expect((await app.visitor.post('/session/wechat', { code })).status).toBe(200)
  const again = await app.visitor.post('/session/wechat', { code })
  expect(again.body).toMatchObject({ code: 'wechat_code_invalid' })
})

it('is one account whether somebody comes by WeChat with the phone or by SMS', async () => {
  const phone = '13800020001'
  const byWechat = signedIn(await signIn('openid-both', phone))
  await app.visitor.post('/session/sms-codes', { phone })
  const bySms = signedIn(await app.visitor.post('/session/phone', { phone, code: codes.get(phone) }))
  expect(bySms.actor.accountId).toBe(byWechat.actor.accountId)
})

it('joins an unused WeChat account to the account of the phone it proves, and ends at two that are in use', async () => {
  const phone = '13800020002'
  await app.visitor.post('/session/sms-codes', { phone })
  const bySms = signedIn(await app.visitor.post('/session/phone', { phone, code: codes.get(phone) }))
  signedIn(await signIn('openid-doorstep'))
  const joined = signedIn(await signIn('openid-doorstep', phone))
  expect(joined.actor.accountId).toBe(bySms.actor.accountId)
  expect(signedIn(await signIn('openid-doorstep')).actor.accountId).toBe(bySms.actor.accountId)

  await agree(signedIn(await signIn('openid-own-life')))
  expect((await signIn('openid-own-life', phone)).body).toMatchObject({ code: 'conflict' })
})

/** Finds oneself on the roll: the proven phone alone makes nobody anybody. */
async function findOnRoll({ accessToken }: SignedIn, name: string, room: string) {
  const me = app.withToken(accessToken)
  await me.post('/session/community', { communityId: tree.community('青禾社区') })
  const found = await me.post('/homes/match', { roomId: tree.at('青禾社区', room)._id, name })
  expect(found.status).toBe(200)
  return (await me.get('/session')).body
}

it('binds nobody by the phone alone; the person of the roll is told things only while the terms are accepted', async () => {
  const phone = '13800020003'
  const personId = await enrol('钱自立', phone, '锦和苑 1 号楼 1 单元 101')
  const before = signedIn(await signIn('openid-roll', phone))
  const after = await agree(before, true)
  expect(after.actor).toMatchObject({ displayName: '居民', homes: [], verified: false })
  expect(await app.rows('bindings')).toEqual([])

  expect(await findOnRoll(after, '钱自立', '锦和苑 1 号楼 1 单元 101')).toMatchObject({
    displayName: '钱自立',
    verified: true,
    homes: [{ label: '锦和苑 1 号楼 1 单元 101', relation: 'owner', communityName: '青禾社区' }],
  })
  const reach = async () => (await app.rows('residencies')).find((row) => row['personId'] === personId)
  expect(await reach()).toMatchObject({ accountId: after.actor.accountId, wechat: true })

  await app.withToken(after.accessToken).post('/session/consents/withdraw')
  expect(await reach()).toMatchObject({ accountId: null, wechat: false })
  const me = await app.withToken(after.accessToken).get('/session')
  expect(me.body).toMatchObject({ code: 'session_ended' })
})

it('lets a resident with a home choose no other community', async () => {
  const phone = '13800020005'
  await enrol('石安', phone, '锦和苑 1 号楼 1 单元 201')
  const session = await agree(signedIn(await signIn('openid-settled', phone)))
  await findOnRoll(session, '石安', '锦和苑 1 号楼 1 单元 201')
  const me = app.withToken(session.accessToken)
  const other = { communityId: tree.community('知春社区') }
  expect((await me.post('/session/community', other)).status).toBe(404)
  const newcomer = app.withToken((await agree(signedIn(await signIn('openid-newcomer')))).accessToken)
  expect((await newcomer.post('/session/community', other)).body).toMatchObject({
    actor: { community: { name: '知春社区' } },
  })
})

it('keeps no openid in the clear', async () => {
  const stored = JSON.stringify([await app.rows('identities'), await app.rows('accounts'), app.logs])
  expect(stored).not.toContain('openid-')
})
