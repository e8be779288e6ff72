import { startHomeTown, type HomeTown } from '../../../test/home-town'
import { codeOf, type Client } from '../../../test/http-client'

const HOME = '锦和苑 3 号楼 2 单元 501'
let town: HomeTown

beforeAll(async () => {
  town = await startHomeTown()
})
afterAll(() => town.app.close())

/** Somebody bound, with a paper on the roll whose number ends like the phone. */
const bound = (name: string) => town.bound(name, HOME, 'family', { passport: true })

async function atCounter(
  personId: string,
  paperTail: string,
  phone = town.freshPhone(),
  client = town.office,
) {
  const sent = await client.post('/recoveries/codes', { personId, phone })
  const body = { personId, phone, code: town.codeOf(phone) || '000000', paper: 'passport', paperTail }
  return { phone, sent, body, recover: () => client.post('/recoveries', body) }
}

test('moves the account to the new phone: old sessions end, both numbers are told, the act is recorded', async () => {
  const elder = await bound('吕一')
  const { phone, recover } = await atCounter(elder.personId, elder.tail)
  const done = await recover()
  expect(done.status).toBe(201)
  expect(done.body).toMatchObject({ maskedName: '吕*', paperLabel: '护照', sessionsEnded: 1, toldAt: null })
  expect((await elder.client.get('/session')).status).toBe(401)
  expect((await town.app.visitor.post('/session/refresh', { refreshToken: elder.refreshToken })).status).toBe(
    401,
  )
  await town.app.drainOutbox()
  const told = town.sent.filter(({ template }) => template === 'phone_moved').map((message) => message.phone)
  expect(told).toEqual([elder.phone, phone])
  const [row] = await town.app.rows('recoveries')
  expect(row).toMatchObject({ oldPhone: null, newPhone: null, toldAt: expect.any(Date) as Date })
  const acts = (await town.app.rows('audit_rows')).filter((one) => one['action'] === 'account.recover')
  expect(acts).toHaveLength(1)
  expect(JSON.stringify(acts)).not.toContain(phone)
  town.app.clock.advance(61_000)
  const back = await town.arrive(phone)
  expect(back.accountId).toBe(elder.accountId)
  expect((await back.me()).homes).toMatchObject([{ label: HOME }])
  const newcomer = await town.arrive(elder.phone)
  expect(newcomer.accountId).not.toBe(elder.accountId)
})

test('needs the code read out, the paper of the roll, and a number nobody uses', async () => {
  const elder = await bound('吕二')
  const wrongPaper = await atCounter(elder.personId, '0000')
  expect(codeOf(await wrongPaper.recover())).toBe('identity_differs')
  const { body } = await atCounter(elder.personId, elder.tail)
  expect(
    codeOf(
      await town.office.post('/recoveries', { ...body, code: body.code === '111111' ? '222222' : '111111' }),
    ),
  ).toBe('code_wrong')
  const other = await bound('吕三')
  town.app.clock.advance(61_000)
  const used = await atCounter(elder.personId, elder.tail, other.phone)
  expect(codeOf(await used.recover())).toBe('phone_in_use')
  expect((await other.client.get('/homes')).status).toBe(200)
})

test('is for people of the own community who are bound, and for nobody who holds a post', async () => {
  const elder = await bound('吕四')
  const asked = async (client: Client, personId = elder.personId) =>
    (await client.post('/recoveries/codes', { personId, phone: town.freshPhone() })).status
  expect(await asked(town.app.visitor)).toBe(401)
  for (const role of ['resident', 'grid_worker', 'supervisor', 'street_admin', 'organisation_staff'] as const)
    expect(await asked(town.as(role))).toBe(403)
  expect(await asked(town.as('community_staff', { community: 'other' }))).toBe(404)
  const [unbound = ''] = await town.enrol({ name: '吕五', ...town.home(HOME, { relation: 'family' }) })
  expect(await asked(town.office, unbound)).toBe(404)
  const { uow, services } = town.app.deps
  await uow.run(() =>
    services.roles.give({
      ...{ accountId: elder.accountId, role: 'grid_worker', nodeId: town.own },
      ...{ name: '吕四', workPhone: null, organisation: null },
    }),
  )
  expect(await asked(town.office)).toBe(403)
})

test('happens once, however often it is sent at the same time', async () => {
  const elder = await bound('吕六')
  const { recover } = await atCounter(elder.personId, elder.tail)
  const answers = await Promise.all(Array.from({ length: 4 }, () => recover()))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const list = await town.office.get('/recoveries')
  expect((list.body as unknown as { items: { maskedName: string }[] }).items[0]).toMatchObject({
    maskedName: '吕*',
  })
})

test('an account that is deleted leaves the record of the recovery without its name', async () => {
  const elder = await bound('吕九')
  const { phone, recover } = await atCounter(elder.personId, elder.tail)
  expect((await recover()).status).toBe(201)
  town.app.clock.advance(61_000)
  const back = await town.arrive(phone)
  expect((await back.client.post('/privacy/deletion', {})).status).toBe(204)
  await town.app.drainOutbox()
  await town.app.deps.jobs.runNow('privacy.erase')
  const rows = await town.app.rows('recoveries')
  expect(rows).toContainEqual(
    expect.objectContaining({
      personId: elder.personId,
      accountId: 'acc_deleted',
      oldPhone: null,
      newPhone: null,
    }),
  )
  expect(JSON.stringify(rows)).not.toContain(elder.accountId)
})
