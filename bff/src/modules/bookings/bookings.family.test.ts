import { addDays, dayOf } from '@linli/shared/time'
import { book, openDesk, slotsOn } from '../../../test/booking-hall'
import type { Client } from '../../../test/http-client'
import { boundNeighbour, buildTown, lasting, neighbour } from '../../../test/opinion-town'
import { communityA, personas } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'
import { blankPerson } from '../people/blank-rows'
import { createPeopleRepository } from '../people/people.repository'

/** The clock stands at Monday 2026-11-23 10:00 in Shanghai. */
const daughter = boundNeighbour('Daughter')
const mother = personas.verifiedResident
const motherId = mother.personId ?? ''
const scope = scopeOf([communityA])
let app: TestApp
let deskId: string
let asDaughter: Client
let asMother: Client

beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
  deskId = await openDesk(app, { shares: { capacity: 1, walkIn: 0, elder: 0 } })
  ;[asDaughter, asMother] = [lasting(app, daughter), lasting(app, mother)]
  await createPeopleRepository(app.connection).insertPersons([
    {
      ...{ communityId: communityA, ...blankPerson, createdAt: app.clock.now() },
      ...{ _id: daughter.personId ?? '', name: '周小梅', birthDate: '1985-01-01' },
    },
  ])
  for (const { accountId, personId } of [daughter, mother])
    await app.deps.uow.run(() =>
      app.deps.services.bindings.bind(
        accountId,
        { personId: personId ?? '', communityId: communityA },
        'invitation',
      ),
    )
})
afterAll(() => app.close())

const kin = () => app.deps.services.kin
const agree = () =>
  app.deps.uow.run(() =>
    kin().appointDelegate(
      scope,
      {
        ...{ principalId: motherId, delegateId: daughter.personId ?? '', scope: ['bookings'], way: 'paper' },
        consentDay: dayOf(app.clock.now()),
        lastDay: addDays(dayOf(app.clock.now()), 30),
      },
      personas.staff.accountId,
    ),
  )
const withdraw = ({ _id }: { readonly _id: string }) =>
  app.deps.uow.run(() => kin().dismissDelegate(scope, _id))
const forMother = (slotId: string | undefined, more: Record<string, unknown> = {}) =>
  book(asDaughter, slotId ?? '', { forPersonId: motherId, ...more })
const idsOf = async (who: Client, filter = 'coming') =>
  ((await who.get(`/bookings/mine?filter=${filter}`)).body['items'] as { id: string }[]).map(({ id }) => id)
const titles = async (accountId: string, targetId: string) => {
  await app.drainOutbox()
  return (await app.rows('messages'))
    .filter((row) => row['accountId'] === accountId && row['targetId'] === targetId)
    .map((row) => row['title'])
}

test('what a daughter books for her mother is in both accounts, and each is told from the own side', async () => {
  const consent = await agree()
  const [first, second] = await slotsOn(app, deskId, '2026-11-24')
  const made = await forMother(first)
  expect(made.body).toMatchObject({ forSelf: false })
  const id = String(made.body['id'])
  expect((await asMother.get(`/bookings/${id}`)).body).toMatchObject({ id, forSelf: true })
  expect([await idsOf(asDaughter), await idsOf(asMother)]).toEqual([[id], [id]])
  expect((await asMother.get('/home')).body['matters']).toMatchObject([
    { kind: 'booking', targetId: id, title: '老年优待证' },
  ])
  expect(await titles(daughter.accountId, id)).toEqual(['约好了'])
  const texts = (await app.rows('messages')).filter((row) => row['targetId'] === id).map((row) => row['text'])
  expect(texts).toContainEqual(expect.stringMatching(/^周\*\*的老年优待证，/))
  expect(texts).toContainEqual(expect.stringMatching(/^老年优待证，/))
  expect(await titles(mother.accountId, id)).toEqual(['家人替您约好了'])
  expect((await lasting(app, neighbour('Stranger')).get(`/bookings/${id}`)).status).toBe(404)

  // Either of them moves it; of both at once one is too late.
  const moves = await Promise.all(
    [asDaughter, asMother].map((who) => who.post(`/bookings/${id}/move`, { version: 1, slotId: second })),
  )
  expect(moves.map(({ status }) => status).sort()).toEqual([200, 409])
  expect((await asMother.get(`/bookings/${id}`)).body).toMatchObject({ version: 2, forSelf: true })
  expect(await titles(mother.accountId, id)).toContain('改好时间了')

  const { url } = (await asDaughter.post('/bookings/feed/renew', {})).body
  const calendar = async () => (await fetch(new URL(String(url), app.url))).text()
  expect(await calendar()).toContain('SUMMARY:预约：周**的老年优待证')

  // She no longer agrees: it is her own as before, and nobody else's.
  await withdraw(consent)
  expect((await asDaughter.get(`/bookings/${id}`)).status).toBe(404)
  expect((await asDaughter.post(`/bookings/${id}/cancel`, { version: 2 })).status).toBe(404)
  expect([await idsOf(asDaughter), await idsOf(asMother)]).toEqual([[], [id]])
  expect(await calendar()).not.toContain('SUMMARY')
  const cancelled = await asMother.post(`/bookings/${id}/cancel`, { version: 2 })
  expect(cancelled.body).toMatchObject({ status: 'cancelled', forSelf: true })
  expect(await titles(mother.accountId, id)).toContain('预约已取消')
  expect(await titles(daughter.accountId, id)).not.toContain('预约已取消')
  expect(await idsOf(asMother, 'past')).toEqual([id])
})

