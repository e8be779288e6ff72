import { nodeKinds } from './space.kinds'
import { canonicalName, labelKey } from './space.names'
import { areaOf, areaText, areaTyped, kindsIn, mayStandIn } from './space.rules'

it.each([
  ['building', '3', '3 号楼'],
  ['building', '３号楼', '3 号楼'],
  ['building', ' 3  号楼 ', '3 号楼'],
  ['building', 'A座', 'A座'],
  ['unit', '2', '2 单元'],
  ['room', '501 室', '501'],
  ['room', '101-2', '101-2'],
  ['grid', '第1网格', '第 1 网格'],
  ['estate', '青年路18号院', '青年路 18 号院'],
  ['plot', 'Block A 门前', 'Block A门前'],
] as const)('the %s %s is written %s, and writing it again changes nothing', (kind, typed, name) => {
  expect(canonicalName(kind, typed)).toBe(name)
  expect(canonicalName(kind, name)).toBe(name)
})

it('two spellings of a label are one place', () => {
  expect(labelKey('锦和苑 3 号楼 A座')).toBe(labelKey('锦和苑３号楼a座'))
})

it('every kind stands somewhere but the district, and nothing stands in a room, plot or grid', () => {
  for (const kind of nodeKinds.filter((one) => one !== 'district'))
    expect(nodeKinds.some((parent) => mayStandIn(kind, parent))).toBe(true)
  for (const parent of ['room', 'plot', 'grid'] as const) expect(kindsIn(parent)).toEqual([])
  expect(kindsIn('estate')).toEqual(['building', 'plot'])
})

it.each([
  ['89.5', 8_950],
  ['８９．５０', 8_950],
  ['100', 10_000],
  ['0', null],
  ['89.505', null],
  ['八十九', null],
  ['', null],
])('an area typed %s is %s', (typed, hundredths) => {
  expect(areaOf(typed)).toBe(hundredths)
  if (hundredths !== null) expect(areaOf(areaTyped(hundredths))).toBe(hundredths)
})

it.each([
  [6_124_080, '61,240.80 ㎡'],
  [5, '0.05 ㎡'],
  [123_456_789, '1,234,567.89 ㎡'],
])('%i hundredths of a square metre read %s', (hundredths, text) => {
  expect(areaText(hundredths)).toBe(text)
})
