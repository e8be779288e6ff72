import { cityPackOf, cityPacks, citySourceOf } from './city-packs'
import { plainRules } from './freezing.rules'
import { ownersSetup } from './setup.samples'

// The regulations as the cities have published them: name, article, and the day their last article names.
test.each([
  ['beijing', '北京市物业管理条例', '第 30、35、37 条', '2020-05-01'],
  ['hangzhou', '杭州市物业管理条例', '第 20、26、29、30 条', '2022-03-01'],
  ['qingyuan', '清远市住宅小区物业管理条例', '第 17 条', '2023-02-01'],
  ['liaocheng', '聊城市物业管理条例', '第 16 条', '2021-03-01'],
  ['binzhou', '滨州市住宅物业管理条例', '第 13 条', '2019-10-01'],
  ['zhoushan', '舟山市物业管理条例', '第 17 条', '2019-09-01'],
  ['weifang', '潍坊市物业管理条例', '第 32 条', '2022-03-01'],
  ['ningbo', '宁波市住宅小区物业管理条例', '第 18 条', '2022-04-01'],
])('%s: %s', (id, law, article, effectiveFrom) => {
  expect(cityPackOf(id)?.source).toEqual({ law, article, effectiveFrom })
})

// domain-facts §1.3, city by city: what the regulation says itself, and nothing that it does not.
test.each<[string, object]>([
  ['beijing', { officialSystem: 'compulsory', noticeDays: 15, resultWithinDays: 3 }],
  ['hangzhou', { paper: 'on_request', voteDays: [5, 60], publicationDays: 15 }],
  ['qingyuan', { officialSystem: 'compulsory', resultWithinDays: 7, publicationDays: 15 }],
  ['liaocheng', { paper: 'always', allowsFollowMajority: true }],
  ['binzhou', { needsProofOfDelivery: true, undeliverableNoticeDays: 5 }],
  ['zhoushan', { undeliverableNoticeDays: 7, mayPropertyStaffHoldProxies: false }],
  ['weifang', { officialSystem: 'compulsory', noticeDays: 15, proxiesPerHolder: 3 }],
  ['ningbo', { countsParking: false }],
])('%s states its own figures and no others', (id, figures) => {
  const city = cityPackOf(id)
  expect(city).toMatchObject(figures)
  expect([...(city?.stated ?? [])].sort()).toEqual(Object.keys(figures).sort())
})
test('every city has its line above', () => expect(cityPacks).toHaveLength(8))

test('a figure is shown with the text that says it, or with none', () => {
  const [beijing, ningbo] = [cityPackOf('beijing'), cityPackOf('ningbo')]
  if (!beijing || !ningbo) throw new Error('no such city')
  expect(citySourceOf(beijing, 'resultWithinDays')?.law).toBe('北京市物业管理条例')
  expect(citySourceOf(ningbo, 'resultWithinDays')).toBeNull()
  expect(citySourceOf(ningbo, 'noticeDays')?.law).toBe('物业管理条例')
})

describe('owners read what decides their vote', () => {
  const rules = (change: object) => plainRules({ ...ownersSetup, ...change }).join('\n')
  test('whether parking places count, as the city has it', () => {
    expect(rules({})).toContain('车位、车库有面积的，也算在面积里')
    expect(rules({ cityId: 'ningbo' })).toContain('车位、车库不算面积')
  })
  test('what becomes of those who do not answer', () => {
    const followProofs = {
      ...{ clause: '第 12 条', deliveredToEach: true, warnedOnBallot: true, reviewedByStreet: true },
    }
    expect(rules({})).toContain('没有投票的不算参加')
    const followed = rules({ silent: 'follow_majority', followProofs })
    expect(followed).toContain('面积和人数的多数不一致时不计入')
    expect(followed).not.toContain('没有投票的不算参加')
  })
  test.each([
    ['item 8 in both its halves', '改变共有部分用途或者用共有部分做经营'],
    ['exactly two thirds', '正好三分之二算'],
    ['exactly three quarters', '正好四分之三算通过'],
    ['the developer', '由建设单位投'],
    ['art. 280: a court can undo it', '一年内请法院撤销'],
  ])('%s', (_name, words) => expect(rules({})).toContain(words))
})
