import fc from 'fast-check'
import { addDays, dayOf } from '@linli/shared/time'
import { buildTown } from '../../../test/opinion-town'
import { personas, streetNode, testTermsVersion } from '../../../test/personas'
import { startTestApp, type TestApp } from '../../../test/test-app'
import type { Actor } from '../../platform/actor'

/** What a plain notebook would say: a full picture of every day. */
interface Picture {
  buildings: Map<string, { name: string; gridId: string | null }>
  rooms: Map<string, { name: string; buildingId: string; area: number | null }>
}
type Step = {
  days: number
  act: 'room' | 'renumber' | 'correct' | 'redraw' | 'end' | 'measure'
  pick: number
  back: number
}

const steps = fc.array(
  fc.record<Step>({
    days: fc.integer({ min: 0, max: 3 }),
    act: fc.constantFrom('room', 'renumber', 'correct', 'redraw', 'end', 'measure'),
    pick: fc.nat(1_000),
    back: fc.integer({ min: 0, max: 6 }),
  }),
  { minLength: 4, maxLength: 14 },
)

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  await buildTown(app)
})
afterAll(() => app.close())

const copy = ({ buildings, rooms }: Picture): Picture => ({
  buildings: new Map([...buildings].map(([id, one]) => [id, { ...one }])),
  rooms: new Map([...rooms].map(([id, one]) => [id, { ...one }])),
})

let communities = 0
/** `TAA`, `TAB` …: no two communities have the same. */
const nextCode = (): string => {
  const number = communities++
  return `T${String.fromCharCode(65 + Math.floor(number / 26), 65 + (number % 26))}`
}

/** A community of its own with two grids and two buildings, its head, and the notebook beside it. */
async function begin(name: string) {
  const { space, tree } = app.deps.services
  const communityId = await space.createCommunity(personas.operator, {
    ...{ streetId: streetNode, name, code: nextCode() },
    contact: { phone: '1', address: '2', supervisionPhone: '3' },
  })
  const head: Actor = {
    ...{ accountId: 'acc_head', sessionId: 'ses_head', personId: null, communityId },
    grants: [{ role: 'community_admin', nodeId: communityId, communityIds: [communityId] }],
    consentVersion: testTermsVersion,
  }
  const add = async (kind: 'estate' | 'grid' | 'building', parentId: string, own: string, gridId?: string) =>
    (await tree.create(head, { kind, parentId, name: own, gridId })).id
  const estate = await add('estate', communityId, '锦苑')
  const grids = [await add('grid', communityId, '1'), await add('grid', communityId, '2')]
  const buildings = [await add('building', estate, '1', grids[0]), await add('building', estate, '2')]
  return { communityId, head, estate, grids, buildings }
}

