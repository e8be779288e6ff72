import type { Db } from 'mongodb'
import { matterTokens } from '../src/modules/opinions/intake/similarity.rules'
import { currentTerms } from '../src/modules/session/privacy-terms'
import { systemClock } from '../src/platform/clock'
import { createIds, type Ids } from '../src/platform/ids'
import { inHouse, runBench } from './house'
import { opinionRow } from './seed-documents'
import { communityRows } from './space-rows'

/**
 * `npm run bench:similar`: how long it takes to find open cases that tell of the same among 50,000 of one community
 * (ten times what the busiest ever has open), and how many reworded copies are found.
 */
const OPEN_CASES = 50_000
const BATCH = 2_000
const ASKED = 200
const WARM_UP = 40
const AIM_MS = 100
const RECALL_AIM = 0.9
const DAY_MS = 86_400_000
/** A large prime: parts are combined without two texts being alike by their place in the list. */
const STRIDE = 7_919

const things =
  '单元门,楼道灯,电梯按钮,垃圾桶,长椅,健身器材,井盖,路面,花坛,雨棚,摄像头,消防栓,车棚,围栏,水管,窗户,扶手,地砖,信报箱,树枝'.split(
    ',',
  )
const faults =
  '坏了一个多月,一直没人修,晃得厉害,掉下来一块,堵住了,漏水很严重,不亮了,被人挡住,锈得厉害,裂了一条缝,发出怪声,味道很大'.split(
    ',',
  )
const effects =
  '老人进出不方便,孩子差点摔跤,下雨天更严重,晚上看不清路,轮椅过不去,邻居都在说,已经报修三次,快递员也抱怨,早高峰排长队,怕出危险'.split(
    ',',
  )
const details =
  '东门旁边,西侧转角,二楼平台,地下车库入口,快递柜后面,幼儿园门口,篮球场边上,老年活动室前,配电房旁,垃圾站对面,凉亭下面,自行车棚里,3 号岗亭,喷泉西边'.split(
    ',',
  )
const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? ''

/** One of 50,000 texts; the number of the tree or lamp is what makes it rare, as people do write it. */
function textOf(index: number): string {
  const at = index * STRIDE
  return `${pick(details, at)}的${pick(things, Math.floor(at / 3))}${pick(faults, Math.floor(at / 7))}，${pick(effects, Math.floor(at / 11))}，编号 ${1000 + index}`
}

/** The same said by a neighbour: another order, half of the detail, no number. */
function reworded(index: number): string {
  const at = index * STRIDE
  return `${pick(things, Math.floor(at / 3))}${pick(faults, Math.floor(at / 7))}，在${pick(details, at)}，${pick(effects, Math.floor(at / 11))}`
}

async function seed(db: Db, ids: Ids) {
  const now = systemClock.now()
  const rows = communityRows(ids, 0, 1_000, new Date(now.getTime() - 400 * DAY_MS))
  await db.collection<(typeof rows)[number]>('nodes').insertMany(rows)
  const [community] = rows
  const buildings = rows.filter(({ kind }) => kind === 'building')
  if (!community) throw new Error('a community has a row of its own')
  const idOf: string[] = []
  for (let start = 0; start < OPEN_CASES; start += BATCH) {
    const cases = Array.from({ length: BATCH }, (_, offset) => {
      const index = start + offset
      const building = buildings[index % buildings.length] ?? community
      const row = opinionRow({
        ...{ ids, index, communityId: community._id, place: building, authorAccountId: 'acc_bench', now },
      })
      idOf[index] = row._id
      return { ...row, text: textOf(index), wantsPublic: true, status: 'in_progress' as const }
    })
    await db.collection<(typeof cases)[number]>('opinions').insertMany(cases)
    const prints = cases.map((row) => ({
      _id: row._id,
      communityId: row.communityId,
      groupCode: row.category.code.split('.', 1)[0] ?? '',
      placeIds: [row.place.nodeId],
      tokens: matterTokens(row.text),
    }))
    await db.collection<(typeof prints)[number]>('opinion_prints').insertMany(prints)
  }
  const [accountId, sessionId] = [ids.next('acc'), ids.next('ses')]
  const consent = { version: currentTerms.version, at: now, personalisedPush: false, wechatMessages: false }
  await db.collection<{ _id: string }>('accounts').insertOne({
    ...{
      _id: accountId,
      chosenCommunityId: community._id,
      consent,
      demo: null,
      createdAt: now,
      closedAt: null,
    },
  })
  await db.collection<{ _id: string }>('sessions').insertOne({
    ...{ _id: sessionId, accountId, createdAt: now, expiresAt: new Date(now.getTime() + 300 * DAY_MS) },
    ...{ endedAt: null, endReason: null },
  })
  return {
    idOf,
    bearer: { accountId, sessionId },
    placeOf: (index: number) => buildings[index % buildings.length]?._id,
  }
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

runBench((folder) =>
  inHouse(folder, async ({ database, linli, tokenOf }) => {
    const began = performance.now()
    const { idOf, bearer, placeOf } = await seed(database.db, createIds(systemClock))
    console.log(`${OPEN_CASES} open cases, seeded in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    const token = tokenOf(bearer)
    const ask = async (index: number): Promise<{ ms: number; found: boolean }> => {
      const started = performance.now()
      const answer = await fetch(`${linli.url}/api/v1/opinions/suggest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ text: reworded(index), placeId: placeOf(index) }),
      })
      const body = (await answer.json()) as { similar?: { id: string }[] }
      if (!answer.ok) throw new Error(`answered ${answer.status}: ${JSON.stringify(body)}`)
      const ms = performance.now() - started
      return { ms, found: body.similar?.some(({ id }) => id === idOf[index]) === true }
    }
    const step = Math.floor(OPEN_CASES / (ASKED + WARM_UP))
    for (let round = 0; round < WARM_UP; round++) await ask(round * step)
    const answers = []
    for (let round = 0; round < ASKED; round++) answers.push(await ask((WARM_UP + round) * step))
    const times = answers.map(({ ms }) => ms).toSorted((a, b) => a - b)
    const recall = answers.filter(({ found }) => found).length / ASKED
    console.log(
      `similar cases  p50 ${at(times, 0.5).toFixed(1)} ms  p99 ${at(times, 0.99).toFixed(1)} ms (aim ${AIM_MS})  reworded copies among the first three ${(recall * 100).toFixed(1)} %`,
    )
    return [
      ...(at(times, 0.99) < AIM_MS ? [] : [`p99 over ${AIM_MS} ms`]),
      ...(recall >= RECALL_AIM ? [] : [`fewer than ${RECALL_AIM * 100} % of the copies found`]),
    ]
  }),
)
