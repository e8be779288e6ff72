import { tagHolds } from '@linli/shared/people/tag-catalogue'
import fc from 'fast-check'
import { buildPeopleTown, cardIn, type Card, type PeopleTown } from '../../../test/people-town'
import type { Client } from '../../../test/http-client'
import { startTestApp, type TestApp } from '../../../test/test-app'
import { scopeOf } from '../../platform/scope'
import type { PersonRow } from './person.model'
import type { ResidencyRow } from './residency.model'

let app: TestApp
let town: PeopleTown
let staff: Client
let people: string[]
const labels = ['101', '102', '201'].map((number) => `锦和苑 1 号楼 1 单元 ${number}`)

beforeAll(async () => {
  app = await startTestApp()
  town = await buildPeopleTown(app)
  staff = town.as('community_staff')
  people = await town.enrol(
    ...['甲', '乙', '丙', '丁'].map((name, index) => ({
      ...{ name: `严${name}`, phone: `1390000700${index}`, birthDate: '1970-06-01' },
      ...town.home(labels[index % labels.length] ?? '', { relation: 'family' }),
    })),
  )
})
afterAll(() => app.close())

/** Counted the slow way, from the records of the persons and not from what their homes copied. */
async function naive(roomIds: readonly string[], tag: string | null) {
  const persons = (await app.rows('persons')) as unknown as PersonRow[]
  const homes = ((await app.rows('residencies')) as unknown as ResidencyRow[]).filter(
    (row) => row.to === null && roomIds.includes(row.roomId),
  )
  const now = app.clock.now()
  const carries = (person: PersonRow | undefined): boolean =>
    tag === null ||
    (tag === 'age60'
      ? person?.birthDate != null && person.birthDate <= '1966-11-23'
      : person?.tags.some(({ code, expiresAt }) => code === tag && tagHolds(expiresAt, now)) === true)
  const hit = homes.filter((home) => carries(persons.find((person) => person._id === home.personId)))
  return {
    persons: new Set(hit.map((home) => home.personId)).size,
    households: new Set(hit.map((home) => home.roomId)).size,
  }
}

async function expectAgreement(): Promise<void> {
  const roomIds = labels.map((label) => town.room(label))
  for (const tag of [null, 'dog', 'volunteer', 'age60']) {
    const counted = await app.deps.services.people.countAudience(scopeOf([town.own]), {
      ...{ nodeIds: roomIds, tags: tag === null ? [] : [tag] },
    })
    const { persons, households } = counted
    expect({ tag, persons, households }).toEqual({ tag, ...(await naive(roomIds, tag)) })
  }
}

type Act = (person: Card, other: Card, label: string) => Promise<unknown>

const roomOf = (label: string): string => town.room(label)
const acts: Readonly<Record<string, Act>> = {
  mark: ({ id, version }) => staff.post(`/people/${id}/tags`, { version, code: 'dog', source: 'self' }),
  markForAWhile: ({ id, version }) =>
    staff.post(`/people/${id}/tags`, { version, code: 'volunteer', source: 'self', lastDay: '2026-11-30' }),
  unmark: ({ id, version }) => staff.post(`/people/${id}/tags/remove`, { version, code: 'dog' }),
  grow: ({ id, version }) => staff.post(`/people/${id}/correct`, { version, birthDate: '1950-01-01' }),
  rejuvenate: ({ id, version }) => staff.post(`/people/${id}/correct`, { version, birthDate: '1999-01-01' }),
  moveIn: ({ id }, _, label) =>
    staff.post(`/people/${id}/relations`, {
      ...{ roomId: roomOf(label), relation: 'tenant', basis: 'contract' },
    }),
  moveOut: ({ homes }) =>
    staff.post(`/people/relations/${homes[0]?.id ?? 'res_1BoxkVZLBjFjeN8D7r'}/end`, { reason: 'moved_out' }),
  merge: (keep, drop) =>
    staff.post('/people/merges', {
      ...{ keepId: keep.id, keepVersion: keep.version, dropId: drop.id, dropVersion: drop.version, take: {} },
    }),
  part: ({ merges }) => staff.post(`/people/merges/${merges[0]?.id ?? 'mrg_1BoxkVZLBjFjeN8D7r'}/undo`, {}),
}

it('whatever the office does to records and homes, audiences count what the records say', async () => {
  const step = fc.record({
    act: fc.constantFrom(...Object.keys(acts)),
    who: fc.nat(3),
    other: fc.nat(3),
    label: fc.constantFrom(...labels),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
      for (const { act, who, other, label } of steps) {
        const [one, two] = await Promise.all(
          [who, other].map((index) => staff.get(`/people/${people[index]}`)),
        )
        // Whoever was merged away is not there until the merge is undone.
        if (one?.status !== 200 || two?.status !== 200) continue
        await acts[act]?.(cardIn(one), cardIn(two), label)
      }
      await expectAgreement()
    }),
    { numRuns: 10 },
  )
})

it('a mark that runs out leaves the count by itself', async () => {
  await expectAgreement()
  app.clock.advance(40 * 86_400_000)
  staff = town.as('community_staff')
  const counted = await app.deps.services.people.countAudience(scopeOf([town.own]), {
    ...{ nodeIds: labels.map((label) => town.room(label)), tags: ['volunteer'] },
  })
  expect(counted.persons).toBe(0)
})
