import { addDays, dayOf } from '@linli/shared/time'
import type { Client } from '../../../../test/http-client'
import {
  boundNeighbour,
  buildTown,
  caseIn,
  happen,
  lasting,
  submission,
  town,
} from '../../../../test/opinion-town'
import { communityA, personas } from '../../../../test/personas'
import { startTestApp, type TestApp } from '../../../../test/test-app'
import { scopeOf } from '../../../platform/scope'
import { blankPerson } from '../../people/blank-rows'
import { createPeopleRepository } from '../../people/people.repository'

const child = boundNeighbour('Child')
const elder = personas.verifiedResident
const elderId = elder.personId ?? ''
const aloneId = 'per_testNeighbourSo1o'
const scope = scopeOf([communityA])

let app: TestApp
let asChild: Client
let asElder: Client
let staff: Client

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  ;[asChild, asElder, staff] = [lasting(app, child), lasting(app, elder), lasting(app, 'staff')]
  const people = createPeopleRepository(app.connection)
  const known = { communityId: communityA, ...blankPerson, createdAt: app.clock.now() }
  await people.insertPersons([
    { ...known, _id: child.personId ?? '', name: '周小梅', birthDate: '1985-01-01' },
    { ...known, _id: aloneId, name: '吴桂英', birthDate: '1940-01-01' },
  ])
  const { bindings } = app.deps.services
  for (const { accountId, personId } of [child, elder])
    await app.deps.uow.run(() =>
      bindings.bind(accountId, { personId: personId ?? '', communityId: communityA }, 'invitation'),
    )
})
afterAll(() => app.close())

const appoint = (principalId: string) => {
  const today = dayOf(app.clock.now())
  return app.deps.uow.run(() =>
    app.deps.services.kin.appointDelegate(
      scope,
      {
        ...{ principalId, delegateId: child.personId ?? '', scope: ['opinions'], way: 'paper' },
        ...{ consentDay: today, lastDay: addDays(today, 30) },
      },
      personas.staff.accountId,
    ),
  )
}
const principals = async (who: Client) => (await who.get('/opinions/principals')).body['items']
const mine = async (who: Client) => (await who.get('/opinions/mine')).body['items'] as { id: string }[]
const told = async (accountId: string, title: string) =>
  (await app.rows('messages')).filter((row) => row['accountId'] === accountId && row['title'] === title)

describe('an opinion written for somebody who agreed to it', () => {
  it('is the other’s: both see it, both are told, staff see who wrote it, and it is in the trail', async () => {
    const refused = await asChild.post('/opinions', submission({ forPersonId: elderId }))
    expect([refused.status, refused.body['errors']]).toMatchObject([400, [{ path: 'body.forPersonId' }]])

    expect(await principals(asChild)).toEqual([])

    const consent = await appoint(elderId)
    // Whose home it is, and which: the case can lie there.
    const home = { roomId: town.roomA, label: '锦和苑 3 号楼 2 单元 501' }
    expect(await principals(asChild)).toEqual([{ personId: elderId, maskedName: '周**', homes: [home] }])
    expect(await principals(asElder)).toEqual([])
    const filed = caseIn(await asChild.post('/opinions', submission({ forPersonId: elderId })))
    expect(filed).toMatchObject({ mine: true, proxy: '您替周**提的' })
    expect(caseIn(await asElder.get(`/opinions/${filed.id}`))).toMatchObject({ proxy: '周**替您提的' })
    expect([await mine(asChild), await mine(asElder)]).toMatchObject([[{ id: filed.id }], [{ id: filed.id }]])
    expect(await app.rows('opinions')).toMatchObject([
      { authorAccountId: elder.accountId, authorPersonId: elderId, filedBy: { label: '周**' } },
    ])
    expect(
      (await app.rows('audit_rows')).filter((row) => row['action'] === 'opinion.file_for'),
    ).toMatchObject([{ actorId: child.accountId, targetId: filed.id }])
    expect((await staff.get(`/staff/opinions/${filed.id}`)).body).toMatchObject({
      authorLabel: '周**，锦和苑 3 号楼 2 单元业主',
      filedBy: '周**',
    })

    const asked = { version: filed.version, question: '请问是几楼到几楼' }
    const after = caseIn(await happen(staff, filed.id, 'request-info', asked))
    await app.drainOutbox()
    expect(await told(elder.accountId, '请您补充')).toHaveLength(1)
    expect(await told(child.accountId, '请您补充')).toHaveLength(1)
    const added = caseIn(
      await happen(asChild, filed.id, 'supplement', {
        ...{ version: after.version, text: '五楼到六楼', photoIds: [] },
      }),
    )
    expect(added.timeline[0]).toMatchObject({ title: '您补充了' })
    const seen = caseIn(await asElder.get(`/opinions/${filed.id}`))
    expect(seen.timeline.map(({ title }) => title)).toEqual([
      ...['代办人补充了', '社区请您补充', '代办人提交了意见'],
    ])

    // The elder takes the consent back: the case stays the elder's alone.
    await app.deps.uow.run(() => app.deps.services.kin.dismissDelegate(scope, consent._id))
    expect((await asChild.get(`/opinions/${filed.id}`)).status).toBe(404)
    expect((await happen(asChild, filed.id, 'withdraw', { version: added.version })).status).toBe(404)
    expect(await mine(asChild)).toEqual([])
    expect(await principals(asChild)).toEqual([])
    caseIn(await happen(staff, filed.id, 'accept', { version: added.version }))
    await app.drainOutbox()
    expect(await told(elder.accountId, '社区受理了您的意见')).toHaveLength(1)
    expect(await told(child.accountId, '社区受理了您替周**提的意见')).toHaveLength(0)
  })

  it('finds somebody without an account once there is one, and nobody else ever', async () => {
    await appoint(aloneId)
    const filed = caseIn(await asChild.post('/opinions', submission({ forPersonId: aloneId })))
    expect(filed).toMatchObject({ proxy: '您替吴**提的' })
    expect((await asElder.get(`/opinions/${filed.id}`)).status).toBe(404)
    const later = lasting(app, { ...boundNeighbour('Later'), personId: aloneId })
    expect(await mine(later)).toMatchObject([{ id: filed.id }])
    expect(caseIn(await happen(later, filed.id, 'withdraw', { version: filed.version }))).toMatchObject({
      status: 'withdrawn',
    })
  })
})
