import { isPrepared, preparationOf, type PreparationFacts } from './preparation.rules'
import type { PollSetup } from './setup.rules'
import { ownersSetup, residentsSetup, strawSetup } from './setup.samples'

describe('preparation', () => {
  const ready: PreparationFacts = {
    today: '2026-12-19',
    noticeDay: '2026-12-01',
    rollPublishedOn: '2026-12-02',
    objectionsUntil: '2026-12-07',
    objectionsWouldEnd: '2026-12-24',
    rollRows: 40,
    leftOut: 0,
    homesOnPaper: 0,
    roomsWithoutArea: 0,
    openObjections: 0,
    rowsWithoutVoter: 0,
    partyStudyOn: '2026-11-28',
    committeeMembers: 8,
    attendanceRule: '居民会议规则第 5 条',
    authorisation: '2026 年 3 月 8 日居民会议决定第 2 项',
    willBeFiled: true,
    paperPlace: '社区服务中心一楼',
    deliveryKept: true,
    officialRecorded: false,
  }
  const missing = (setup: PollSetup, change: Partial<PreparationFacts>) =>
    preparationOf(setup, { ...ready, ...change })
      .filter(({ isDone }) => !isDone)
      .map(({ key }) => key)

  const representatives: PollSetup = {
    ...residentsSetup,
    packId: 'representatives_meeting',
    electorate: 'representative',
  }

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
    ['a room whose area nobody knows', ownersSetup, { roomsWithoutArea: 1 }, ['areas']],
    ['the same where area does not count', residentsSetup, { roomsWithoutArea: 1 }, []],
    ['a secret poll of nine', strawSetup, { rollRows: 9 }, ['roll_size']],
    ['a named poll of nobody', residentsSetup, { rollRows: 0 }, ['roll_size']],
    [
      'households without a voter',
      { ...strawSetup, electorate: 'household' },
      { rowsWithoutVoter: 2 },
      ['secret_households'],
    ],
    [
      'a notice that is only planned',
      residentsSetup,
      { today: '2026-11-30', objectionsUntil: '2026-11-29' },
      ['notice'],
    ],
    ['art. 30', residentsSetup, { partyStudyOn: null }, ['party_study']],
    ['a study that is only planned', residentsSetup, { partyStudyOn: '2026-12-20' }, ['party_study']],
    ['art. 28, nobody has said', representatives, { committeeMembers: null }, ['composition']],
    ['R04: 9 members and 36 representatives', representatives, { committeeMembers: 9, rollRows: 45 }, []],
    [
      'R04: 9 members and 35 representatives',
      representatives,
      { committeeMembers: 9, rollRows: 44 },
      ['composition'],
    ],
    ['nobody but members', representatives, { committeeMembers: 41 }, ['composition']],
    ['attendance', residentsSetup, { attendanceRule: ' ' }, ['attendance_rule']],
    [
      'art. 30, nobody has let the representatives decide',
      representatives,
      { authorisation: ' ' },
      ['authorisation'],
    ],
    ['a residents’ meeting needs nobody’s leave', residentsSetup, { authorisation: '' }, []],
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
  test.each<[string, PollSetup, string]>([
    ['residents', residentsSetup, '《城市居民委员会组织法》（2025 年修订）第 26 条'],
    ['owners', ownersSetup, '《物业管理条例》第 14 条'],
    [
      'owners of a city that says it itself',
      { ...ownersSetup, cityId: 'weifang' },
      '《潍坊市物业管理条例》第 32 条',
    ],
  ])('a notice that is missing or late names its article: %s', (_name, setup, article) => {
    for (const noticeDay of [null, '2026-12-18'])
      expect(
        preparationOf(setup, { ...ready, noticeDay }).find(({ key }) => key === 'notice')?.text,
      ).toContain(`（${article}）`)
  })
  test('before the roll is out the desk reads when its objections would end, and whether that is too late', () => {
    const text = (setup: PollSetup, change: Partial<PreparationFacts>) =>
      preparationOf(setup, { ...ready, objectionsUntil: null, today: '2026-12-02', ...change }).find(
        ({ key }) => key === 'objections',
      )?.text
    expect(text(residentsSetup, { objectionsWouldEnd: '2026-12-07' })).toBe(
      '名册公布后要留 5 天异议期，今天公布的话到 12月7日',
    )
    // Voting begins on the 20th.
    expect(text(residentsSetup, { objectionsWouldEnd: '2026-12-18' })).not.toContain('改开始日期')
    expect(text(residentsSetup, { objectionsWouldEnd: '2026-12-19' })).toBe(
      '名册公布后要留 5 天异议期，今天公布的话到 12月19日，投票最早 12月21日开始，请先改开始日期',
    )
  })
  test('no article names days for a representatives’ meeting, and none is named', () => {
    const { text = '' } =
      preparationOf(representatives, { ...ready, noticeDay: null }).find(({ key }) => key === 'notice') ?? {}
    expect(text).toContain('10 天')
    expect(text).not.toContain('条')
  })
  test('where nobody can be reached the city’s term of public notice is confirmed with the delivery', () => {
    const delivery = (cityId: string) =>
      preparationOf({ ...ownersSetup, cityId }, { ...ready, deliveryKept: false }).find(
        ({ key }) => key === 'delivery',
      )?.text
    expect(delivery('binzhou')).toContain('联系不上的已公告满 5 天')
    expect(delivery('zhoushan')).toContain('联系不上的已公告满 7 天')
    expect(delivery('hangzhou')).not.toContain('公告')
  })
})
