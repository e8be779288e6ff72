import type { RouteTable, SchemaTable } from '@linli/shared/contract'
import type { Role } from '@linli/shared/roles'
import { RECOVERY_CODES, STEP_UP_MINUTES } from '@linli/shared/second-factor/second-factor.rules'
import * as z from 'zod/mini'
import {
  communityA,
  communityB,
  districtNode,
  personas,
  streetNode,
  testTermsVersion,
} from '../../../test/personas'
import { outcome } from '../../../test/http-client'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { implement } from '../../http/implement'
import { defaultLimits } from '../../http/rate-limit'
import type { Actor } from '../../platform/actor'
import { counterAt, hotp } from '../../platform/totp'
import { roleGrantModel, type StaffRole } from '../people/role-grant.model'
import { sessionModel } from '../session/session.model'
import { newNode } from '../space/node-draft'
import { nodeModel, type NodeRow } from '../space/node.model'

const holder = (name: string, role: Role, nodeId: string, communityIds: string[]): Actor => ({
  accountId: `acc_testSecondFactor${name}`,
  sessionId: `ses_testSecondFactor${name}`,
  personId: null,
  communityId: communityIds[0] ?? null,
  grants: [{ role, nodeId, communityIds }],
  consentVersion: testTermsVersion,
})
const admins = ['AA', 'AB', 'AC', 'AD'].map((name) =>
  holder(name, 'community_admin', communityA, [communityA]),
)
const [one, two, three, four] = admins as [Actor, Actor, Actor, Actor]
const supervisor = holder('SupA', 'supervisor', communityA, [communityA])
const street = holder('StrA', 'street_admin', streetNode, [communityA, communityB])
const streetB = holder('StrB', 'street_admin', streetNode, [communityA, communityB])
const otherAdmin = holder('BA', 'community_admin', communityB, [communityB])
const everyone = [...admins, supervisor, street, streetB, otherAdmin]

const node = (id: string, kind: NodeRow['kind'], path: string[], communityId: string | null): NodeRow =>
  newNode({
    _id: id,
    communityId,
    parentId: path.at(-2) ?? null,
    kind,
    name: id.slice(8),
    label: id.slice(8),
    path,
    hasChildren: true,
    code: kind === 'community' ? id.slice(-2) : null,
    validFrom: new Date('2026-01-01T00:00:00Z'),
  })

/** A route of the test's own that asks for the second factor. */
const guarded = {
  act: {
    method: 'POST',
    path: '/test/guarded',
    allow: 'signed-in',
    summary: 'Something that asks for the second factor',
    stepUp: true,
    idempotent: true,
  },
} as const satisfies RouteTable
const guardedSchemas = {
  act: { response: z.object({ ok: z.boolean() }), errors: [], examples: { response: { ok: true } } },
} satisfies SchemaTable<typeof guarded>

let app: TestApp
beforeEach(async () => {
  app = await startTestApp({
    personasProve: true,
    overrides: {
      features: () => [implement(guarded, guardedSchemas)({ act: () => Promise.resolve({ ok: true }) })],
    },
  })
  await nodeModel(app.connection).insertMany([
    node(districtNode, 'district', [districtNode], null),
    node(streetNode, 'street', [districtNode, streetNode], null),
    node(communityA, 'community', [districtNode, streetNode, communityA], communityA),
    node(communityB, 'community', [districtNode, streetNode, communityB], communityB),
  ])
  const from = new Date('2026-01-01T00:00:00Z')
  await roleGrantModel(app.connection).insertMany(
    everyone.map(({ accountId, grants: [grant] }) => ({
      _id: `grt_${accountId.slice(4)}`,
      accountId,
      role: grant?.role as StaffRole,
      nodeId: grant?.nodeId,
      name: accountId.slice(20),
      workPhone: null,
      organisation: null,
      from,
      to: null,
    })),
  )
  await sessionModel(app.connection).insertMany(
    everyone.map(({ accountId, sessionId }) => ({
      _id: sessionId,
      accountId,
      createdAt: from,
      expiresAt: new Date('2027-01-01T00:00:00Z'),
    })),
  )
})
afterEach(() => app.close())

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
/** The bytes an authenticator app reads from the text. */
function fromBase32(text: string): Buffer {
  const bits = [...text.replaceAll(' ', '')].map((digit) =>
    BASE32.indexOf(digit).toString(2).padStart(5, '0'),
  )
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
}
const codeNow = (secret: Buffer, steps = 0): string => hotp(secret, counterAt(app.clock.now()) + steps)
const act = (who: Actor) => app.as(who).post('/test/guarded')
const prove = (who: Actor, body: unknown) => app.as(who).post('/second-factor/proofs', body)
const actions = async () => (await app.rows('audit_rows')).map((row) => row['action'])

