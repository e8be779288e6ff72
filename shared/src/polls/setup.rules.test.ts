import { instantOf } from '../time'
import { cityPacks } from './city-packs'
import { earliestDay, isOver, lastDayOf, lastDayToChallenge } from './deadlines.rules'
import { ownersRoll, type OwnedRoom } from './owners-roll.rules'
import { rulePacks } from './packs'
import { pollPhase } from './polls.machine'
import {
  decisionRuleOf,
  frozenQuestions,
  isPrepared,
  plainRules,
  preparationOf,
  refusalText,
  setupRefusals,
  type DraftQuestion,
  type PollSetup,
  type PreparationFacts,
} from './setup.rules'
import { ownersSetup, residentsSetup, strawSetup } from './setup.samples'
import { atLeast, moreThan } from './share.rules'

const refused = (setup: PollSetup): string[] => setupRefusals(setup).map(refusalText)
const paths = (setup: PollSetup): string[] => setupRefusals(setup).map(({ path }) => path)
const ranked = (options: number): DraftQuestion => ({
  kind: 'choice',
  text: '排一排',
  method: 'ranked',
  options: Array.from({ length: options }, (_, n) => `选项${n}`),
  min: 1,
  max: options,
  scoreMax: 0,
  seats: 1,
})

test('the three samples are lawful', () => {
  expect([residentsSetup, ownersSetup, strawSetup].map(refused)).toEqual([[], [], []])
})

const followed: PollSetup = {
  ...ownersSetup,
  silent: 'follow_majority',
  followProofs: { clause: '第 12 条', deliveredToEach: true, warnedOnBallot: true, reviewedByStreet: true },
}
test('silence may follow the majority with all four proofs', () => expect(refused(followed)).toEqual([]))

test.each<[string, PollSetup, RegExp]>([
  [
    '住改商 is no matter of majorities',
    { ...ownersSetup, matter: 'home_to_business' },
    /《民法典》第 279 条/,
  ],
  ['not even in a straw poll', { ...strawSetup, matter: 'home_to_business' }, /第 279 条/],
  [
    'committee elections stay on paper',
    { ...residentsSetup, matter: 'committee_election' },
    /纸质选票.*第 19 条/,
  ],
  ['owners without a city pack', { ...ownersSetup, cityId: null }, /意向征询.*第 278 条/],
  ['owners of a city nobody knows', { ...ownersSetup, cityId: 'atlantis' }, /意向征询/],
  ['an owners decision without its item', { ...ownersSetup, ownerItem: null }, /九类/],
  [
    'residents decide what owners decide',
    { ...residentsSetup, matter: 'owners_item', ownerItem: 4 },
    /业主共同决定/,
  ],
  ['owners by person', { ...ownersSetup, electorate: 'person' }, /第 278 条/],
  ['representatives at a residents meeting', { ...residentsSetup, electorate: 'representative' }, /第 26 条/],
  ['a secret vote by area', { ...ownersSetup, secrecy: 'secret' }, /只能记名/],
  ['weights in a secret poll', { ...strawSetup, isWeighted: true }, /不能加权/],
  ['weights at a residents meeting', { ...residentsSetup, isWeighted: true }, /不能另外加权/],
  ['an own quorum where the law has one', { ...residentsSetup, quorum: moreThan(1, 3) }, /法律已经定了/],
  ['an own majority where the law has one', { ...ownersSetup, majority: moreThan(1, 3) }, /法律已经定了/],
  ['a share above one', { ...strawSetup, quorum: atLeast(3, 2) }, /0 到 1/],
  ['R09: a fourth mandate', { ...residentsSetup, proxiesPerHolder: 4 }, /最多接受 3 人.*第 19 条/],
  [
    'mandates of representatives',
    {
      ...residentsSetup,
      packId: 'representatives_meeting',
      electorate: 'representative',
      proxiesPerHolder: 1,
    },
    /不能委托/,
  ],
  [
    'a mandate for a secret ballot',
    { ...residentsSetup, secrecy: 'secret', proxiesPerHolder: 1 },
    /不能委托/,
  ],
  ['silence as consent of residents', { ...residentsSetup, silent: 'follow_majority' }, /第 140 条/],
  [
    'silence for one of several',
    { ...followed, questions: [{ ...ranked(3), method: 'single', max: 1 }] },
    /算给哪一项/,
  ],
  [
    'silence without a clause',
    { ...followed, followProofs: { ...followed.followProofs, clause: ' ' } },
    /条款号.*第 140 条/,
  ],
  [
    'silence without delivery',
    { ...followed, followProofs: { ...followed.followProofs, deliveredToEach: false } },
    /送达/,
  ],
  [
    'silence without a warning',
    { ...followed, followProofs: { ...followed.followProofs, warnedOnBallot: false } },
    /后果/,
  ],
  [
    'silence without the street',
    { ...followed, followProofs: { ...followed.followProofs, reviewedByStreet: false } },
    /街道复核/,
  ],
  ['four days in Hangzhou', { ...ownersSetup, closesOn: '2026-12-23' }, /5 到 60 天.*杭州/],
  ['sixty-one days in Hangzhou', { ...ownersSetup, closesOn: '2027-02-18' }, /5 到 60 天/],
  ['an end before the beginning', { ...strawSetup, closesOn: '2026-12-19' }, /早于/],
  ['ranking at a residents meeting', { ...residentsSetup, questions: [ranked(3)] }, /不能用“排序”/],
  ['a secret ranking of six', { ...strawSetup, questions: [ranked(6)] }, /最多 5 个选项/],
  [
    'a secret marking of six',
    { ...strawSetup, questions: [{ ...ranked(6), method: 'score', scoreMax: 5 }] },
    /最多 5 个选项/,
  ],
  [
    'a motion of three',
    { ...strawSetup, questions: [{ ...ranked(3), kind: 'motion', method: 'single' }] },
    /同意.*反对/,
  ],
  ['two options the same', { ...strawSetup, questions: [{ ...ranked(2), options: ['甲', ' 甲'] }] }, /一样/],
  ['one option', { ...strawSetup, questions: [{ ...ranked(1) }] }, /2 到 20/],
  ['no question', { ...strawSetup, questions: [] }, /至少要有一个/],
  [
    'eleven questions',
    { ...strawSetup, questions: Array.from({ length: 11 }, () => ranked(2)) },
    /最多 10 个/,
  ],
  ['more at least than at most', { ...strawSetup, questions: [{ ...ranked(3), min: 3, max: 2 }] }, /对不上/],
  [
    'marks up to ten',
    { ...strawSetup, questions: [{ ...ranked(3), method: 'score', scoreMax: 10 }] },
    /1 到 9/,
  ],
  ['two winners of a run-off', { ...strawSetup, questions: [{ ...ranked(3), seats: 2 }] }, /对不上/],
])('%s is refused and told why', (_name, setup, sentence) => {
  expect(refused(setup).join('\n')).toMatch(sentence)
})

