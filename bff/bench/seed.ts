import type { Db } from 'mongodb'
import type { AccountRow } from '../src/modules/session/account.model'
import type { SessionRow } from '../src/modules/session/session.model'
import { currentTerms } from '../src/modules/session/privacy-terms'
import type { BindingRow } from '../src/modules/people/binding.model'
import { blankPerson, blankResidency } from '../src/modules/people/blank-rows'
import type { PersonRow } from '../src/modules/people/person.model'
import type { ResidencyRow } from '../src/modules/people/residency.model'
import { newNode } from '../src/modules/space/node-draft'
import { newGrant } from '../src/modules/people/role-book.service'
import type { NodeRow } from '../src/modules/space/node.model'
import type { Ids } from '../src/platform/ids'
import { householdRow, noticeRow, opinionRow } from './seed-documents'
import { communityCode } from './space-rows'

export interface Sizes {
  readonly people: number
  /** Spread over the communities. */
  readonly notices: number
  /** All in the first community: a workbench is as long as its own community's cases. */
  readonly opinions: number
  readonly communities: number
  /** How many notices wait to be confirmed by every reader. */
  readonly confirmable: number
}

/** Somebody who sends the requests. */
export interface Reader {
  readonly accountId: string
  readonly sessionId: string
  readonly personId: string
  readonly communityId: string
  readonly roomId: string
}

/** Somebody who works through the cases of the first community. */
export interface Clerk {
  readonly accountId: string
  readonly sessionId: string
  readonly communityId: string
}

export interface Town {
  /** All of the first community, so that one notice can be confirmed by each of them. */
  readonly readers: readonly Reader[]
  readonly clerks: readonly Clerk[]
  /** Live notices of the first community that address all of it and that nobody confirms, newest first. */
  readonly openedIds: readonly string[]
  /** Others like them, to be confirmed: the households of the readers are frozen for these. */
  readonly confirmableIds: readonly string[]
}

/** As many people ask as there are connections at most; each is known by the ten seconds' memory of the door. */
const READERS = 64
const CLERKS = 16
/** A notice is opened by many within a short time, so few are opened and often. */
const OPENED = 50
const BUILDINGS = 10
const ROOMS_PER_BUILDING = 120
const BATCH = 2_000
const DAY_MS = 86_400_000

interface Community {
  readonly id: string
  readonly rows: readonly NodeRow[]
  readonly buildings: readonly NodeRow[]
  readonly rooms: readonly NodeRow[]
}

/** Fills a database that has its indexes: communities, people at home in them, notices and opinions. */
export async function seedTown(db: Db, sizes: Sizes, ids: Ids, now: Date): Promise<Town> {
  const since = new Date(now.getTime() - 400 * DAY_MS)
  const communities = Array.from({ length: sizes.communities }, (_, index) => plan(index, ids, since))
  const [first] = communities
  if (!first) throw new Error('a town needs a community')
  const nodes = communities.flatMap((community) => community.rows)
  await inBatches(nodes.length, (indexes) =>
    insertAll(
      db,
      'nodes',
      indexes.map((index) => at(nodes, index)),
    ),
  )
  const readers = await seedPeople(db, sizes.people, communities, ids, since)
  const clerks = await seedClerks(db, first, ids, since)
  const noticeIds = await seedNotices(db, sizes.notices, communities, ids, now)
  const confirmableIds = noticeIds.slice(OPENED, OPENED + sizes.confirmable)
  await seedHouseholds(db, confirmableIds, first, readers, ids)
  await inBatches(sizes.opinions, async (indexes) => {
    const rows = indexes.map((index) => {
      const place = at(first.buildings, index)
      const authorAccountId = at(readers, index).accountId
      return opinionRow({ ids, index, communityId: first.id, place, authorAccountId, now })
    })
    await insertAll(db, 'opinions', rows)
  })
  return { readers, clerks, openedIds: noticeIds.slice(0, OPENED), confirmableIds }
}

/** Answers the ids of those that address all of the first community. */
async function seedNotices(
  db: Db,
  count: number,
  communities: readonly Community[],
  ids: Ids,
  now: Date,
): Promise<string[]> {
  const addressingAll: string[] = []
  await inBatches(count, async (indexes) => {
    const rows = indexes.map((index) => {
      const { id, buildings } = at(communities, index)
      const turn = Math.floor(index / communities.length)
      const nodeId = turn % 4 === 3 ? at(buildings, turn)._id : id
      const row = noticeRow({ ids, index: turn, communityId: id, nodeId, now, of: count })
      if (id === communities[0]?.id && nodeId === id) addressingAll.push(row._id)
      return row
    })
    await insertAll(db, 'notices', rows)
  })
  return addressingAll
}

async function seedHouseholds(
  db: Db,
  noticeIds: readonly string[],
  { rooms }: Community,
  readers: readonly Reader[],
  ids: Ids,
): Promise<void> {
  const wanted = new Set(readers.map((reader) => reader.roomId))
  const homes = rooms.filter((room) => wanted.has(room._id))
  await inBatches(noticeIds.length * homes.length, (indexes) =>
    insertAll(
      db,
      'notice_households',
      indexes.map((index) =>
        householdRow({
          ids,
          noticeId: at(noticeIds, Math.floor(index / homes.length)),
          room: at(homes, index),
        }),
      ),
    ),
  )
}

