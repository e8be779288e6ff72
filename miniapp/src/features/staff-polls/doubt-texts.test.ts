import { doubtTexts, effectText } from './doubt-texts'

const at = '2026-12-21T02:00:00.000Z'

test('the desk reads the way, the time and who entered it, as far as the roll knows', () => {
  expect(doubtTexts({ voted: true, cast: { via: 'paper', at, by: ['陈立新', '王秀英'] } })).toEqual([
    '记录是投了，本人说不是自己投的',
    expect.stringMatching(/^名册记着：到社区交的纸票，.+，录入：陈立新、王秀英$/),
  ])
  expect(doubtTexts({ voted: true, cast: { via: 'desk', at: null, by: [] } })).toEqual([
    '记录是投了，本人说不是自己投的',
    '名册记着：在社区领的纸票',
  ])
  expect(doubtTexts({ voted: false, cast: null })).toEqual(['没有投票记录，本人说投过'])
})

test('before it answers the desk reads what its answer does, and what nobody can do any more', () => {
  const can = (annuls: boolean) => ({ abilities: { answer: true, annuls } })
  const poll = (phase: 'open' | 'counted', secrecy: 'named' | 'secret') => ({
    phase,
    draft: { setup: { secrecy } },
  })
  expect(effectText(can(true), poll('open', 'named'))).toContain('作废')
  expect(effectText(can(false), poll('open', 'named'))).toContain('本人已经重新投过')
  expect(effectText(can(false), poll('counted', 'named'))).toContain('票数不能改')
  expect(effectText(can(false), poll('counted', 'secret'))).toContain('找不出是哪一张')
})
