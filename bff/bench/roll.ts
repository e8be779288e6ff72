import { systemClock } from '../src/platform/clock'
import { createCrypto } from '../src/platform/crypto'
import { createIds } from '../src/platform/ids'
import { processorMs, residentMegabytes, type Served } from './processes'
import { seedRoll, type RollSample } from './roll-seed'
import { inHouse, runBench } from './house'

/** People, and rooms for two fifths as many; ten thousand people to a community, three times a usual one. */
const plans = { quick: 2_000, usual: 100_000, large: 1_000_000 }
const PEOPLE_PER_COMMUNITY = 10_000
const REQUESTS = 400
const WARM_UP = 40
/** Communities between two lines that say how far a large seed has come. */
const TOLD_EVERY = 10
/** One staff member types; nobody waits longer than this for a search (p99). */
const AIM_MS = 50

interface Search {
  readonly name: string
  /** What is typed for the nth time. */
  readonly typed: (n: number) => string
}

const searchesFor = (sample: RollSample): readonly Search[] => {
  const at = (n: number) => sample.people[n % sample.people.length] ?? { name: '', phone: '', room: '' }
  return [
    { name: 'whole name', typed: (n) => at(n).name },
    { name: 'surname alone', typed: (n) => at(n).name.slice(0, 1) },
    { name: 'pinyin initials', typed: (n) => sample.initials[n % sample.initials.length] ?? '' },
    { name: 'phone', typed: (n) => at(n).phone },
    { name: 'last four digits', typed: (n) => at(n).phone.slice(-4) },
    { name: 'room 3-2-501', typed: (n) => at(n).room },
    { name: 'room 501', typed: (n) => at(n).room.split('-').at(-1) ?? '' },
    { name: 'everybody', typed: () => '' },
  ]
}

async function search(url: string, token: string, typed: string): Promise<number> {
  const response = await fetch(`${url}/api/v1/people?q=${encodeURIComponent(typed)}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const { items } = (await response.json()) as { items?: unknown[] }
  if (response.status !== 200 || !items) throw new Error(`search answered ${response.status}`)
  return items.length
}

/** One search after the other, as one person types them; answers what went wrong. */
async function measure(linli: Served, token: string, { name, typed }: Search): Promise<string[]> {
  const times: number[] = []
  let found = 0
  const before = processorMs(linli.pid)
  for (let n = 0; n < REQUESTS; n += 1) {
    const started = performance.now()
    found += await search(linli.url, token, typed(n))
    times.push(performance.now() - started)
  }
  const after = processorMs(linli.pid)
  times.sort((a, b) => a - b)
  const percentile = (percent: number) => times[Math.ceil((times.length * percent) / 100) - 1] ?? 0
  const cpu = before === null || after === null ? '-' : ((after - before) / REQUESTS).toFixed(2)
  const figures = [percentile(50), percentile(99)].map((ms) => ms.toFixed(1).padStart(7))
  console.log(
    `${name.padEnd(18)} ${figures.join(' ')} ${cpu.padStart(7)} ${(found / REQUESTS).toFixed(1).padStart(6)}`,
  )
  return [
    ...(percentile(99) > AIM_MS ? [`${name}: p99 ${percentile(99).toFixed(0)} ms, aimed at ${AIM_MS}`] : []),
    ...(found === 0 ? [`${name}: nothing was found, so nothing was measured`] : []),
  ]
}

function bench(folder: string, people: number): Promise<string[]> {
  return inHouse(folder, async ({ database, linli, keys, tokenOf }) => {
    const started = performance.now()
    const seconds = (): string => ((performance.now() - started) / 1000).toFixed(0)
    const sample = await seedRoll(database.db, {
      ...{ people, perCommunity: Math.min(PEOPLE_PER_COMMUNITY, people) },
      ...{ ids: createIds(systemClock), crypto: createCrypto(keys), now: systemClock.now() },
      onCommunity(done, all) {
        if (done % TOLD_EVERY === 0 && done < all)
          console.log(`${done} of ${all} communities after ${seconds()} s`)
      },
    })
    console.log(
      `${people} people in ${sample.rooms} rooms and ${sample.communities} communities, entered in ${seconds()} s\n`,
    )
    const token = tokenOf(sample.clerk)
    console.log(
      `${'search by'.padEnd(18)}     p50     p99     cpu  found   (ms; cpu of the server per request)`,
    )
    const faults: string[] = []
    // Where the compiler has seen enough of every kind.
    for (let n = 0; n < WARM_UP; n += 1)
      for (const { typed } of searchesFor(sample)) await search(linli.url, token, typed(n))
    for (const one of searchesFor(sample)) faults.push(...(await measure(linli, token, one)))
    console.log(`\nresident memory of linli: ${(await residentMegabytes(linli.pid)).toFixed(0)} MB`)
    return faults
  })
}

runBench((folder, flags) => {
  const people = flags.includes('--large')
    ? plans.large
    : flags.includes('--quick')
      ? plans.quick
      : plans.usual
  return bench(folder, people)
})
