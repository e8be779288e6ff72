import {
  boundaryFault,
  OVERLAP_TOLERANCE,
  overlapShare,
  type Boundary,
} from '@linli/shared/space/boundary.rules'
import { opinionStatuses } from '@linli/shared/opinions/opinions.machine'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { demoPersonas } from './demo-people'
import { seedDemo } from './demo.seed'
import { answerTo } from './opinion-answers'
import { refusals } from './opinion-replies'
import { qingheTexts, zhichunTexts } from './opinion-texts'

let app: TestApp
const rows = new Map<string, Record<string, unknown>[]>()
const all = (collection: string): Record<string, unknown>[] => rows.get(collection) ?? []
const enter = async (persona: string) => {
  const { accessToken } = (await app.visitor.post('/session/demo', { persona })).body as {
    accessToken: string
  }
  return app.withToken(accessToken)
}
const idsOf = (collection: string): Set<unknown> => new Set(all(collection).map((row) => row['_id']))

beforeAll(async () => {
  app = await startTestApp({ demo: true })
  await seedDemo(app.deps)
  const names = Object.keys(await app.census())
  for (const name of names) rows.set(name, await app.rows(name))
}, 120_000)
afterAll(() => app.close())

it('makes a street of two communities with six grids, about 400 rooms and 900 people', () => {
  const kinds = (kind: string) => all('nodes').filter((row) => row['kind'] === kind).length
  expect([kinds('district'), kinds('street'), kinds('community'), kinds('grid')]).toEqual([1, 1, 2, 6])
  expect(kinds('room')).toBeGreaterThan(380)
  expect(kinds('room')).toBeLessThan(430)
  expect(all('persons').length).toBeGreaterThan(850)
  expect(all('persons').length).toBeLessThan(980)
})

it('draws every grid without overlap, and tells of a renumbered building and a re-drawn grid', () => {
  const outlines = all('nodes')
    .filter((row) => row['kind'] === 'grid')
    .map((row) => row['boundary'] as Boundary)
  expect(outlines.map(boundaryFault)).toEqual(outlines.map(() => null))
  const overlaps = outlines.flatMap((one, index) =>
    outlines.slice(index + 1).filter((other) => overlapShare(one, other) > OVERLAP_TOLERANCE),
  )
  expect(overlaps).toEqual([])
  const [renumbered, redrawn] = all('node_versions')
  expect(renumbered).toMatchObject({ name: '5 号楼' })
  expect(redrawn?.['gridId']).not.toBe(
    all('nodes').find((row) => row['_id'] === redrawn?.['nodeId'])?.['gridId'],
  )
})

it('has shops, a garage and an undelivered building that nobody lives in, and plots with kind and owner', () => {
  const empty = all('nodes').filter(
    (row) =>
      row['kind'] === 'room' && (row['propertyKind'] !== 'residential' || row['delivery'] !== 'delivered'),
  )
  expect(new Set(empty.map((row) => row['propertyKind']))).toEqual(new Set(['shop', 'garage', 'residential']))
  const lived = new Set(all('residencies').map((row) => row['roomId']))
  expect(empty.filter((row) => lived.has(row['_id']))).toEqual([])
  expect(all('nodes').filter((row) => row['kind'] === 'plot' && row['plotOwner'] === null)).toEqual([])
})

it('leaves no orphan: every parent, path, room, person and account exists', () => {
  const nodes = idsOf('nodes')
  const persons = idsOf('persons')
  const accounts = idsOf('accounts')
  const orphans = [
    ...all('nodes').filter((row) => row['parentId'] !== null && !nodes.has(row['parentId'])),
    ...all('nodes').filter((row) => !(row['path'] as string[]).every((id) => nodes.has(id))),
    ...all('residencies').filter((row) => !nodes.has(row['roomId']) || !persons.has(row['personId'])),
    ...all('residencies').filter((row) => row['accountId'] !== null && !accounts.has(row['accountId'])),
    ...all('residencies').filter((row) => !(row['path'] as string[]).includes(row['roomId'] as string)),
    ...all('bindings').filter((row) => !persons.has(row['personId']) || !accounts.has(row['accountId'])),
    ...all('identities').filter((row) => !accounts.has(row['accountId'])),
    ...all('role_grants').filter((row) => !accounts.has(row['accountId']) || !nodes.has(row['nodeId'])),
  ]
  expect(orphans).toEqual([])
})

