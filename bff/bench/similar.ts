import type { Db } from 'mongodb'
import { printOf, wordRowsOf } from '../src/modules/opinions/intake/opinion-print'
import type { OpinionPrintRow, OpinionWordRow } from '../src/modules/opinions/intake/opinion-print.model'
import { currentTerms } from '../src/modules/session/privacy-terms'
import { systemClock } from '../src/platform/clock'
import { createIds, type Ids } from '../src/platform/ids'
import { inHouse, runBench } from './house'
import {
  buildingOfTeller,
  chances,
  matterOf,
  reworded,
  tell,
  wordsFor,
  type Matter,
  type Words,
} from './matters'
import { opinionRow } from './seed-documents'
import { communityRows } from './space-rows'

/**
 * `npm run bench:similar`: how long it takes to find open cases that tell of the same among 50,000 of one community
 * (ten times what the busiest ever has open), and how often one of the same matter is among the three that are shown:
 * for reworded copies (another order, another trouble and time, one of thing, fault and spot said in another way), and,
 * without an aim, for the same matter told in entirely own words. The texts are those of `matters.ts`, in which several
 * people tell of one matter: any of them is a right answer.
 */
const OPEN_CASES = 50_000
const BATCH = 2_000
const ASKED = 200
const WARM_UP = 40
const AIM_MS = 100
const RECALL_AIM = 0.9
const DAY_MS = 86_400_000
/** Three estates, some 30 buildings: the largest community of the product. */
const ROOMS = 3_600

async function seed(db: Db, ids: Ids) {
  const now = systemClock.now()
  const rows = communityRows(ids, 0, ROOMS, new Date(now.getTime() - 400 * DAY_MS))
  await db.collection<(typeof rows)[number]>('nodes').insertMany(rows)
  const [community] = rows
  const buildings = rows.filter(({ kind }) => kind === 'building')
  if (!community) throw new Error('a community has a row of its own')
  const chance = chances(7)
  const prints: OpinionPrintRow[] = []
  const told: Told[] = []
  const keyOf = new Map<string, string>()
  for (let start = 0; start < OPEN_CASES; start += BATCH) {
    const cases = Array.from({ length: BATCH }, (_, offset) => {
      const matter = matterOf(buildings.length, chance)
      const words = wordsFor(matter, chance)
      const place = buildings[buildingOfTeller(matter, buildings.length, chance)] ?? community
      const row = opinionRow({
        ...{
          ids,
          index: start + offset,
          communityId: community._id,
          place,
          authorAccountId: 'acc_bench',
          now,
        },
      })
      told.push({ matter, words })
      keyOf.set(row._id, matter.key)
      return { ...row, text: tell(words, chance), wantsPublic: true, status: 'in_progress' as const }
    })
    await db.collection<(typeof cases)[number]>('opinions').insertMany(cases)
    prints.push(...cases.map((row) => printOf(row, [row.place.nodeId, row.place.path.at(1) ?? ''])))
  }
  await db.collection<OpinionPrintRow>('opinion_prints').insertMany(prints)
  await db.collection<OpinionWordRow>('opinion_words').insertMany(wordRowsOf(community._id, prints))
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
  return { told, keyOf, buildings, bearer: { accountId, sessionId } }
}

interface Told {
  readonly matter: Matter
  readonly words: Words
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

runBench((folder) =>
  inHouse(folder, async ({ database, linli, tokenOf }) => {
    const began = performance.now()
    const { told, keyOf, buildings, bearer } = await seed(database.db, createIds(systemClock))
    console.log(`${OPEN_CASES} open cases, seeded in ${((performance.now() - began) / 1000).toFixed(1)} s`)
    const token = tokenOf(bearer)
    const chance = chances(99)
    const ask = async (own: boolean): Promise<{ ms: number; found: boolean }> => {
      const one = told[Math.floor(chance() * told.length)]
      if (!one) throw new Error('nothing was told')
      const { matter } = one
      const words = own ? wordsFor(matter, chance) : reworded(matter, one.words, chance)
      const placeId = buildings[buildingOfTeller(matter, buildings.length, chance)]?._id
      const body = JSON.stringify({ text: tell(words, chance), placeId })
      const started = performance.now()
      const answer = await fetch(`${linli.url}/api/v1/opinions/suggest`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body,
      })
      const found = (await answer.json()) as { similar?: { id: string }[] }
      if (!answer.ok) throw new Error(`answered ${answer.status}: ${JSON.stringify(found)}`)
      const ms = performance.now() - started
      return { ms, found: found.similar?.some(({ id }) => keyOf.get(id) === matter.key) === true }
    }
    const many = async (count: number, own: boolean) => {
      const answers = []
      for (let round = 0; round < count; round++) answers.push(await ask(own))
      return answers
    }
    await many(WARM_UP, false)
    const answers = await many(ASKED, false)
    const times = answers.map(({ ms }) => ms).toSorted((a, b) => a - b)
    const share = (some: readonly { found: boolean }[]): number =>
      some.filter(({ found }) => found).length / some.length
    const recall = share(answers)
    const inOwnWords = share(await many(ASKED, true))
    console.log(
      `similar cases  p50 ${at(times, 0.5).toFixed(1)} ms  p99 ${at(times, 0.99).toFixed(1)} ms (aim ${AIM_MS})  ` +
        `the same matter among the first three: reworded ${(recall * 100).toFixed(1)} % (aim ${RECALL_AIM * 100}), ` +
        `in entirely own words ${(inOwnWords * 100).toFixed(1)} %`,
    )
    return [
      ...(at(times, 0.99) < AIM_MS ? [] : [`p99 over ${AIM_MS} ms`]),
      ...(recall >= RECALL_AIM ? [] : [`fewer than ${RECALL_AIM * 100} % of the copies found`]),
    ]
  }),
)
