import { isPrepared, preparationOf, type PreparationFacts } from './preparation.rules'
import type { PollSetup } from './setup.rules'
import { ownersSetup, residentsSetup, strawSetup } from './setup.samples'

describe('preparation', () => {
  const ready: PreparationFacts = {
    today: '2026-12-19',
    noticeDay: '2026-12-01',
    rollPublishedOn: '2026-12-02',
    objectionsUntil: '2026-12-07',
    rollRows: 40,
    leftOut: 0,
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
  test('who is left out is counted apart from the roll, and holds nothing up', () => {
    const rollText = (leftOut: number) =>
      preparationOf(residentsSetup, { ...ready, leftOut }).find(({ key }) => key === 'roll')
    expect(rollText(0)).toMatchObject({ isDone: true, text: '名册已公布，40 行' })
    expect(rollText(3)).toMatchObject({
      isDone: true,
      text: '名册已公布，40 行；另有 3 人没上名册，原因一个个列在下面',
    })
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