it('tells of 26 notices and about 120 opinions in every state, none of them dated ahead', () => {
  const now = app.clock.now()
  expect(all('notices')).toHaveLength(26)
  expect(new Set(all('notices').map((row) => row['status']))).toEqual(
    new Set(['draft', 'scheduled', 'published', 'withdrawn']),
  )
  expect(all('opinions').length).toBeGreaterThanOrEqual(118)
  expect(new Set(all('opinions').map((row) => row['status']))).toEqual(
    new Set(opinionStatuses.filter((status) => status !== 'merged')),
  )
  const instants = [
    ...all('opinions').flatMap((row) => (row['history'] as { at: Date }[]).map(({ at }) => at)),
    ...all('notices').flatMap((row) => (row['history'] as { at: Date }[]).map(({ at }) => at)),
    ...all('messages').map((row) => row['createdAt'] as Date),
    ...all('notice_receipts').map((row) => row['readAt'] as Date),
  ]
  expect(instants.filter((at) => at > now)).toEqual([])
})

it('answers every opinion with an answer of its own, which names no day that moves', () => {
  const refused = Object.keys(refusals)
  const told = [...qingheTexts, ...zhichunTexts].map(([, , text]) => text)
  const answers = told
    .filter((text) => !refused.some((beginning) => text.startsWith(beginning)))
    .map((text) => answerTo(text))
  expect(new Set(answers).size).toBeGreaterThan(told.length - refused.length - 3)
  expect(answers.filter((answer) => /今天|明天|昨天|今晚|[上下]周/.test(answer))).toEqual([])
})

it('keeps the frozen households and the receipts in agreement', () => {
  const receipts = new Set(
    all('notice_receipts').map((row) => `${String(row['noticeId'])}/${String(row['personId'])}`),
  )
  const households = all('notice_households')
  for (const row of households) {
    const [read, confirmed] = [row['readBy'] as string[], row['confirmedBy'] as string[]]
    expect(read.every((personId) => receipts.has(`${String(row['noticeId'])}/${personId}`))).toBe(true)
    expect(confirmed.every((personId) => read.includes(personId))).toBe(true)
    expect(row['state'] === 'confirmed').toBe(confirmed.length > 0)
  }
  expect(new Set(households.map((row) => row['state']))).toEqual(
    new Set(['not-yet', 'read', 'confirmed', 'told']),
  )
  const entered = households.reduce((sum, row) => sum + (row['readBy'] as string[]).length, 0)
  expect(entered).toBe(receipts.size)
})

it('shows the resident a notice to confirm, and the staff a workbench with work on it', async () => {
  const resident = await enter('resident')
  const notices = (await resident.get('/notices')).body as unknown as {
    items: { title: string; mustConfirm: boolean; confirmed: boolean }[]
  }
  expect(notices.items.some((item) => item.mustConfirm && !item.confirmed)).toBe(true)
  const mine = (await resident.get('/opinions/mine')).body as unknown as { items: { waitsForMe: boolean }[] }
  expect(mine.items.some((item) => item.waitsForMe)).toBe(true)
  const pictured = all('opinions').find(({ text }) => String(text).startsWith('3 号楼 2 单元 5 楼到 6 楼'))
  const { photos } = (await resident.get(`/opinions/${String(pictured?.['_id'])}`)).body as unknown as {
    photos: { urls: { view: string } }[]
  }
  expect(photos).toHaveLength(2)
  expect((await fetch(new URL(photos[0]?.urls.view ?? '', app.url))).status).toBe(200)
  const { unread } = (await resident.get('/messages/counts')).body as { unread: number }
  expect(unread).toBeGreaterThan(0)
  const desk = (await (await enter('community-staff')).get('/staff/opinions')).body as unknown as {
    counts: Record<string, number>
  }
  expect(desk.counts['to-accept']).toBeGreaterThan(0)
  expect(desk.counts['overdue']).toBeGreaterThan(0)
})