test('a named ranking may have six options, a secret one five', () => {
  expect(paths({ ...strawSetup, secrecy: 'named', questions: [ranked(6)] })).toEqual([])
  expect(paths({ ...strawSetup, questions: [ranked(5)] })).toEqual([])
})

test.each([
  [1, { num: 1, den: 2 }],
  [5, { num: 1, den: 2 }],
  [6, { num: 3, den: 4 }],
  [7, { num: 3, den: 4 }],
  [8, { num: 3, den: 4 }],
  [9, { num: 1, den: 2 }],
] as const)('item %i of art. 278 needs %j of area and heads', (ownerItem, share) => {
  expect(decisionRuleOf({ ...ownersSetup, ownerItem })).toMatchObject({
    dimensions: ['votes', 'area'],
    quorum: atLeast(2, 3),
    majority: share,
  })
})

test('every rule names its source and the day it came into force, and is said in plain words', () => {
  for (const pack of Object.values(rulePacks)) {
    expect(pack.sources.length).toBeGreaterThan(0)
    for (const source of pack.sources) expect(source.effectiveFrom).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(pack.plain.length).toBeGreaterThan(1)
  }
  for (const city of cityPacks) {
    expect(city.source.law).toContain('条例')
    expect(city.noticeDays).toBeGreaterThanOrEqual(15)
    expect(city.publicationDays).toBeGreaterThanOrEqual(15)
  }
  expect(plainRules({ ...ownersSetup, ownerItem: 6 }).join('')).toContain('四分之三以上')
  expect(plainRules(strawSetup).join('')).toContain('投出后不能改')
  expect(plainRules(followed).join('')).toContain('第 12 条')
})

