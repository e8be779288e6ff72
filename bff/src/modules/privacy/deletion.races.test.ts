import { outcome } from '../../../test/http-client'
import { createSmsBox } from '../../../test/own-account'
import { createResidents, phonesFrom, type Residents } from '../../../test/own-resident'
import { buildPeopleTown, type PeopleTown } from '../../../test/people-town'
import { startTestApp, type TestApp } from '../../../test/test-app'

// An account that is deleted and given a post at once: the post never stays behind without its holder.

const box = createSmsBox()
let app: TestApp
let town: PeopleTown
let resident: Residents['resident']
beforeAll(async () => {
  app = await startTestApp({ overrides: { sms: box.sms } })
  town = await buildPeopleTown(app)
  ;({ resident } = createResidents(app, town, box, phonesFrom('1380003')))
  await app.deps.services.roles.give({
    ...{ accountId: town.actor('community_admin').accountId, role: 'community_admin', nodeId: town.own },
    ...{ name: '王秀英', workPhone: null, organisation: null },
  })
})
afterAll(() => app.close())

const isClosed = async (accountId: string): Promise<boolean> =>
  (await app.rows('accounts')).some(({ _id, closedAt }) => _id === accountId && closedAt !== null)
const postsOf = async (accountId: string): Promise<number> =>
  (await app.rows('role_grants')).filter((row) => row['accountId'] === accountId && row['endedAt'] == null)
    .length

test('many who delete their account while they are given a post: each is closed without one or stays with it', async () => {
  const people = await Promise.all(Array.from({ length: 8 }, () => resident()))
  const outcomes = await Promise.all(
    people.map(async ({ client, personId }) => {
      const post = { role: 'community_staff', nodeId: town.own, holder: { personId } }
      const [deleted, given] = await Promise.all([
        client.post('/privacy/deletion', {}),
        town.as('community_admin').post('/role-grants', post),
      ])
      return [outcome(deleted), outcome(given)]
    }),
  )
  for (const [index, { accountId }] of people.entries()) {
    const [deleted, given] = outcomes[index] ?? []
    const found = [deleted, given, await isClosed(accountId), await postsOf(accountId)]
    expect([
      [204, 'no_account', true, 0],
      [204, 'not_found', true, 0],
      ['still_on_duty', 201, false, 1],
    ]).toContainEqual(found)
  }
})

test('a post that waits for the phone is not taken up by an account that is deleted in the same moment', async () => {
  const me = await resident()
  const { roles } = app.deps.services
  await roles.invite(me.phone, {
    ...{ role: 'community_staff', nodeId: town.own, communityId: town.own, name: '陈立新' },
    ...{ workPhone: null, organisation: null, grantExpiresAt: null },
    invitedBy: town.actor('community_admin').accountId,
  })
  const takeUp = roles.takeUp
  let deleted: string | number | undefined
  const spy = jest.spyOn(roles, 'takeUp').mockImplementation(async (...asked) => {
    const taken = await takeUp(...asked)
    // The other phone deletes the account after the first look at it, and before this sign-in is written.
    deleted ??= outcome(await me.client.post('/privacy/deletion', {}))
    return taken
  })
  app.clock.advance(60_000)
  await app.visitor.post('/session/sms-codes', { phone: me.phone })
  const code = box.lastCode(me.phone)
  const signedIn = await app.visitor
    .post('/session/phone', { phone: me.phone, code })
    .finally(() => spy.mockRestore())
  expect([deleted, outcome(signedIn)]).toEqual([204, 'session_ended'])
  expect([await isClosed(me.accountId), await postsOf(me.accountId)]).toEqual([true, 0])
  const [waiting] = await app.rows('grant_invitations')
  expect(waiting).toMatchObject({ status: 'waiting' })
})