it('has somebody who speaks for an elder, and somebody to call back about a case', async () => {
  const speaker = await enter('proxy')
  const elder = await enter('elder')
  const [own, theirs] = await Promise.all(
    [speaker, elder].map(async (who) => {
      const { items } = (await who.get('/opinions/mine')).body as unknown as {
        items: { id: string; title: string }[]
      }
      return items.find(({ title }) => title.startsWith('吴阿姨一个人住'))?.id
    }),
  )
  expect(own).toBeDefined()
  expect(theirs).toBe(own)
  expect((await speaker.get(`/opinions/${own}`)).body).toMatchObject({ proxy: '您替吴**提的' })
  const desk = await enter('community-staff')
  const { communityId } = all('nodes').find((row) => row['name'] === '青禾社区') as { communityId: string }
  const { items } = (await desk.get(`/staff/case-callbacks?communityId=${communityId}`)).body as unknown as {
    items: { mine: boolean; tried: boolean }[]
  }
  expect(items.some(({ mine, tried }) => tried && !mine)).toBe(true)
  expect(items.some(({ mine }) => mine)).toBe(true)
})

it('knows most grown-ups by their paper, so that a poll of persons has a roll, and not all of them', () => {
  const known = all('persons').filter((row) => row['identityConfirmedAt'] !== null)
  const share = known.length / all('persons').length
  expect(share).toBeGreaterThan(0.3)
  expect(share).toBeLessThan(0.8)
  expect(new Set(known.map((row) => row['identityIndex'])).size).toBe(known.length)
})

it('tells of polls in every phase that residents see, and keeps no box that has been counted', async () => {
  const polls = all('polls')
  expect(polls.map((row) => row['status'])).toEqual([
    ...['roll_published', 'signed', 'signed', 'sealing', 'frozen', 'frozen', 'roll_published'],
  ])
  type Count = { ballots: number; outcomes: { strict: { passed: boolean }; agreed: object | null }[] }
  const [, owners, survey] = polls.map((row) => row['count'] as Count | null)
  expect(owners?.outcomes[0]?.strict.passed).toBe(true)
  expect(owners?.outcomes[0]?.agreed).not.toBeNull()
  expect(survey?.ballots).toBeGreaterThanOrEqual(60)
  const boxes = [...rows.keys()].filter((name) => name.startsWith('poll_box_'))
  // The one whose papers are still being entered, and the one that is open.
  expect(boxes.sort()).toEqual([3, 4].map((at) => `poll_box_${String(polls[at]?.['_id'])}`))
  const papers = all('poll_papers')
  expect(papers.filter((paper) => paper['entered'])).toHaveLength(6)
  expect(papers.filter((paper) => paper['voided'])).toHaveLength(3)
  // Who was reminded before the last evening is in the ledger of every poll that has been counted here.
  const reminded = new Set(all('poll_reminders').map((row) => row['pollId']))
  expect(reminded).toEqual(new Set([1, 2, 3].map((at) => polls[at]?.['_id'])))
  const { accessToken } = (await app.visitor.post('/session/demo', { persona: 'resident' })).body as {
    accessToken: string
  }
  const { items } = (await app.withToken(accessToken).get('/polls')).body as unknown as {
    items: { phase: string; voted: boolean | null }[]
  }
  expect(items.map(({ phase, voted }) => [phase, voted])).toEqual([
    ['roll_published', false],
    ['open', false],
    ['open', false],
    ['sealing', null],
    ['signed', true],
    ['signed', true],
    ['roll_published', null],
  ])
})

