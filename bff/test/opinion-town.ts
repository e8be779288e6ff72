import type { NodeKind } from '@linli/shared/space/space.kinds'
import { newNode, withRooms } from '../src/modules/space/node-draft'
import type { NodeRow } from '../src/modules/space/node.model'
import { createSpaceRepository } from '../src/modules/space/space.repository'
import { blankPerson, blankResidency } from '../src/modules/people/blank-rows'
import { createPeopleRepository } from '../src/modules/people/people.repository'
import { createResidenciesRepository } from '../src/modules/people/residencies.repository'
import type { Actor } from '../src/platform/actor'
import {
  communityA,
  communityB,
  districtNode,
  gridA1,
  personas,
  streetNode,
  testTermsVersion,
  type Persona,
} from './personas'
import { startTestApp, type TestApp } from './test-app'
import { bodyOf, type Answer, type Client } from './http-client'

/** Places of the two test communities that opinions can be about. */
export const town = {
  estateA: 'nod_testEstateAAAAAAAAAAA',
  buildingA: 'nod_testBui1dingAAAAAAAAA',
  unitA: 'nod_testUnitAAAAAAAAAAAAA',
  roomA: 'nod_testRoomAAAAAAAAAAAAA',
  gardenA: 'nod_testGardenAAAAAAAAAAA',
  estateB: 'nod_testEstateBBBBBBBBBBB',
} as const

const node = (
  id: string,
  kind: NodeKind,
  name: string,
  label: string,
  path: readonly string[],
  extra: Partial<NodeRow> = {},
): NodeRow =>
  newNode({
    _id: id,
    communityId: null,
    parentId: path.at(-1) ?? null,
    kind,
    name,
    label,
    path: [...path, id],
    hasChildren: true,
    validFrom: new Date('2026-01-01T00:00:00Z'),
    ...extra,
  })

/** Writes the street, its two communities, one resident of the roll and the signatures of the staff. */
export async function buildTown({ connection, deps, clock }: TestApp): Promise<void> {
  const above = [districtNode, streetNode]
  const inA = { communityId: communityA }
  const gridded = { ...inA, gridId: gridA1 }
  const pathA = [...above, communityA]
  const house = [...pathA, town.estateA, gridA1, town.buildingA]
  await createSpaceRepository(connection).insertMany(
    withRooms([
      node(districtNode, 'district', '滨河区', '滨河区', []),
      node(streetNode, 'street', '禾苗街道', '禾苗街道', [districtNode]),
      node(communityA, 'community', '青禾社区', '青禾社区', above, { communityId: communityA, code: 'QH' }),
      node(communityB, 'community', '知春社区', '知春社区', above, { communityId: communityB, code: 'ZC' }),
      node(town.estateA, 'estate', '锦和苑', '锦和苑', pathA, inA),
      node(gridA1, 'grid', '第 2 网格', '第 2 网格', pathA, inA),
      node(town.gardenA, 'plot', '中心花园', '锦和苑 中心花园', [...pathA, town.estateA], inA),
      node(town.buildingA, 'building', '3 号楼', '锦和苑 3 号楼', house.slice(0, -1), {
        ...gridded,
        parentId: town.estateA,
      }),
      node(town.unitA, 'unit', '2 单元', '锦和苑 3 号楼 2 单元', house, gridded),
      node(town.roomA, 'room', '501', '锦和苑 3 号楼 2 单元 501', [...house, town.unitA], gridded),
      node(town.estateB, 'estate', '知春里', '知春里', [...above, communityB], { communityId: communityB }),
    ]),
  )
  const { accountId: residentAccount, personId: residentPerson } = personas.verifiedResident
  if (residentPerson === null) throw new Error('the verified resident is a person of the roll')
  await createPeopleRepository(connection).insertPersons([
    {
      _id: residentPerson,
      communityId: communityA,
      ...blankPerson,
      name: '周玉兰',
      birthDate: '1958-03-04',
      createdAt: clock.now(),
    },
  ])
  await createResidenciesRepository(connection).insertMany([
    {
      ...blankResidency,
      _id: 'rsd_testResidencyAAAAAAAA',
      communityId: communityA,
      personId: residentPerson,
      roomId: town.roomA,
      buildingId: town.buildingA,
      path: [communityA, town.estateA, gridA1, town.buildingA, town.unitA, town.roomA],
      roomLabel: '锦和苑 3 号楼 2 单元 501',
      buildingLabel: '锦和苑 3 号楼',
      relation: 'owner',
      birthDate: '1958-03-04',
      accountId: residentAccount,
      from: clock.now(),
    },
  ])
  const signs = [
    [personas.staff, 'community_staff', communityA, '陈立新'],
    [personas.admin, 'community_admin', communityA, '王秀英'],
    [personas.gridWorker, 'grid_worker', gridA1, '李敏'],
    [personas.staffB, 'community_staff', communityB, '赵宁'],
    [personas.organisation, 'organisation_staff', communityA, '黄志成', '锦程物业'],
    [personas.streetAdmin, 'street_admin', streetNode, '孙立'],
  ] as const
  for (const [actor, role, nodeId, name, organisation = null] of signs) {
    const { accountId } = actor
    await deps.services.roles.give({ accountId, role, nodeId, name, workPhone: null, organisation })
  }
}

