import { isSpecialItem, ownerItemLabel, ownerItems, rulePacks, SPECIAL_MAJORITY } from './packs'
import { packIds } from './polls.kinds'
import { atLeast, moreThan } from './share.rules'

// Every figure of the packs, as the law and the product have it: 城市居民委员会组织法 (2025) art. 26 to 34, 民法典 art. 278,
// 物业管理条例 art. 14. Whoever changes one changes the law of the house, and says so here.

const act = '城市居民委员会组织法（2025 年修订）'
const nothing = {
  ...{ needsIdentity: false, needsPartyStudy: false, needsAttendanceRule: false, needsAuthorisation: false },
  ...{ needsCity: false, mayWeigh: false, mayChangeBallot: true, showsTurnout: true, mayNamePersons: true },
}

test.each([
  [
    'straw_poll',
    {
      ...{ ...nothing, mayWeigh: true, quorum: null, majority: null, proxiesPerHolder: 0 },
      ...{ noticeDays: 0, voteDays: [1, 60], objectionDays: 1, publicationDays: 15 },
      objectionsEndOnWorkday: false,
      electorates: ['person', 'household', 'owner', 'representative'],
      secrecies: ['secret', 'named'],
      methods: ['single', 'multiple', 'approval', 'score', 'ranked'],
    },
    [[act, '第 32 条', '2026-01-01']],
  ],
  [
    'residents_meeting',
    {
      ...{ ...nothing, needsIdentity: true, needsPartyStudy: true, needsAttendanceRule: true },
      ...{ quorum: moreThan(1, 2), majority: moreThan(1, 2), proxiesPerHolder: 3 },
      ...{ noticeDays: 10, voteDays: [1, 30], objectionDays: 5, publicationDays: 15 },
      objectionsEndOnWorkday: true,
      electorates: ['person', 'household'],
      secrecies: ['named', 'secret'],
      methods: ['single', 'multiple', 'approval'],
    },
    ['26', '27', '30', '34'].map((article) => [act, `第 ${article} 条`, '2026-01-01']),
  ],
  [
    'representatives_meeting',
    {
      ...{ ...nothing, needsIdentity: true, needsPartyStudy: true, needsAttendanceRule: true },
      ...{ needsAuthorisation: true },
      ...{ quorum: atLeast(2, 3), majority: moreThan(1, 2), proxiesPerHolder: 0 },
      ...{ noticeDays: 10, voteDays: [1, 30], objectionDays: 5, publicationDays: 15 },
      objectionsEndOnWorkday: true,
      electorates: ['representative'],
      secrecies: ['named', 'secret'],
      methods: ['single', 'multiple', 'approval'],
    },
    ['28', '29', '30', '34'].map((article) => [act, `第 ${article} 条`, '2026-01-01']),
  ],
  [
    'owners_decision',
    {
      ...{ ...nothing, needsIdentity: true, needsCity: true },
      ...{ quorum: atLeast(2, 3), majority: moreThan(1, 2), proxiesPerHolder: 3 },
      ...{ noticeDays: 15, voteDays: [1, 60], objectionDays: 7, publicationDays: 15 },
      objectionsEndOnWorkday: true,
      electorates: ['owner'],
      secrecies: ['named'],
      methods: ['single', 'multiple', 'approval'],
    },
    ['278', '280'].map((article) => ['民法典', `第 ${article} 条`, '2021-01-01']),
  ],
] as const)('%s', (id, figures, sources) => {
  const pack = rulePacks[id]
  expect(pack).toMatchObject(figures)
  expect(pack.sources.map(({ law, article, effectiveFrom }) => [law, article, effectiveFrom])).toEqual(
    sources,
  )
})
test('every pack has its line above', () => expect(packIds).toHaveLength(4))

test('the nine matters of art. 278, and the three that need three quarters', () => {
  expect(ownerItems).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
  expect(ownerItems.filter(isSpecialItem)).toEqual([6, 7, 8])
  expect(SPECIAL_MAJORITY).toEqual(atLeast(3, 4))
  expect(ownerItemLabel[5]).toMatch(/^使用.*维修资金/)
  expect(ownerItemLabel[6]).toMatch(/^筹集.*维修资金/)
})

test('figures that voters read in words are the figures that count', () => {
  const words = (id: (typeof packIds)[number]) => rulePacks[id].plain.join('')
  expect(words('residents_meeting')).toMatch(/满 18 岁.*超过一半的人（或户）.*超过一半同意.*至少公布 15 天/)
  expect(words('representatives_meeting')).toMatch(
    /三分之二以上.*正好三分之二算.*超过一半同意.*正好一半不通过/,
  )
  expect(words('owners_decision')).toMatch(/三分之二以上.*超过一半同意.*四分之三以上同意.*至少公布 15 天/)
  expect(words('straw_poll')).toContain('不是法律上的表决')
})
