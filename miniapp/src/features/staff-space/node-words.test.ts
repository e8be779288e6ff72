import type { NodeCardView } from '@linli/shared/space/tree.schema'
import { differenceText, factsOf } from './node-words'

const facts: NodeCardView['facts'] = {
  ...{ name: '501', order: 501, gridId: null, area: null, contact: null, developer: null },
  ...{ propertyKind: 'residential', areaHundredths: 8_950, areaSource: 'register', delivery: 'delivered' },
  ...{ plotKind: null, plotOwner: null },
}

it('a room says what it is for, how large and from where that is known', () => {
  expect(factsOf('room', facts, '第 2 网格').map(({ value }) => value)).toEqual([
    '住宅',
    '89.50 ㎡（登记簿）',
    '已交付',
    '第 2 网格',
  ])
  expect(factsOf('room', { ...facts, areaHundredths: null }, null)).toContainEqual({
    name: '面积',
    value: '还没有登记',
  })
})

it('history says what was different, and nothing else', () => {
  const after = { facts, gridName: '第 2 网格' }
  expect(
    differenceText(
      'room',
      { facts: { ...facts, name: '502', areaHundredths: 9_000 }, gridName: '第 2 网格' },
      after,
    ),
  ).toBe('名称是“502”，面积是“90.00 ㎡（登记簿）”')
  expect(differenceText('building', { facts, gridName: null }, after)).toBe('网格是“还没有划到网格”')
})
