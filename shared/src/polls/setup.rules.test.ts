import { articles, rulePacks, sourcesText } from './packs'
import {
  isByPerson,
  needsConfirmed,
  refusalText,
  setupRefusals,
  type DraftQuestion,
  type PollSetup,
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

test('each law is named once, with its articles', () => {
  const act = '《城市居民委员会组织法》（2025 年修订）'
  expect(sourcesText(rulePacks.residents_meeting.sources)).toBe(
    `${act}第 26、27、30、34 条（2026年1月1日起施行）`,
  )
  expect(sourcesText([articles.silence, articles.filing, articles.ownersDecide])).toBe(
    `《民法典》第 140 条第 2 款、《民法典》第 278 条（2021年1月1日起施行）、${act}第 31 条（2026年1月1日起施行）`,
  )
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

const fourth = { proxiesPerHolder: 4 }
test.each<[string, PollSetup, string]>([
  ['a fourth mandate of owners: no law', { ...ownersSetup, ...fourth }, '一个人最多接受 3 人委托'],
  [
    'and where the city has a number, the city’s',
    { ...ownersSetup, ...fourth, cityId: 'weifang' },
    '一个人最多接受 3 人委托（《潍坊市物业管理条例》第 32 条）',
  ],
  [
    'a mandate in a straw poll: no law',
    { ...strawSetup, secrecy: 'named', ...fourth },
    '意向征询不能委托投票',
  ],
  [
    'sixty-one days where the city says nothing of it',
    { ...ownersSetup, cityId: 'ningbo', closesOn: '2027-02-18' },
    '投票要开放 1 到 60 天，现在是 61 天',
  ],
  ['and of a pack', { ...residentsSetup, closesOn: '2027-02-18' }, '投票要开放 1 到 30 天，现在是 61 天'],
])('a refusal names no article that does not say so: %s', (_name, setup, sentence) => {
  expect(refused(setup)).toEqual([sentence])
})

test('a named ranking may have six options, a secret one five', () => {
  expect(paths({ ...strawSetup, secrecy: 'named', questions: [ranked(6)] })).toEqual([])
  expect(paths({ ...strawSetup, questions: [ranked(5)] })).toEqual([])
})

test('persons and their representatives are on a roll one by one; homes and owners are not', () => {
  const electorates = ['person', 'representative', 'household', 'owner'] as const
  expect(electorates.filter((electorate) => isByPerson({ electorate }))).toEqual(['person', 'representative'])
})

test('only a straw poll may take people nobody has confirmed, and only where its author says so', () => {
  const taken = [undefined, false, true].flatMap((takesUnconfirmed) =>
    (['straw_poll', 'residents_meeting', 'representatives_meeting', 'owners_decision'] as const).filter(
      (packId) => !needsConfirmed({ packId, takesUnconfirmed }),
    ),
  )
  expect(taken).toEqual(['straw_poll'])
  expect(paths({ ...residentsSetup, takesUnconfirmed: true })).toEqual(['takesUnconfirmed'])
  expect(paths({ ...residentsSetup, takesUnconfirmed: false })).toEqual([])
})

test('ten questions are as many as may be', () => {
  const [motion] = residentsSetup.questions
  if (!motion) throw new Error('no question')
  expect(paths({ ...residentsSetup, questions: Array.from({ length: 10 }, () => motion) })).toEqual([])
})
