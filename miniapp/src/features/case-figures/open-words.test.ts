import { openSentences } from './open-words'

const none = { hit: 0, of: 0 }

test('says in counts what became of the cases, and takes nobody who was silent for content', () => {
  expect(
    openSentences({
      ...{ cases: 36, onTime: { hit: 34, of: 36 }, resolution: { hit: 27, of: 27 } },
      ...{ satisfaction: { hit: 24, of: 27 }, unheard: 9 },
    }),
  ).toEqual([
    '办结了 36 件',
    '有期限的 36 件里 34 件按时答复了',
    '居民说过结果的 27 件都解决了',
    '评了分的 27 件里 24 件满意或基本满意',
    '还有 9 件居民没有评价，不算在内',
  ])
  expect(openSentences({ cases: 0, onTime: none, resolution: none, satisfaction: none, unheard: 0 })).toEqual(
    ['这个月还没有办结的意见'],
  )
})