async function enrol(who: Actor): Promise<{ secret: Buffer; recoveryCodes: string[] }> {
  const begun = await app.as(who).post('/second-factor/enrolment')
  expect(begun.status).toBe(201)
  const secret = fromBase32(String(begun.body['secret']))
  const answer = await app.as(who).post('/second-factor/enrolment/confirm', { code: codeNow(secret) })
  expect(answer.status).toBe(200)
  return { secret, recoveryCodes: answer.body['recoveryCodes'] as string[] }
}

/** Lets the last proof of everybody run out. */
const waitOut = () => app.clock.advance(STEP_UP_MINUTES * 60_000)

describe('acts that ask for the second factor', () => {
  it('ask those who hold one of the roles, and say whether they have set one up', async () => {
    const before = await act(one)
    expect(before.status).toBe(403)
    expect(before.body).toMatchObject({ code: 'second_factor_required', details: { enrolled: false } })
    await enrol(one)
    waitOut()
    expect((await act(one)).body).toMatchObject({
      code: 'second_factor_required',
      details: { enrolled: true },
    })
  })

  it('let staff without such a role and residents pass, and refuse a visitor', async () => {
    for (const persona of ['resident', 'verifiedResident', 'gridWorker', 'staff', 'organisation'] as const)
      expect((await app.as(persona).post('/test/guarded')).status).toBe(200)
    expect((await app.visitor.post('/test/guarded')).status).toBe(401)
    for (const persona of ['admin', 'supervisor', 'streetAdmin', 'operator'] as const)
      expect(outcome(await app.as(persona).post('/test/guarded'))).toBe('second_factor_required')
  })

  it('take a proof for 15 minutes of the same session, to the second', async () => {
    const { secret } = await enrol(one)
    waitOut()
    expect(outcome(await prove(one, { code: codeNow(secret) }))).toBe(200)
    expect((await act(one)).status).toBe(200)
    app.clock.advance(STEP_UP_MINUTES * 60_000 - 1)
    expect((await act(one)).status).toBe(200)
    expect(outcome(await act({ ...one, sessionId: 'ses_testSecondFactorOther' }))).toBe(
      'second_factor_required',
    )
    app.clock.advance(1)
    expect(outcome(await act(one))).toBe('second_factor_required')
  })

  it('do the act once when it is repeated with the same key after the proof', async () => {
    const { secret } = await enrol(one)
    waitOut()
    const again = () => app.as(one).post('/test/guarded', undefined, { idempotencyKey: 'the-same-key-0001' })
    expect((await again()).status).toBe(403)
    await prove(one, { code: codeNow(secret) })
    expect((await again()).status).toBe(200)
  })
})