test('frozen questions carry letters and the rule itself', () => {
  const [question] = frozenQuestions(ownersSetup, ['pqu_1'])
  expect(question).toMatchObject({
    id: 'pqu_1',
    options: [
      { key: 'A', text: '同意' },
      { key: 'B', text: '反对' },
    ],
    decision: { quorum: atLeast(2, 3) },
  })
})

describe('preparation', () => {
  const ready: PreparationFacts = {
    today: '2026-12-19',
    noticeDay: '2026-12-01',
    rollPublishedOn: '2026-12-02',
    objectionsUntil: '2026-12-07',
    rollRows: 40,
    unconfirmed: 0,
    openObjections: 0,
    rowsWithoutVoter: 0,
    partyStudyOn: '2026-11-28',
    attendanceRule: '居民会议规则第 5 条',
    willBeFiled: true,
    paperPlace: '社区服务中心一楼',
    deliveryKept: true,
    officialRecorded: false,
  }
  const missing = (setup: PollSetup, change: Partial<PreparationFacts>) =>
    preparationOf(setup, { ...ready, ...change })
      .filter(({ isDone }) => !isDone)
      .map(({ key }) => key)

  test('nothing is missing when everything is there', () => {
    for (const setup of [residentsSetup, ownersSetup, strawSetup])
      expect(isPrepared(preparationOf(setup, ready))).toBe(true)
  })
  test.each<[string, PollSetup, Partial<PreparationFacts>, string[]]>([
    ['no notice', residentsSetup, { noticeDay: null }, ['notice']],
    ['nine days of notice', residentsSetup, { noticeDay: '2026-12-10' }, ['notice']],
    ['ten whole days of notice', residentsSetup, { noticeDay: '2026-12-09' }, []],
    ['no roll', residentsSetup, { rollPublishedOn: null, objectionsUntil: null }, ['roll', 'objections']],
    ['the last day of objections', residentsSetup, { today: '2026-12-07' }, ['objections']],
    ['the day after it', residentsSetup, { today: '2026-12-08' }, []],
    ['no day left to freeze on', residentsSetup, { objectionsUntil: '2026-12-19' }, ['objections']],
    ['one day left to freeze on', residentsSetup, { objectionsUntil: '2026-12-18', today: '2026-12-19' }, []],
    ['an objection without an answer', residentsSetup, { openObjections: 1 }, ['objections']],
    ['a secret poll of nine', strawSetup, { rollRows: 9 }, ['roll_size']],
    ['a named poll of nobody', residentsSetup, { rollRows: 0 }, ['roll_size']],
    [
      'households without a voter',
      { ...strawSetup, electorate: 'household' },
      { rowsWithoutVoter: 2 },
      ['secret_households'],
    ],
    ['art. 30', residentsSetup, { partyStudyOn: null }, ['party_study']],
    ['attendance', residentsSetup, { attendanceRule: ' ' }, ['attendance_rule']],
    ['art. 31', { ...residentsSetup, matter: 'charter' }, { willBeFiled: false }, ['filing']],
    ['no paper', ownersSetup, { paperPlace: '' }, ['paper']],
    ['no proof of delivery', ownersSetup, { deliveryKept: false }, ['delivery']],
    ['Beijing has its own system', { ...ownersSetup, cityId: 'beijing' }, {}, ['official_system']],
    [
      'Beijing, and its result is entered',
      { ...ownersSetup, cityId: 'beijing' },
      { officialRecorded: true },
      [],
    ],
    ['an unlawful set-up', { ...residentsSetup, matter: 'home_to_business' }, {}, ['setup']],
  ])('%s: not prepared', (_name, setup, change, expected) => {
    expect(missing(setup, change)).toEqual(expected)
  })
})

