import type { OpinionStatus } from '@linli/shared/opinions/opinions.machine'
import { outsideStatuses, type OutsideStatus } from '@linli/shared/opinions/outside.kinds'
import { outsideEvents, type OutsideEvent } from './outside-word.rules'

const found = { text: '灯泡已换', lastReturn: false, final: false }

test.each<[OutsideStatus, OpinionStatus, readonly OutsideEvent[]]>([
  ['received', 'dispatched', ['sign']],
  ['received', 'signed', []],
  ['in_progress', 'dispatched', ['sign', 'start']],
  ['in_progress', 'signed', ['start']],
  ['in_progress', 'in_progress', []],
  ['done', 'dispatched', ['reply']],
  ['done', 'in_progress', ['reply']],
  ['refused', 'signed', ['hand_back']],
  ['transferred', 'in_progress', ['hand_back']],
])('%s of a case that is %s', (said, status, events) => {
  expect(outsideEvents(said, { ...found, status })).toEqual(events)
})

test('what the street has settled is not handed back, and the last return goes to the street', () => {
  expect(outsideEvents('refused', { ...found, status: 'signed', final: true })).toEqual([])
  expect(outsideEvents('refused', { ...found, status: 'signed', lastReturn: true })).toEqual([
    'hand_back_again',
  ])
  expect(outsideEvents('done', { ...found, status: 'signed', text: '' })).toEqual([])
})

test.each(['submitted', 'answered', 'closed', 'rejected', 'withdrawn', 'merged'] as const)(
  'nothing is done to a case that is %s',
  (status) => {
    const wrong = outsideStatuses.filter((said) => outsideEvents(said, { ...found, status }).length > 0)
    expect(wrong).toEqual([])
  },
)