describe('setting it up', () => {
  it('keeps the secret sealed and the recovery codes hashed, and writes the trail', async () => {
    const { secret, recoveryCodes } = await enrol(one)
    expect(recoveryCodes).toHaveLength(RECOVERY_CODES)
    const [row] = await app.rows('second_factors')
    const stored = JSON.stringify(row)
    expect(stored).not.toContain(secret.toString('base64url'))
    for (const code of recoveryCodes) expect(stored).not.toContain(code)
    expect(row?.['secret']).toMatch(/^v1\./)
    expect(await actions()).toEqual(['second_factor.enrol'])
    const status = await app.as(one).get('/second-factor')
    expect(status.body).toMatchObject({ enrolled: true, recoveryCodesLeft: RECOVERY_CODES, demoCode: null })
  })

  it('shows no code outside a demo, and the QR code and the text say the same', async () => {
    const begun = await app.as(one).post('/second-factor/enrolment')
    expect(begun.body['demoCode']).toBeNull()
    expect(String(begun.body['uri'])).toContain(`secret=${String(begun.body['secret']).replaceAll(' ', '')}&`)
    expect(String(begun.body['secret'])).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  })

  it('can be begun again until it is confirmed, and then not', async () => {
    const first = fromBase32(String((await app.as(one).post('/second-factor/enrolment')).body['secret']))
    const second = fromBase32(String((await app.as(one).post('/second-factor/enrolment')).body['secret']))
    const confirm = (code: string) => app.as(one).post('/second-factor/enrolment/confirm', { code })
    expect(outcome(await confirm(codeNow(first)))).toBe('second_factor_wrong')
    expect(outcome(await confirm(codeNow(second)))).toBe(200)
    expect(outcome(await app.as(one).post('/second-factor/enrolment'))).toBe('conflict')
    expect(outcome(await confirm(codeNow(second, 1)))).toBe('conflict')
  })

  it('is confirmed by one of many at once, and only its recovery codes work', async () => {
    const begun = await app.as(one).post('/second-factor/enrolment')
    const secret = fromBase32(String(begun.body['secret']))
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        app.as(one).post('/second-factor/enrolment/confirm', { code: codeNow(secret) }),
      ),
    )
    expect(answers.map(outcome).filter((code) => code === 200)).toHaveLength(1)
    const winner = answers.find((answer) => answer.status === 200)
    const [recoveryCode] = winner?.body['recoveryCodes'] as string[]
    expect(outcome(await prove(one, { recoveryCode }))).toBe(200)
  })

  it('is for the roles that have one', async () => {
    for (const persona of ['resident', 'staff', 'gridWorker'] as const)
      expect(outcome(await app.as(persona).post('/second-factor/enrolment'))).toBe('forbidden')
    expect((await app.visitor.get('/second-factor')).status).toBe(401)
  })
})