describe('domain-facts §1.6: denominators', () => {
  const room = (roomId: string, areaHundredths: number, ...ownerIds: string[]): OwnedRoom => ({
    roomId,
    areaHundredths,
    isParking: false,
    delivery: 'delivered',
    ownerIds,
  })
  const unsold = (roomId: string): OwnedRoom => ({ ...room(roomId, 8000), delivery: 'unsold' })
  const undelivered = (roomId: string, owner: string): OwnedRoom => ({
    ...room(roomId, 8500, owner),
    delivery: 'undelivered',
  })
  const estate: readonly OwnedRoom[] = [
    room('01', 9000, '甲'),
    room('02', 6000, '甲'),
    room('03', 10_000, '乙', '丙'),
    unsold('04'),
    unsold('05'),
    unsold('06'),
    undelivered('07', '丁'),
    undelivered('08', '戊'),
    room('09', 11_000, '己'),
    room('10', 7000, '庚'),
  ]
  const usual = { countsParking: true }

  test('ten rooms are 840.00 m² and five heads, not ten and not nine', () => {
    const roll = ownersRoll(estate, usual)
    expect([roll.area, roll.heads]).toEqual([84_000, 5])
    expect(roll.rows.find(({ isDeveloper }) => isDeveloper)).toMatchObject({ area: 41_000, ownerIds: [] })
    expect(roll.rows.find(({ ownerIds }) => ownerIds.includes('甲'))).toMatchObject({ area: 15_000 })
    expect(roll.rows.find(({ ownerIds }) => ownerIds.includes('乙'))).toMatchObject({
      ownerIds: ['丙', '乙'].sort(),
    })
    expect(roll.rows.some(({ ownerIds }) => ownerIds.includes('丁'))).toBe(false)
  })
  test('① once 丁 has moved in there are six heads, and the developer has 325.00 m²', () => {
    const delivered = estate.map((of) =>
      of.roomId === '07' ? { ...of, delivery: 'delivered' as const } : of,
    )
    const roll = ownersRoll(delivered, usual)
    expect([roll.area, roll.heads]).toEqual([84_000, 6])
    expect(roll.rows.find(({ isDeveloper }) => isDeveloper)?.area).toBe(32_500)
  })
  test('② a parking place of 12.50 m² counts as area, except where the city leaves it out', () => {
    const parking = [...estate, { ...room('11', 1250, '甲'), isParking: true }]
    expect(ownersRoll(parking, usual)).toMatchObject({ area: 85_250, heads: 5 })
    expect(ownersRoll(parking, { countsParking: false })).toMatchObject({ area: 84_000, heads: 5 })
  })
  test('⑤ who has lawful possession is an owner like another', () => {
    expect(ownersRoll(estate, usual).rows.some(({ ownerIds }) => ownerIds.includes('庚'))).toBe(true)
  })
  test('the same couple with two rooms is one head; one of them alone is another buyer', () => {
    const rooms = [room('1', 100, '乙', '丙'), room('2', 100, '丙', '乙'), room('3', 100, '乙')]
    expect(ownersRoll(rooms, usual)).toMatchObject({ heads: 2, area: 300 })
  })
  test('a room without a known owner counts in the whole and is named', () => {
    expect(ownersRoll([room('1', 100), room('2', 100)], usual)).toMatchObject({
      heads: 2,
      area: 200,
      ownerless: ['1', '2'],
    })
  })
})

describe('domain-facts §1.8: days', () => {
  const never = () => false
  test('notice of 1 March: 15 days end on the 16th literally, on the 17th with whole days between', () => {
    expect(earliestDay('2026-03-01', 15, 'literal')).toBe('2026-03-16')
    expect(earliestDay('2026-03-01', 15, 'whole')).toBe('2026-03-17')
    expect(earliestDay('2026-03-01', 10, 'literal')).toBe('2026-03-11')
    expect(earliestDay('2026-03-01', 10, 'whole')).toBe('2026-03-12')
    expect('2026-03-14' < earliestDay('2026-03-01', 15, 'literal')).toBe(true)
    expect(earliestDay('2026-03-01', 0, 'whole')).toBe('2026-03-01')
  })
  test('a decision known on 20 May 2026 can be challenged until 20 May 2027', () => {
    expect(lastDayToChallenge('2026-05-20', never)).toBe('2027-05-20')
    expect(lastDayToChallenge('2028-02-29', never)).toBe('2029-02-28')
  })
  test('a last day of rest moves on', () => {
    expect(lastDayOf('2026-09-26', 5, (day) => day >= '2026-10-01' && day <= '2026-10-07')).toBe('2026-10-08')
  })
  test('closed is a comparison with the clock, and the instant itself is too late', () => {
    const closesAt = instantOf('2026-12-26', 20 * 60)
    const before = new Date(closesAt.getTime() - 1)
    expect([isOver(closesAt, before), isOver(closesAt, closesAt)]).toEqual([false, true])
    const poll = { status: 'frozen', opensAt: instantOf('2026-12-20'), closesAt } as const
    expect(
      [instantOf('2026-12-19'), poll.opensAt, before, closesAt].map((now) => pollPhase(poll, now)),
    ).toEqual(['waiting', 'open', 'open', 'closed'])
  })
})