async function play(name: string, sequence: readonly Step[]): Promise<void> {
  const { tree } = app.deps.services
  const { communityId, head, estate, grids, buildings } = await begin(name)
  const first = dayOf(app.clock.now())
  let today = first
  const notebook = new Map<string, Picture>([
    [
      first,
      {
        buildings: new Map([
          [buildings[0] ?? '', { name: '1 号楼', gridId: grids[0] ?? null }],
          [buildings[1] ?? '', { name: '2 号楼', gridId: null }],
        ]),
        rooms: new Map(),
      },
    ],
  ])
  const since = new Map(buildings.map((id) => [id, first]))
  const write = (from: string, change: (picture: Picture) => void) => {
    for (const [day, picture] of notebook) if (day >= from) change(picture)
  }
  const versionOf = async (id: string) => (await tree.card(head, id)).version
  let number = 10

  for (const { days, act, pick, back } of sequence) {
    for (let count = 0; count < days; count++) {
      app.clock.advance(86_400_000)
      const yesterday = notebook.get(today)
      today = addDays(today, 1)
      if (yesterday) notebook.set(today, copy(yesterday))
    }
    const now = notebook.get(today)
    if (!now) throw new Error('the notebook has a page for today')
    const building = buildings[pick % buildings.length] ?? ''
    const room = [...now.rooms.keys()][pick % Math.max(1, now.rooms.size)]
    const clamp = (id: string) => {
      const [wanted, earliest] = [addDays(today, -back), since.get(id) ?? first]
      return wanted < earliest ? earliest : wanted
    }
    number += 1
    if (act === 'room') {
      const made = await tree.create(head, { kind: 'room', parentId: building, name: `${number}` })
      since.set(made.id, today)
      write(today, ({ rooms }) => rooms.set(made.id, { name: `${number}`, buildingId: building, area: null }))
    } else if (act === 'renumber' || act === 'correct') {
      const from = act === 'renumber' ? clamp(building) : (since.get(building) ?? first)
      const edit = { version: await versionOf(building), name: `${number}` }
      if (act === 'renumber') await tree.change(head, building, { ...edit, from })
      else await tree.correct(head, building, edit)
      since.set(building, from)
      write(from, (picture) => {
        const one = picture.buildings.get(building)
        if (one) one.name = `${number} 号楼`
      })
    } else if (act === 'redraw') {
      const gridId = [...grids, null][pick % 3] ?? null
      const moves = [{ nodeId: building, version: await versionOf(building), gridId }]
      const { moved } = await tree.redraw(head, { communityId, moves })
      if (moved > 0) since.set(building, today)
      write(today, (picture) => {
        const one = picture.buildings.get(building)
        if (one) one.gridId = gridId
      })
    } else if (room !== undefined && act === 'measure') {
      const from = clamp(room)
      await tree.change(head, room, { version: await versionOf(room), areaHundredths: number, from })
      since.set(room, from)
      write(from, (picture) => {
        const one = picture.rooms.get(room)
        if (one) one.area = number
      })
    } else if (room !== undefined && act === 'end') {
      await tree.end(head, room, { version: await versionOf(room) })
      write(today, ({ rooms }) => rooms.delete(room))
    }
  }

  const now = notebook.get(today)
  const inside = (wanted: (buildingId: string) => boolean) =>
    [...(now?.rooms.values() ?? [])].filter(({ buildingId }) => wanted(buildingId)).length
  for (const { id, rooms } of (await tree.level(head, { communityId })).items) {
    const grid = grids.includes(id)
    expect(rooms).toBe(inside((building) => !grid || now?.buildings.get(building)?.gridId === id))
  }
  for (const [day, picture] of notebook) {
    const lines = async (parentId: string) => (await tree.level(head, { parentId, at: day })).items
    const shown = await lines(estate)
    expect(new Map(shown.map(({ id, name: own, gridId }) => [id, { name: own, gridId }]))).toEqual(
      picture.buildings,
    )
    for (const grid of grids) {
      const inside = [...picture.buildings].filter(([, { gridId }]) => gridId === grid).map(([id]) => id)
      expect(new Set((await lines(grid)).map(({ id }) => id))).toEqual(new Set(inside))
    }
    for (const building of buildings) {
      const inside = [...picture.rooms].filter(([, { buildingId }]) => buildingId === building)
      const labels = inside.map(([id, one]) => [
        id,
        `锦苑 ${picture.buildings.get(building)?.name} ${one.name}`,
      ])
      expect(new Map((await lines(building)).map(({ id, label }) => [id, label]))).toEqual(
        new Map(labels as [string, string][]),
      )
    }
    for (const [id, { area, buildingId }] of picture.rooms)
      expect((await tree.card(head, id, day)).facts).toMatchObject({
        areaHundredths: area,
        gridId: picture.buildings.get(buildingId)?.gridId,
      })
  }
}

it('shows any past day as a picture taken on it would, whatever was changed since', async () => {
  let runs = 0
  await fc.assert(
    fc.asyncProperty(steps, (sequence) => play(`试验 ${String((runs += 1))} 社区`, sequence)),
    { numRuns: 10, endOnFailure: true },
  )
}, 180_000)