describe('proving it', () => {
  it('takes a code once, however many bring it at once', async () => {
    const { secret } = await enrol(one)
    waitOut()
    const code = codeNow(secret)
    const answers = await Promise.all(Array.from({ length: 8 }, () => prove(one, { code })))
    expect(answers.map(outcome).toSorted()).toEqual([200, ...Array<string>(7).fill('second_factor_wrong')])
  })

  it('takes a clock that is one step off, and no more', async () => {
    const { secret } = await enrol(one)
    waitOut()
    expect(outcome(await prove(one, { code: codeNow(secret, 2) }))).toBe('second_factor_wrong')
    expect(outcome(await prove(one, { code: codeNow(secret, -2) }))).toBe('second_factor_wrong')
    expect(outcome(await prove(one, { code: codeNow(secret, -1) }))).toBe(200)
    expect(outcome(await prove(one, { code: codeNow(secret, 1) }))).toBe(200)
    // Older than one that counted.
    expect(outcome(await prove(one, { code: codeNow(secret, 0) }))).toBe('second_factor_wrong')
  })

  it('takes each recovery code once, as typed from paper, however many bring it at once', async () => {
    const { recoveryCodes } = await enrol(one)
    const [code = ''] = recoveryCodes
    const typed = code.toLowerCase().replace(/(.{4})/g, '$1-')
    const answers = await Promise.all(Array.from({ length: 6 }, () => prove(one, { recoveryCode: typed })))
    expect(answers.map(outcome).toSorted()).toEqual([200, ...Array<string>(5).fill('second_factor_wrong')])
    const winner = answers.find((answer) => answer.status === 200)
    expect(winner?.body['recoveryCodesLeft']).toBe(RECOVERY_CODES - 1)
    expect((await actions()).filter((action) => action === 'second_factor.recovery_used')).toHaveLength(1)
  })

  it("takes nobody else's code, and 400 for what is no code", async () => {
    const mine = await enrol(one)
    const theirs = await enrol(two)
    waitOut()
    expect(outcome(await prove(one, { code: codeNow(theirs.secret) }))).toBe('second_factor_wrong')
    expect(outcome(await prove(two, { recoveryCode: mine.recoveryCodes[0] }))).toBe('second_factor_wrong')
    for (const body of [
      {},
      { code: '12345' },
      { recoveryCode: 'short' },
      { code: '123456', recoveryCode: '' },
    ])
      expect(outcome(await prove(one, body))).toBe('validation_failed')
    expect((await prove(three, { code: '123456' })).body).toMatchObject({
      code: 'second_factor_required',
      details: { enrolled: false },
    })
  })

  it('renews the recovery codes after a proof; the old ones stop working', async () => {
    const { secret, recoveryCodes } = await enrol(one)
    waitOut()
    expect(outcome(await app.as(one).post('/second-factor/recovery-codes'))).toBe('second_factor_required')
    await prove(one, { code: codeNow(secret) })
    const renewed = await app.as(one).post('/second-factor/recovery-codes')
    expect(renewed.status).toBe(201)
    const [fresh] = renewed.body['recoveryCodes'] as string[]
    expect(outcome(await prove(one, { recoveryCode: recoveryCodes[1] }))).toBe('second_factor_wrong')
    expect(outcome(await prove(one, { recoveryCode: fresh }))).toBe(200)
  })

  it('is limited: ten guesses a quarter of an hour, counted in the database', async () => {
    const other = await startTestApp({ overrides: { limits: defaultLimits } })
    try {
      const guesses = await Promise.all(
        Array.from({ length: 14 }, () => other.as('admin').post('/second-factor/proofs', { code: '123456' })),
      )
      expect(guesses.filter((guess) => guess.status === 429)).toHaveLength(4)
    } finally {
      await other.close()
    }
  })
})

