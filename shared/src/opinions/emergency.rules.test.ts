import { emergenciesIn, type EmergencyKind } from './emergency.rules'

test.each<[string, EmergencyKind[], string[]]>([
  ['厨房着火了', ['fire'], ['119']],
  ['楼道里有很重的煤气味', ['gas'], ['119']],
  ['有人被困电梯里出不来', ['trapped'], ['119', '110']],
  ['楼下有位阿姨晕倒了', ['injury'], ['120']],
  ['隔壁男的又在打老婆', ['violence'], ['110']],
  ['邻居说不想活了', ['despair'], ['110', '120', '12356']],
  ['三楼独居的大爷好几天没见，敲门没人应', ['lost-contact'], ['110', '120']],
  ['小区门口撞了人', ['crash'], ['122', '120']],
  ['有人冒充公安让我妈转账', ['fraud'], ['96110', '110']],
])('%s', (text, kinds, numbers) => {
  const found = emergenciesIn(text)
  expect(found.map(({ kind }) => kind)).toEqual(kinds)
  expect(found[0]?.numbers).toEqual(numbers)
})

test.each([
  '上周电梯困人，到现在没有彻底修好',
  '电瓶车在楼道充电，万一着火怎么办',
  '楼道灯坏了，晚上看不清',
  '灭火器过期了，消防栓没有水',
])('is no emergency: %s', (text) => {
  expect(emergenciesIn(text)).toEqual([])
})

test('names the words it read, so that a person can judge it', () => {
  expect(emergenciesIn('闻到很浓的燃气味')[0]?.words).toContain('燃气味')
})