test('what a daughter has booked stays her mother’s when the daughter’s account goes, and tells nothing once the consent is gone', async () => {
  const consent = await agree()
  const [first] = await slotsOn(app, deskId, '2026-11-25')
  const id = String((await forMother(first)).body['id'])
  const [later] = await slotsOn(app, deskId, '2026-11-26')
  expect((await forMother(later)).status).toBe(201)
  const { parts, erasures } = app.deps.services.bookings.personalData
  const persons = [{ communityId: communityA, personId: daughter.personId ?? '' }]
  const subject = { accountId: daughter.accountId, persons, scope }
  const entries = async () => JSON.stringify(await parts[0]?.entries(subject, { masked: true, limit: 50 }))
  const asked: unknown[] = []
  const hear = ({ commandName, command }: { commandName: string; command: Record<string, unknown> }) => {
    if (commandName === 'find') asked.push(command['find'])
  }
  app.connection.getClient().on('commandStarted', hear)
  expect((await entries()).match(/周\*\*/g)?.length).toBeGreaterThan(1)
  app.connection.getClient().off('commandStarted', hear)
  // Whether she agrees is asked once, however much was booked.
  expect(asked.filter((name) => String(name).includes('delegat'))).toHaveLength(1)
  await withdraw(consent)
  expect(await entries()).not.toContain('周**')
  for (const step of [...erasures, ...erasures]) await step.erase(subject)
  expect(await parts[0]?.count(subject)).toBe(0)
  expect(JSON.stringify(await app.rows('bookings'))).not.toContain(daughter.accountId)
  expect((await asMother.get(`/bookings/${id}`)).body).toMatchObject({ status: 'booked', forSelf: true })
  expect((await asMother.post(`/bookings/${id}/cancel`, { version: 2 })).status).toBe(200)
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})

test('a consent that is withdrawn while the form is open books nothing, and the kept seat is free after its time', async () => {
  const consent = await agree()
  const [, , third = ''] = await slotsOn(app, deskId, '2026-11-24')
  const kept = await asDaughter.post(`/slots/${third}/hold`, {
    ...{ serviceCode: 'elder-card', forPersonId: motherId },
  })
  expect(kept.status).toBe(200)
  await withdraw(consent)
  expect((await forMother(third, { holdId: kept.body['id'] })).status).toBe(404)
  expect((await app.rows('bookings')).filter((row) => row['slotId'] === third)).toEqual([])
  app.clock.advance(300_000)
  expect((await book(lasting(app, neighbour('Next')), third)).status).toBe(201)
})

test('who waits for somebody takes the offered place only while they agree', async () => {
  const consent = await agree()
  const [, , , fourth = ''] = await slotsOn(app, deskId, '2026-11-24')
  const holder = lasting(app, neighbour('Holds'))
  const held = await book(holder, fourth)
  const wait = await asDaughter.post(`/slots/${fourth}/wait`, {
    ...{ serviceCode: 'elder-card', forPersonId: motherId },
  })
  await holder.post(`/bookings/${String(held.body['id'])}/cancel`, { version: 1 })
  await app.deps.services.bookings.waits.offer()
  await withdraw(consent)
  const accept = () => asDaughter.post(`/waits/${String(wait.body['id'])}/accept`, { version: 2 })
  expect((await accept()).status).toBe(404)
  await agree()
  expect((await accept()).body).toMatchObject({ status: 'booked', forSelf: false })
  expect(await app.deps.services.bookings.jobs.recheck()).toEqual([])
})