describe('a reset by two others', () => {
  const request = (who: Actor, accountId: string) => app.as(who).post('/second-factor/resets', { accountId })
  const approve = (who: Actor, id: string) => app.as(who).post(`/second-factor/resets/${id}/approve`)
  const refuse = (who: Actor, id: string) => app.as(who).post(`/second-factor/resets/${id}/refuse`)

  /** Everybody has a factor and has just proven it. */
  async function requested(by: Actor, target: Actor): Promise<string> {
    for (const who of everyone) await enrol(who)
    const answer = await request(by, target.accountId)
    expect(answer.status).toBe(201)
    return String(answer.body['id'])
  }

  it('takes the factor away, ends every session, tells the person, and stands in the trail', async () => {
    const id = await requested(two, one)
    expect((await approve(three, id)).status).toBe(200)
    expect((await app.rows('second_factors')).map((row) => row['_id'])).not.toContain(one.accountId)
    expect(outcome(await app.as(one).get('/second-factor'))).toBe('session_ended')
    const told = (await app.rows('messages')).filter((row) => row['accountId'] === one.accountId)
    expect(told.map((row) => row['title'])).toEqual(['有人申请重置您的动态码', '您的动态码已经重置'])
    const rows = (await app.rows('audit_rows')).filter((row) => String(row['action']).includes('.reset'))
    expect(rows).toMatchObject([
      { action: 'second_factor.reset_request', actorId: two.accountId, targetId: one.accountId },
      { action: 'second_factor.reset', actorId: three.accountId, targetId: one.accountId },
    ])
    expect(rows.map((row) => row['communityId'])).toEqual([communityA, communityA])
  })

  it('needs two, neither of them the person', async () => {
    const id = await requested(two, one)
    expect(outcome(await approve(two, id))).toBe('forbidden')
    expect(outcome(await approve(one, id))).toBe('not_found')
    expect(outcome(await request(one, one.accountId))).toBe('not_found')
    expect(outcome(await request(three, one.accountId))).toBe('conflict')
    expect(await app.rows('second_factors')).toHaveLength(everyone.length)
  })

  it('is done once, however many agree at once', async () => {
    const id = await requested(two, one)
    const answers = await Promise.all([three, four, street, streetB].map((who) => approve(who, id)))
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const resets = (await app.rows('audit_rows')).filter((row) => row['action'] === 'second_factor.reset')
    expect(resets).toHaveLength(1)
  })

  it('is asked for once, however many ask at once', async () => {
    for (const who of everyone) await enrol(who)
    const answers = await Promise.all([two, three, four, street].map((who) => request(who, one.accountId)))
    expect(answers.map(outcome).filter((code) => code === 201)).toHaveLength(1)
  })

  it('reaches no higher and no further than the administrators do', async () => {
    for (const who of everyone) await enrol(who)
    expect(outcome(await request(one, street.accountId))).toBe('not_found')
    expect(outcome(await request(one, otherAdmin.accountId))).toBe('not_found')
    expect(outcome(await request(otherAdmin, one.accountId))).toBe('not_found')
    expect(outcome(await request(supervisor, one.accountId))).toBe('forbidden')
    expect(outcome(await request(one, personas.staff.accountId))).toBe('not_found')
    expect(outcome(await request(street, supervisor.accountId))).toBe(201)
    const seen = (await app.as(one).get('/second-factor/resets')).body['items'] as { accountId: string }[]
    const expected = [two, three, four, supervisor].map((who) => who.accountId)
    expect(seen.map((item) => item.accountId).toSorted()).toEqual(expected.toSorted())
  })

  it('asks both for their own second factor', async () => {
    const id = await requested(two, one)
    waitOut()
    expect(outcome(await approve(three, id))).toBe('second_factor_required')
    expect(outcome(await request(two, three.accountId))).toBe('second_factor_required')
    expect(outcome(await refuse(two, id))).toBe('second_factor_required')
  })

  it('does not count once the one who asked is an administrator no more', async () => {
    const id = await requested(two, one)
    await roleGrantModel(app.connection).updateOne(
      { accountId: two.accountId, to: null },
      { to: app.clock.now() },
    )
    expect(outcome(await approve(three, id))).toBe('conflict')
  })

  it('can be refused, and runs out after three days', async () => {
    const first = await requested(two, one)
    expect((await refuse(three, first)).status).toBe(200)
    expect(outcome(await approve(four, first))).toBe('not_found')
    const second = String((await request(two, one.accountId)).body['id'])
    app.clock.advance(3 * 86_400_000)
    await sessionModel(app.connection).updateMany({}, { stepUpAt: app.clock.now() })
    expect(outcome(await approve(three, second))).toBe('not_found')
    expect(outcome(await request(three, one.accountId))).toBe(201)
  })
})

test('in a demo the page and the prompt are given the code that counts next', async () => {
  const demo = await startTestApp({ demo: true })
  try {
    const begun = await demo.as('admin').post('/second-factor/enrolment')
    const code = String(begun.body['demoCode'])
    expect((await demo.as('admin').post('/second-factor/enrolment/confirm', { code })).status).toBe(200)
    const status = await demo.as('admin').get('/second-factor')
    expect(status.body['demoCode']).not.toBe(code)
    const proof = await demo.as('admin').post('/second-factor/proofs', { code: status.body['demoCode'] })
    expect(proof.status).toBe(200)
  } finally {
    await demo.close()
  }
})
