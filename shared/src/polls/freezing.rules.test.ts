import { cityPacks } from './city-packs'
import { decisionRuleOf, frozenQuestions, plainRules, recordedRules } from './freezing.rules'
import { rulePacks } from './packs'
import { ownersSetup, strawSetup } from './setup.samples'
import { atLeast } from './share.rules'

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
  const followProofs = {
    ...ownersSetup.followProofs,
    clause: '第 12 条',
  }
  expect(plainRules({ ...ownersSetup, ownerItem: 6 }).join('')).toContain('四分之三以上')
  expect(plainRules(strawSetup).join('')).toContain('投出后不能改')
  expect(plainRules({ ...ownersSetup, silent: 'follow_majority', followProofs }).join('')).toContain(
    '第 12 条',
  )
})

test('while the item of owners is not chosen yet, no rule names one', () => {
  expect(plainRules({ ...ownersSetup, ownerItem: null }).join('')).not.toMatch(/null|这一次是/)
})

test('the matter of the owners is named in words, with the majority it needs', () => {
  expect(plainRules({ ...ownersSetup, ownerItem: 6 })).toContain(
    '这一次是“筹集建筑物及其附属设施的维修资金”：参加的面积和人数里，都要有四分之三以上同意。',
  )
})

test('whoever does not vote on a phone reads where there is paper, once that is recorded', () => {
  const facts = {
    ...{ attendanceRule: '', authorisation: '', partyStudyOn: null },
    paperPlace: ' 社区服务中心一楼 ',
  }
  expect(recordedRules(ownersSetup, facts, '2026-11-26')).toEqual([
    '不用手机投的，可以领纸票：社区服务中心一楼。',
  ])
  expect(recordedRules(ownersSetup, { ...facts, paperPlace: '' }, '2026-11-26')).toEqual([])
})

test('representatives are read with what lets them decide, and what is recorded for another poll is not read there', () => {
  const facts = {
    ...{ attendanceRule: '居民会议规则第 5 条', authorisation: ' 3 月 8 日居民会议决定第 2 项 ' },
    ...{ partyStudyOn: '2026-11-20', paperPlace: '' },
  }
  expect(recordedRules({ packId: 'representatives_meeting' }, facts, '2026-11-26')).toEqual([
    '投了票就算到会，依据是居民会议规则第 5 条。',
    '居民会议授权代表会议决定这件事，依据是3 月 8 日居民会议决定第 2 项。',
    '社区党组织已在 11月20日研究过这件事。',
  ])
  expect(recordedRules({ packId: 'residents_meeting' }, facts, '2026-11-26').join('')).not.toContain('授权')
  expect(recordedRules({ packId: 'straw_poll' }, facts, '2026-11-26')).toEqual([])
})

test('where the city’s own system takes the ballots, nothing is said of a ballot cast here', () => {
  expect(plainRules(ownersSetup).at(-1)).toContain('截止前可以改')
  const official = plainRules({ ...ownersSetup, cityId: 'beijing' }).join('')
  expect(official).toContain('这里不收票')
  expect(official).not.toMatch(/截止前可以改|投出后不能改|每一票/)
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