/** A resident of the first community who is nobody else in the tests. */
export const neighbour = (name: string): Actor => ({
  accountId: `acc_testNeighbour${name}`,
  sessionId: `ses_testNeighbour${name}`,
  personId: null,
  communityId: communityA,
  grants: [],
  consentVersion: testTermsVersion,
})

/** The same, bound to a home of the community: a person of the roll who is nobody else. */
export const boundNeighbour = (name: string): Actor => ({
  ...neighbour(name),
  personId: `per_testNeighbour${name}`,
  grants: (['resident', 'verified_resident'] as const).map((role) => ({
    role,
    nodeId: communityA,
    communityIds: [communityA],
  })),
})

/** A caller whose access token never runs out, however far the test moves the clock. */
export const lasting = (app: TestApp, who: Persona | Actor): Client => ({
  get: (...request) => app.as(who).get(...request),
  post: (...request) => app.as(who).post(...request),
  put: (...request) => app.as(who).put(...request),
  delete: (...request) => app.as(who).delete(...request),
  upload: (...request) => app.as(who).upload(...request),
  raw: (...request) => app.as(who).raw(...request),
})

/** The app with the town in it, and those who meet in its cases; their sign-ins last as long as the app. */
export async function startOpinionTown() {
  const app = await startTestApp()
  await buildTown(app)
  return {
    app,
    author: lasting(app, 'verifiedResident'),
    staff: lasting(app, 'staff'),
    admin: lasting(app, 'admin'),
    grid: lasting(app, 'gridWorker'),
    property: lasting(app, 'organisation'),
    street: lasting(app, 'streetAdmin'),
  }
}

export const submission = (changes: Readonly<Record<string, unknown>> = {}) => ({
  categoryCode: 'sanitation.corridor',
  text: '楼道堆了旧柜子和纸箱，轮椅过不去。跟物业说过两次了',
  photoIds: [],
  placeId: town.unitA,
  placeDetail: '5 楼到 6 楼',
  hideName: true,
  wantsPublic: true,
  notifyMe: true,
  ...changes,
})

/** A case as an answer shows it, with the parts the tests steer by. */
export interface Case extends Record<string, unknown> {
  readonly id: string
  readonly version: number
  readonly status: string
  readonly abilities: Record<string, boolean>
  readonly timeline: Record<string, unknown>[]
}

/** The case in an answer that succeeded; the assertion names the problem otherwise. */
export const caseIn = (answer: Answer): Case => bodyOf(answer)

export async function submitted(author: Client, changes?: Readonly<Record<string, unknown>>): Promise<Case> {
  return caseIn(await author.post('/opinions', submission(changes)))
}

/** Posts one event with the version given. */
export const happen = (who: Client, id: string, event: string, body: Readonly<Record<string, unknown>>) =>
  who.post(`/opinions/${id}/${event}`, body)

/** A case brought as far as its answer. */
export async function answered(author: Client, staff: Client, changes?: Readonly<Record<string, unknown>>) {
  const opinion = await submitted(author, changes)
  const accepted = caseIn(await happen(staff, opinion.id, 'accept', { version: opinion.version }))
  return caseIn(
    await happen(staff, opinion.id, 'reply', {
      version: accepted.version,
      text: '已联系住户，周五上午搬走旧柜子',
      photoIds: [],
    }),
  )
}