async function seedClerks(db: Db, { id: communityId }: Community, ids: Ids, since: Date): Promise<Clerk[]> {
  const clerks = Array.from({ length: CLERKS }, (): Clerk => ({
    accountId: ids.next('acc'),
    sessionId: ids.next('ses'),
    communityId,
  }))
  await insertAll(
    db,
    'accounts',
    clerks.map(({ accountId }) => accountRow(accountId, since)),
  )
  const post = { role: 'community_staff', nodeId: communityId, name: '陈立新' } as const
  const grants = clerks.map(({ accountId }) =>
    newGrant(ids.next('grt'), { ...post, accountId, workPhone: null, organisation: null }, since),
  )
  await insertAll(db, 'role_grants', grants)
  await insertAll(
    db,
    'sessions',
    clerks.map((clerk) => sessionRow(clerk, since)),
  )
  return clerks
}

const accountRow = (accountId: string, since: Date): AccountRow => ({
  _id: accountId,
  chosenCommunityId: null,
  consent: { version: currentTerms.version, at: since, personalisedPush: true, wechatMessages: false },
  demo: null,
  createdAt: since,
  closedAt: null,
  lastSeenAt: null,
})

const sessionRow = (
  { sessionId, accountId }: Pick<Reader, 'sessionId' | 'accountId'>,
  since: Date,
): SessionRow => ({
  ...{ _id: sessionId, accountId, createdAt: since, endedAt: null, endReason: null, stepUpAt: null },
  expiresAt: new Date(since.getTime() + 800 * DAY_MS),
})

function plan(index: number, ids: Ids, validFrom: Date): Community {
  const id = ids.next('nod')
  const make = (
    more: Pick<NodeRow, '_id' | 'kind' | 'name' | 'label' | 'path'> & Partial<NodeRow>,
  ): NodeRow =>
    newNode({
      communityId: id,
      parentId: more.path.at(-2) ?? null,
      hasChildren: true,
      validFrom,
      ...more,
    })
  const name = `社区${index + 1}`
  const code = communityCode(index)
  const community = make({ _id: id, kind: 'community', name, label: name, path: [id], code })
  const estate = ids.next('nod')
  const grid = ids.next('nod')
  const places = [
    make({ _id: estate, kind: 'estate', name: '和苑', label: '和苑', path: [id, estate], order: 1 }),
    make({ _id: grid, kind: 'grid', name: '第 1 网格', label: '第 1 网格', path: [id, grid], order: 2 }),
  ]
  const buildings = Array.from({ length: BUILDINGS }, (_, number) => {
    const _id = ids.next('nod')
    const own = `${number + 1} 号楼`
    const path = [id, estate, grid, _id]
    return make({
      _id,
      kind: 'building',
      name: own,
      label: `和苑 ${own}`,
      path,
      parentId: estate,
      gridId: grid,
    })
  })
  const rooms = buildings.flatMap((building) =>
    Array.from({ length: ROOMS_PER_BUILDING }, (_, number) => {
      const _id = ids.next('nod')
      const own = String(101 + number)
      const path = [...building.path, _id]
      return make({
        ...{ _id, kind: 'room', name: own, label: `${building.label} ${own}`, path, gridId: grid },
        hasChildren: false,
        order: number,
      })
    }),
  )
  return { id, rows: [community, ...places, ...buildings, ...rooms], buildings, rooms }
}

async function seedPeople(
  db: Db,
  count: number,
  communities: readonly Community[],
  ids: Ids,
  since: Date,
): Promise<Reader[]> {
  const readers: Reader[] = []
  await inBatches(count, async (indexes) => {
    const accounts: AccountRow[] = []
    const persons: PersonRow[] = []
    const residencies: ResidencyRow[] = []
    const bindings: BindingRow[] = []
    for (const index of indexes) {
      const community = at(communities, index)
      const room = at(community.rooms, Math.floor(index / communities.length))
      const communityId = community.id
      const [accountId, personId] = [ids.next('acc'), ids.next('per')]
      accounts.push(accountRow(accountId, since))
      persons.push({
        ...blankPerson,
        ...{ _id: personId, communityId, name: '周一鸣' },
        birthDate: `${1940 + (index % 60)}-05-01`,
        createdAt: since,
      })
      const buildingId = room.path.at(-2) ?? ''
      residencies.push({
        ...blankResidency,
        ...{ _id: ids.next('res'), communityId, personId, accountId, roomId: room._id, buildingId },
        path: room.path,
        roomLabel: room.label,
        buildingLabel: room.label.replace(/ \S+$/, ''),
        relation: 'owner',
        birthDate: `${1940 + (index % 60)}-05-01`,
        ...{ personalisedPush: true, from: since },
      })
      bindings.push({
        ...{ _id: ids.next('bnd'), accountId, communityId, personId },
        ...{ method: 'roll' as const, from: since, to: null, endedReason: null, endedBy: null },
      })
      if (communityId === communities[0]?.id && readers.length < READERS)
        readers.push({ accountId, sessionId: ids.next('ses'), personId, communityId, roomId: room._id })
    }
    await insertAll(db, 'accounts', accounts)
    await insertAll(db, 'persons', persons)
    await insertAll(db, 'residencies', residencies)
    await insertAll(db, 'bindings', bindings)
  })
  await insertAll(
    db,
    'sessions',
    readers.map((reader) => sessionRow(reader, since)),
  )
  return readers
}

const insertAll = async <T extends { _id: string }>(
  db: Db,
  name: string,
  rows: readonly T[],
): Promise<void> => {
  if (rows.length > 0) await db.collection<{ _id: string }>(name).insertMany([...rows], { ordered: false })
}

async function inBatches(count: number, insert: (indexes: number[]) => Promise<void>): Promise<void> {
  for (let start = 0; start < count; start += BATCH)
    await insert(Array.from({ length: Math.min(BATCH, count - start) }, (_, offset) => start + offset))
}

/** The element of a ring. */
function at<T>(ring: readonly T[], index: number): T {
  const element = ring[index % ring.length]
  if (element === undefined) throw new Error('an empty ring has no element')
  return element
}
