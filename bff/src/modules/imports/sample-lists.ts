import { areaSourceLabel, deliveryLabel, propertyKindLabel } from '@linli/shared/space/space.kinds'
import type { ImportKind } from '@linli/shared/imports/imports.kinds'

/** Lists there are samples of, in the order they are brought in. */
export const sampleKinds = ['rooms', 'owners', 'people'] as const satisfies readonly ImportKind[]
export type SampleKind = (typeof sampleKinds)[number]

type Texts = Readonly<Record<string, string>>

/** An estate the demo street does not have yet: two houses, one with units and one without. */
const ESTATE = '示例苑'
const FLOORS = [1, 2, 3]
const homes: readonly Texts[] = [
  ...['1 单元', '2 单元'].flatMap((unit) =>
    FLOORS.flatMap((floor) =>
      [1, 2].map((door) => ({ estate: ESTATE, building: '1 号楼', unit, room: `${floor}0${door}` })),
    ),
  ),
  ...FLOORS.map((floor) => ({ estate: ESTATE, building: '2 号楼', unit: '', room: `${floor}01` })),
]
const shop: Texts = { estate: ESTATE, building: '2 号楼', unit: '', room: '商铺 1' }

const areas = ['89.55', '76.20', '102.08']
const rooms: readonly Texts[] = [
  ...homes.map((home, index) => ({
    ...home,
    propertyKind: propertyKindLabel.residential,
    areaHundredths: areas[index % areas.length] ?? '',
    areaSource: areaSourceLabel.register,
    // The last two are not handed over yet.
    delivery: index < homes.length - 2 ? deliveryLabel.delivered : deliveryLabel.undelivered,
  })),
  {
    ...shop,
    ...{ propertyKind: propertyKindLabel.shop, areaHundredths: '45.60' },
    ...{ areaSource: areaSourceLabel.register, delivery: deliveryLabel.delivered },
  },
]

/** Nobody's names; the numbers are those of the other people of the demo, a thousand further on. */
const phoneOf = (n: number): string => `1380000${String(1000 + n)}`
const names = [
  '白小青',
  '杜一鸣',
  '方若水',
  '顾长宁',
  '韩冬至',
  '江晚晴',
  '康有年',
  '黎明远',
  '毛知秋',
  '倪春和',
]

const ownersOf = (home: Texts, index: number): readonly Texts[] => {
  const name = names[index] ?? ''
  const livesIn = index % 4 === 3 ? '否' : '是'
  // A couple that owns half each, and one home that two own together without parts.
  if (index === 0)
    return [
      { ...home, name, phone: phoneOf(0), birthDate: '1952-04-06', share: '1/2', livesIn },
      { ...home, name: '白大庆', phone: phoneOf(50), birthDate: '1950-11-20', share: '1/2', livesIn },
    ]
  if (index === 1)
    return [
      { ...home, name, phone: phoneOf(1), birthDate: '', share: '共同共有', livesIn },
      { ...home, name: '杜小满', phone: '', birthDate: '1988-05-21', share: '共同共有', livesIn },
    ]
  return [{ ...home, name, phone: phoneOf(index), birthDate: '', share: '全部', livesIn }]
}
const owners: readonly Texts[] = [
  ...names.flatMap((_, index) => ownersOf(homes[index] ?? shop, index)),
  // Who owns a home may own a shop too.
  { ...shop, name: names[2] ?? '', phone: phoneOf(2), birthDate: '', share: '全部', livesIn: '否' },
]

const people: readonly Texts[] = [
  { ...homes[2], name: '方小圆', relation: '家人', phone: '', birthDate: '2015-09-01', livesIn: '是' },
  { ...homes[3], name: '石磊', relation: '租户', phone: phoneOf(60), birthDate: '', livesIn: '是' },
  { ...homes[0], name: '何阿姨', relation: '照护人', phone: phoneOf(61), birthDate: '', livesIn: '是' },
]

/** Fictional rows by the keys of their columns, for whoever wants to try a list before writing one. */
export const sampleRows: Readonly<Record<SampleKind, readonly Texts[]>> = { rooms, owners, people }
