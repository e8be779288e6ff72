import { setImmediate as turn } from 'node:timers/promises'
import type { Db } from 'mongodb'
import { pinyin } from 'pinyin-pro'
import { blankPerson, blankResidency } from '../src/modules/people/blank-rows'
import { nameTokens } from '../src/modules/people/people.search'
import { createPersonSeals } from '../src/modules/people/person-seals'
import type { PersonRow } from '../src/modules/people/person.model'
import type { ResidencyRow } from '../src/modules/people/residency.model'
import { newGrant } from '../src/modules/people/role-book.service'
import type { AccountRow } from '../src/modules/session/account.model'
import { currentTerms } from '../src/modules/session/privacy-terms'
import type { SessionRow } from '../src/modules/session/session.model'
import { newNode } from '../src/modules/space/node-draft'
import type { NodeRow } from '../src/modules/space/node.model'
import type { Crypto } from '../src/platform/crypto'
import type { Ids } from '../src/platform/ids'
import { communityCode } from './space-rows'

export interface RollSizes {
  readonly people: number
  readonly perCommunity: number
  readonly ids: Ids
  readonly crypto: Crypto
  readonly now: Date
  /** Told after each community that is on its way to the database: a million people take minutes. */
  readonly onCommunity?: (done: number, all: number) => void
}

/** People of the first community, as somebody at its desk would look for them. */
export interface RollSample {
  readonly people: readonly { readonly name: string; readonly phone: string; readonly room: string }[]
  readonly initials: readonly string[]
  readonly clerk: { readonly accountId: string; readonly sessionId: string }
  readonly rooms: number
  readonly communities: number
}

const DAY_MS = 86_400_000
/** Rows in one command: what a command touches of an index is written once with it. */
const BATCH = 10_000
/** People entered before the rows on their way to the database get their turn. */
const PEOPLE_AT_ONCE = 500
/** 300 to 500 households make a grid (domain facts §3.1). */
const ROOMS_PER_BUILDING = 200
const UNITS = 4
const SAMPLE = 997

const surnames =
  '王王王李李李张张张刘刘陈陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓冯彭曾萧田董潘袁蔡蒋余'
const given = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英玉梅建国志华文晓红春海燕雪婷浩宇子涵欣怡梓轩佳琪'

const at = (letters: string, index: number): string => [...letters][index % [...letters].length] ?? ''
/** The nth name: spread evenly, so that about as many share one as in a real roll. */
const nameOf = (n: number): string =>
  `${at(surnames, n * 7)}${at(given, n * 13)}${n % 4 === 0 ? '' : at(given, Math.floor(n / 50) * 11 + n)}`

async function insertAll(db: Db, name: string, rows: readonly object[]): Promise<void> {
  for (let start = 0; start < rows.length; start += BATCH)
    await db.collection(name).insertMany(rows.slice(start, start + BATCH), { ordered: false })
}

interface Planned {
  readonly id: string
  readonly gridIds: readonly string[]
  readonly nodes: readonly NodeRow[]
  readonly rooms: readonly { readonly row: NodeRow; readonly typed: string }[]
}

/** A community with its estate, grids, buildings of four units and rooms. */
function planCommunity(index: number, rooms: number, ids: Ids, validFrom: Date): Planned {
  const id = ids.next('nod')
  const make = (
    more: Pick<NodeRow, '_id' | 'kind' | 'name' | 'label' | 'path' | 'parentId'> & Partial<NodeRow>,
  ): NodeRow => newNode({ communityId: id, hasChildren: true, validFrom, ...more })
  const estate = ids.next('nod')
  const name = `社区${index + 1}`
  const nodes = [
    make({
      ...{ _id: id, kind: 'community', name, label: name, path: [id], parentId: null },
      code: communityCode(index),
    }),
    make({ _id: estate, kind: 'estate', name: '和苑', label: '和苑', path: [id, estate], parentId: id }),
  ]
  const gridIds: string[] = []
  const planned: { row: NodeRow; typed: string }[] = []
  const buildings = Math.ceil(rooms / ROOMS_PER_BUILDING)
  for (let building = 1; building <= buildings; building += 1) {
    if (building % 2 === 1) {
      const grid = ids.next('nod')
      const own = `第 ${gridIds.length + 1} 网格`
      gridIds.push(grid)
      nodes.push(make({ _id: grid, kind: 'grid', name: own, label: own, path: [id, grid], parentId: id }))
    }
    const gridId = gridIds.at(-1) ?? ''
    const buildingId = ids.next('nod')
    const path = [id, estate, gridId, buildingId]
    const label = `和苑 ${building} 号楼`
    nodes.push(
      make({
        _id: buildingId,
        kind: 'building',
        name: `${building} 号楼`,
        label,
        path,
        parentId: estate,
        gridId,
      }),
    )
    for (let unit = 1; unit <= UNITS; unit += 1) {
      const unitId = ids.next('nod')
      const unitLabel = `${label} ${unit} 单元`
      const unitPath = [...path, unitId]
      nodes.push(
        make({
          ...{ _id: unitId, kind: 'unit', name: `${unit} 单元`, label: unitLabel },
          ...{ path: unitPath, parentId: buildingId, gridId },
        }),
      )
      for (let number = 0; number < ROOMS_PER_BUILDING / UNITS && planned.length < rooms; number += 1) {
        const own = `${Math.floor(number / 2) + 1}0${(number % 2) + 1}`
        const roomId = ids.next('nod')
        const row = make({
          ...{ _id: roomId, kind: 'room', name: own, label: `${unitLabel} ${own}`, parentId: unitId },
          ...{ path: [...unitPath, roomId], gridId, hasChildren: false },
        })
        nodes.push(row)
        planned.push({ row, typed: `${building}-${unit}-${own}` })
      }
    }
  }
  return { id, gridIds, nodes, rooms: planned }
}

