import { addDays, dayOf } from '@linli/shared/time'
import type { Relation } from '../people/residency.model'
import type { NodeRow } from '../space/node.model'
import { createNames, type Names } from './demo-names'
import { demoHouseholds, demoPersonas, demoPosts, type DemoMark } from './demo-people'
import type { DemoRandom } from './demo-random'
import type { DemoTree } from './demo-tree'

/** Somebody of the roll, before ids and seals. */
export interface DemoResident {
  readonly room: NodeRow
  readonly name: string
  readonly birthDate: string
  readonly age: number
  readonly relation: Relation
  readonly tags: readonly string[]
  readonly marks: readonly DemoMark[]
  readonly share: { readonly n: number; readonly d: number } | null
  readonly livesIn: boolean
  readonly phone: string | null
  /** Name of the persona, or null. */
  readonly persona: string | null
  readonly hasAccount: boolean
  readonly hasWechat: boolean
  readonly personalisedPush: boolean
}

type Member = { age: number; sex: 'm' | 'f'; relation: Relation; marriedIn?: boolean }
type Family = (random: DemoRandom) => Member[]

const couple =
  (low: number, high: number): Family =>
  (random) => {
    const age = random.whole(low, high)
    return [
      { age, sex: 'm', relation: 'owner' },
      { age: age - random.whole(-2, 5), sex: 'f', relation: 'family', marriedIn: true },
    ]
  }
const child = (random: DemoRandom, low: number, high: number): Member => ({
  age: random.whole(low, high),
  sex: random.chance(0.5) ? 'm' : 'f',
  relation: 'family',
})

/** Kinds of household with their share; about two and a half persons each. */
const families: readonly (readonly [Family, number])[] = [
  [couple(62, 82), 14],
  [(random) => [{ age: random.whole(66, 91), sex: random.chance(0.3) ? 'm' : 'f', relation: 'owner' }], 8],
  [couple(27, 58), 14],
  [(random) => [...couple(29, 46)(random), child(random, 1, 17)], 26],
  [(random) => [...couple(31, 44)(random), child(random, 6, 16), child(random, 1, 5)], 8],
  [
    (random) => [
      ...couple(31, 45)(random),
      child(random, 2, 15),
      { age: random.whole(61, 79), sex: 'm', relation: 'family' },
      { age: random.whole(60, 78), sex: 'f', relation: 'family', marriedIn: true },
    ],
    12,
  ],
  [(random) => [{ age: random.whole(22, 36), sex: random.chance(0.5) ? 'm' : 'f', relation: 'tenant' }], 10],
  [
    (random) => [
      { age: random.whole(23, 40), sex: 'm', relation: 'tenant' },
      { age: random.whole(22, 38), sex: 'f', relation: 'tenant', marriedIn: true },
    ],
    8,
  ],
]

const OCCUPIED = 0.88

/** Who lives where: the households written by hand, and drawn ones in most of the other rooms. */
export function drawRoll(tree: DemoTree, random: DemoRandom, now: Date): DemoResident[] {
  const fixedNames = [
    ...demoHouseholds.flatMap((household) => household.members.map((member) => member.name)),
    ...demoPersonas.map((persona) => persona.name),
    ...demoPosts.map((post) => post.name),
  ]
  const names = createNames(random, fixedNames)
  let phones = 0
  const nextPhone = (): string => `1380001${String(++phones).padStart(4, '0')}`
  const written = new Map(
    demoHouseholds.map((household) => [tree.at(household.community, household.room)._id, household]),
  )
  return tree.rooms().flatMap((room): DemoResident[] => {
    const household = written.get(room._id)
    if (household) {
      return household.members.map((member) => {
        const persona = demoPersonas.find((candidate) => candidate.persona === member.persona)
        return {
          ...drawDetails(random, member.age, now),
          room,
          name: member.name,
          age: member.age,
          relation: member.relation,
          tags: member.tags ?? [],
          marks: member.marks ?? [],
          share: member.share ?? null,
          livesIn: member.livesElsewhere !== true,
          phone: persona?.phone ?? (member.age >= 18 ? nextPhone() : null),
          persona: persona?.persona ?? null,
          hasAccount: persona !== undefined,
          personalisedPush: true,
        }
      })
    }
    if (!random.chance(OCCUPIED)) return []
    return drawFamily(random, names, now).map((member) => ({
      ...member,
      room,
      persona: null,
      phone: member.age >= 18 && (member.hasAccount || random.chance(0.7)) ? nextPhone() : null,
    }))
  })
}

function drawFamily(
  random: DemoRandom,
  names: Names,
  now: Date,
): Omit<DemoResident, 'room' | 'persona' | 'phone'>[] {
  const members = random.weighted(families)(random)
  const surname = names.surname()
  const household = [
    ...(random.chance(0.12) ? ['dog'] : []),
    ...(random.chance(0.3) ? ['ebike'] : []),
    ...(random.chance(0.35) ? ['car'] : []),
    ...(members.some((member) => member.age < 6) ? ['preschool'] : []),
  ]
  return members.map(({ age, sex, relation, marriedIn }) => ({
    ...drawDetails(random, age, now),
    name: names.full(marriedIn ? names.surname() : surname, age, sex),
    age,
    relation,
    marks: [],
    share: null,
    livesIn: true,
    tags: age < 18 ? [] : [...household, ...(age < 72 && random.chance(0.05) ? ['volunteer'] : [])],
  }))
}

/** How far a phone with accounts has spread, by age. */
const accountShare = (age: number): number =>
  age < 18 ? 0 : age < 40 ? 0.68 : age < 60 ? 0.55 : age < 75 ? 0.3 : 0.08

function drawDetails(
  random: DemoRandom,
  age: number,
  now: Date,
): Pick<DemoResident, 'birthDate' | 'hasAccount' | 'hasWechat' | 'personalisedPush'> {
  const today = dayOf(now)
  const birthday = `${Number(today.slice(0, 4)) - age}${today.slice(4).replace('02-29', '02-28')}`
  return {
    // A day in the year before the birthday keeps the age what it says.
    birthDate: addDays(birthday, -random.whole(1, 360)),
    hasAccount: random.chance(accountShare(age)),
    hasWechat: random.chance(0.8),
    personalisedPush: random.chance(0.7),
  }
}