it('tells of the roll: shares that make a whole, marks that hold and one that ran out, a guardian, a delegate, a merge', () => {
  const person = (name: string) =>
    all('persons').find((row) => row['name'] === name && row['mergedInto'] === null)
  const homes = (name: string) =>
    all('residencies').filter((row) => row['personId'] === person(name)?.['_id'])
  expect([homes('周玉兰'), homes('王德海')].map(([home]) => home?.['share'])).toEqual([
    { n: 1, d: 2 },
    { n: 1, d: 2 },
  ])
  // Sensitive marks stay with the person; no home carries one.
  expect(person('蔡福生')?.['tags']).toHaveLength(3)
  expect(homes('蔡福生')[0]?.['tags']).toEqual([])
  const [ended] = person('潘玉梅')?.['tags'] as { expiresAt: Date }[]
  expect(ended?.expiresAt.getTime()).toBeLessThan(app.clock.now().getTime())
  expect(all('guardians')).toMatchObject([
    { childPersonId: person('沈一诺')?.['_id'], guardianPersonId: person('王晓雯')?.['_id'] },
  ])
  expect(all('delegates')).toMatchObject([{ principalPersonId: person('吴桂英')?.['_id'] }])
  expect(all('person_merges')).toMatchObject([{ keptId: person('郭志强')?.['_id'], undoneAt: null }])
  expect(homes('郭志强').map((row) => row['livesIn'])).toEqual([false, false])
})

it('tells of desks with times for two weeks, bookings in every state that lasts, and a queue today', () => {
  expect(all('desks')).toHaveLength(9)
  const now = app.clock.now().getTime()
  expect(all('slots').some((row) => (row['startsAt'] as Date).getTime() > now + 9 * 86_400_000)).toBe(true)
  expect(new Set(all('bookings').map((row) => row['status']))).toEqual(
    new Set(['requested', 'booked', 'waiting', 'called', 'done', 'missed', 'cancelled']),
  )
  const held = all('slots').reduce((sum, row) => sum + (row['seats'] as unknown[]).length, 0)
  const holding = all('bookings').filter(
    (row) => row['slotId'] !== undefined && row['status'] !== 'cancelled',
  )
  // Whoever is driven to a doctor takes a helper and the car besides.
  const besides = holding.flatMap((row) => (row['moreSlotIds'] ?? []) as string[])
  expect(besides.length).toBeGreaterThan(0)
  expect(held).toBe(holding.length + besides.length)
  const forms = all('service_guides').flatMap((row) => (row['forms'] ?? []) as { name: string }[])
  expect(forms.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['养犬登记申请表.pdf', '居家适老化改造申请表.pdf']),
  )
})

it('puts every building of a residency where the tree has it', () => {
  const nodes = new Map(all('nodes').map((row) => [row['_id'], row]))
  for (const row of all('residencies')) {
    expect(nodes.get(row['buildingId'])).toMatchObject({ kind: 'building', label: row['buildingLabel'] })
    expect(nodes.get(row['roomId'])).toMatchObject({ kind: 'room', label: row['roomLabel'] })
  }
})

it('gives nobody the same name or phone twice, and no phone in the clear', () => {
  // What was merged away bears its name a second time.
  const onRoll = all('persons').filter((row) => row['mergedInto'] === null)
  const names = onRoll.map((row) => row['name'])
  expect(new Set(names).size).toBe(names.length)
  const blinds = all('identities').map((row) => row['blind'])
  expect(new Set(blinds).size).toBe(blinds.length)
  expect(JSON.stringify([...rows.values()])).not.toMatch(/"1380\d{7}"/)
})

it.each(demoPersonas.map((persona) => [persona.persona, persona.name]))(
  'signs in %s as %s by one tap',
  async (persona, name) => {
    const answer = await app.visitor.post('/session/demo', { persona })
    expect(answer.status).toBe(200)
    const session = answer.body as unknown as { accessToken: string; actor: { displayName: string } }
    const consented = demoPersonas.find((one) => one.persona === persona)?.consented
    expect(session.actor.displayName).toBe(consented ? name : '居民')
    expect((await app.withToken(session.accessToken).get('/session')).status).toBe(200)
  },
)

it('lists the demo people in order, each with a sentence', async () => {
  const { items } = (await app.visitor.get('/session/demo')).body as unknown as {
    items: { persona: string; blurb: string }[]
  }
  expect(items.map((item) => item.persona)).toEqual(demoPersonas.map((persona) => persona.persona))
  expect(items.every((item) => item.blurb.length >= 5)).toBe(true)
})