/** Fills a database that has its indexes: communities with their trees, and people at home in them. */
export async function seedRoll(db: Db, sizes: RollSizes): Promise<RollSample> {
  const { people, perCommunity, ids, crypto, now, onCommunity } = sizes
  const seals = createPersonSeals(crypto)
  const since = new Date(now.getTime() - 400 * DAY_MS)
  const tokens = new Map<string, string[]>()
  const tokensOf = (name: string): string[] => {
    const known = tokens.get(name) ?? nameTokens(name)
    tokens.set(name, known)
    return known
  }
  const communities = Math.ceil(people / perCommunity)
  const sampled: { name: string; phone: string; room: string }[] = []
  let rooms = 0
  let first = ''
  // One community is written while the next is made.
  let written: Promise<unknown> = Promise.resolve()
  for (let index = 0; index < communities; index += 1) {
    const community = planCommunity(index, Math.ceil(perCommunity * 0.4), ids, since)
    rooms += community.rooms.length
    first ||= community.id
    const persons: PersonRow[] = []
    const residencies: ResidencyRow[] = []
    for (let own = 0; own < perCommunity; own += 1) {
      if (own % PEOPLE_AT_ONCE === 0) await turn()
      const n = index * perCommunity + own
      const room = community.rooms[own % community.rooms.length]
      if (!room) continue
      const name = nameOf(n)
      const phone = `13${String(n).padStart(9, '0')}`
      const birthDate = `${1935 + (n % 85)}-0${(n % 9) + 1}-15`
      const personId = ids.next('per')
      persons.push({
        ...blankPerson,
        ...seals.phone(phone, community.id),
        ...{ _id: personId, communityId: community.id, name, nameTokens: tokensOf(name), birthDate },
        createdAt: since,
      })
      residencies.push({
        ...blankResidency,
        ...{ _id: ids.next('res'), communityId: community.id, personId, roomId: room.row._id },
        ...{ buildingId: room.row.path.at(-3) ?? '', path: room.row.path, roomLabel: room.row.label },
        buildingLabel: room.row.label.split(' ').slice(0, 3).join(' '),
        ...{ relation: own < community.rooms.length ? 'owner' : 'family', birthDate, from: since },
      })
      if (index === 0 && own % Math.max(1, Math.floor(perCommunity / SAMPLE)) === 0)
        sampled.push({ name, phone, room: room.typed })
    }
    await written
    written = Promise.all([
      insertAll(db, 'nodes', community.nodes),
      insertAll(db, 'persons', persons),
      insertAll(db, 'residencies', residencies),
    ])
    // It is waited for above or below; until then its failure has somebody who knows of it.
    written.catch(() => undefined)
    onCommunity?.(index + 1, communities)
  }
  await written
  return {
    people: sampled,
    initials: sampled.map(({ name }) =>
      pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head' }).join(''),
    ),
    clerk: await seedClerk(db, first, ids, since),
    ...{ rooms, communities },
  }
}

async function seedClerk(db: Db, communityId: string, ids: Ids, since: Date): Promise<RollSample['clerk']> {
  const clerk = { accountId: ids.next('acc'), sessionId: ids.next('ses') }
  const consent = { version: currentTerms.version, at: since, personalisedPush: true, wechatMessages: false }
  const account: AccountRow = {
    ...{ _id: clerk.accountId, chosenCommunityId: null, consent, demo: null },
    ...{ createdAt: since, closedAt: null, lastSeenAt: null },
  }
  const post = { role: 'community_staff', nodeId: communityId, name: '陈立新' } as const
  const grant = newGrant(
    ids.next('grt'),
    { ...post, accountId: clerk.accountId, workPhone: null, organisation: null },
    since,
  )
  const session: SessionRow = {
    ...{ _id: clerk.sessionId, accountId: clerk.accountId, createdAt: since, endedAt: null, endReason: null },
    stepUpAt: null,
    expiresAt: new Date(since.getTime() + 800 * DAY_MS),
  }
  await insertAll(db, 'accounts', [account])
  await insertAll(db, 'role_grants', [grant])
  await insertAll(db, 'sessions', [session])
  return clerk
}
