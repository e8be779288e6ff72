import type { Connection } from 'mongoose'
import { blankResidency } from '../src/modules/people/blank-rows'
import { residencyModel, type ResidencyRow } from '../src/modules/people/residency.model'
import { newGrant } from '../src/modules/people/role-book.service'
import { roleGrantModel, type RoleGrantRow } from '../src/modules/people/role-grant.model'
import { newNode } from '../src/modules/space/node-draft'
import { nodeModel, type NodeRow } from '../src/modules/space/node.model'
import type { Actor } from '../src/platform/actor'
import { communityA, communityB, gridA1, personas, testTermsVersion } from './personas'

const from = new Date('2026-01-01T00:00:00Z')

export const gridA2 = 'nod_testGridAAAAAAAAAAAA2'
export const estateA = 'nod_testEstateAAAAAAAAAA1'
export const building3 = 'nod_testBuiLdingAAAAAAAA3'
export const building12 = 'nod_testBuiLdingAAAAAA12A'
const buildingB = 'nod_testBuiLdingBBBBBBBB1'

/** Rooms of community A by door; 3xx lie in building 3 and grid 1, 12xx in building 12 and grid 2. */
export const rooms = {
  a301: 'nod_testRoomAAAAAAAAAA3X1',
  a302: 'nod_testRoomAAAAAAAAAA3X2',
  a303: 'nod_testRoomAAAAAAAAAA3X3',
  a1201: 'nod_testRoomAAAAAAAAA12X1',
  a1202: 'nod_testRoomAAAAAAAAA12X2',
  a1203: 'nod_testRoomAAAAAAAAA12X3',
  b101: 'nod_testRoomBBBBBBBBBB1X1',
} as const
type Room = keyof typeof rooms

const actorOf = (name: string): Actor => ({
  accountId: `acc_testAccount${name}`,
  sessionId: `ses_testSession${name}`,
  personId: `per_testPersonX${name}`,
  communityId: communityA,
  grants: [{ role: 'resident', nodeId: communityA, communityIds: [communityA] }],
  consentVersion: testTermsVersion,
})

/** People with an account beside the stock personas. */
export const neighbours = {
  /** 301, an adult like the stock resident. */
  spouse: actorOf('SpouseA'),
  /** 301, eleven years old. */
  child: actorOf('ChiLdA'),
  /** 1201, keeps a dog and has switched personalised push off. */
  dogOwner: actorOf('DogWnerA'),
  /** 1202, keeps a dog. */
  dogFriend: actorOf('DogFrndA'),
} as const

interface Lives {
  readonly room: Room
  readonly who: Actor | string
  readonly birthDate: string
  readonly tags?: readonly string[]
  readonly push?: boolean
}

/** 301: three with accounts · 302: one · 303: an elder without · 1201, 1202: one each · 1203: an elder without. */
const residents: readonly Lives[] = [
  { room: 'a301', who: personas.resident, birthDate: '1980-05-01' },
  { room: 'a301', who: neighbours.spouse, birthDate: '1982-05-01' },
  { room: 'a301', who: neighbours.child, birthDate: '2015-05-01' },
  { room: 'a302', who: personas.verifiedResident, birthDate: '1990-05-01' },
  { room: 'a303', who: 'per_testPersonXELderAA', birthDate: '1940-05-01' },
  { room: 'a1201', who: neighbours.dogOwner, birthDate: '1975-05-01', tags: ['dog'], push: false },
  { room: 'a1202', who: neighbours.dogFriend, birthDate: '1975-05-01', tags: ['dog'] },
  { room: 'a1203', who: 'per_testPersonXELderBB', birthDate: '1955-05-01' },
  { room: 'b101', who: personas.residentB, birthDate: '1980-05-01' },
]

const places: Record<
  Room,
  { communityId: string; building: string; buildingLabel: string; above: string[] }
> = {
  a301: inA(building3, '锦和苑 3 号楼', gridA1),
  a302: inA(building3, '锦和苑 3 号楼', gridA1),
  a303: inA(building3, '锦和苑 3 号楼', gridA1),
  a1201: inA(building12, '锦和苑 12 号楼', gridA2),
  a1202: inA(building12, '锦和苑 12 号楼', gridA2),
  a1203: inA(building12, '锦和苑 12 号楼', gridA2),
  b101: {
    communityId: communityB,
    building: buildingB,
    buildingLabel: '知春里 1 号楼',
    above: [communityB, buildingB],
  },
}

function inA(building: string, buildingLabel: string, grid: string) {
  return { communityId: communityA, building, buildingLabel, above: [communityA, estateA, grid, building] }
}

/** A number of a case says its community by these. */
const codes = { [communityA]: 'QH', [communityB]: 'ZC' } as const

function node(id: string, kind: NodeRow['kind'], name: string, path: string[], communityId: string): NodeRow {
  return newNode({
    _id: id,
    communityId,
    parentId: path.at(-1) ?? null,
    kind,
    name,
    label: name,
    path: [...path, id],
    hasChildren: true,
    code: kind === 'community' ? codes[id as keyof typeof codes] : null,
    validFrom: from,
  })
}

/** Two small communities: the tree, who lives where, and how staff sign. */
export async function buildNoticeTown(connection: Connection): Promise<void> {
  await nodeModel(connection).insertMany([
    node(communityA, 'community', '青禾社区', [], communityA),
    node(estateA, 'estate', '锦和苑', [communityA], communityA),
    node(gridA1, 'grid', '第 1 网格', [communityA], communityA),
    node(gridA2, 'grid', '第 2 网格', [communityA], communityA),
    node(building3, 'building', '3 号楼', [communityA, estateA, gridA1], communityA),
    node(building12, 'building', '12 号楼', [communityA, estateA, gridA2], communityA),
    node(communityB, 'community', '知春社区', [], communityB),
    node(buildingB, 'building', '1 号楼', [communityB], communityB),
  ])
  await residencyModel(connection).insertMany(residents.map(residency))
  await roleGrantModel(connection).insertMany(signatures.map(grantRow))
}

/** How staff sign. */
const signatures = [
  { role: 'community_staff', actor: personas.staff, nodeId: communityA, name: '陈立新' },
  { role: 'community_admin', actor: personas.admin, nodeId: communityA, name: '周敏' },
  { role: 'grid_worker', actor: personas.gridWorker, nodeId: gridA1, name: '李敏' },
  { role: 'community_staff', actor: personas.staffB, nodeId: communityB, name: '吴越' },
] as const

const grantRow = ({ role, actor, nodeId, name }: (typeof signatures)[number], index: number): RoleGrantRow =>
  newGrant(
    `grt_testGrantAAAAAAAAAA${index + 1}`,
    { accountId: actor.accountId, role, nodeId, name, workPhone: null, organisation: null },
    from,
  )

function residency({ room, who, birthDate, tags = [], push = true }: Lives, index: number): ResidencyRow {
  const { communityId, building, buildingLabel, above } = places[room]
  const account = typeof who === 'string' ? null : who
  const personId = typeof who === 'string' ? who : who.personId
  if (personId === null) throw new Error('a resident is a person')
  return {
    ...blankResidency,
    _id: `rsd_testResidencyAAAAAA${index + 1}`,
    communityId,
    personId,
    roomId: rooms[room],
    buildingId: building,
    path: [...above, rooms[room]],
    roomLabel: `${buildingLabel} ${room.slice(1)}`,
    buildingLabel,
    relation: 'owner',
    birthDate,
    tags: tags.map((code) => ({ code, until: null })),
    accountId: account?.accountId ?? null,
    personalisedPush: push,
    from,
  }
}
