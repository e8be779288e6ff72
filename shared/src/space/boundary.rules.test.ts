import { boundaryFault, overlapShare, type Boundary, type Position } from './boundary.rules'

const polygon = (...ring: Position[]): Boundary => ({ type: 'Polygon', coordinates: [ring] })
const square = (west: number, south: number, size = 0.01): Boundary =>
  polygon(
    [west, south],
    [west + size, south],
    [west + size, south + size],
    [west, south + size],
    [west, south],
  )

it.each<[string, Boundary, string | null]>([
  ['a square', square(120, 30), null],
  ['a concave outline', polygon([120, 30], [120.02, 30], [120.01, 30.005], [120.02, 30.02], [120, 30]), null],
  ['an open ring', polygon([120, 30], [120.01, 30], [120.01, 30.01], [120, 30.01]), 'open'],
  ['a line', polygon([120, 30], [120.01, 30], [120, 30]), 'too-few'],
  ['a bow tie', polygon([120, 30], [120.01, 30.01], [120.01, 30], [120, 30.01], [120, 30]), 'crossing'],
  [
    'a spike back along itself',
    polygon([120, 30], [120.02, 30], [120.01, 30], [120.01, 30.01], [120, 30]),
    'crossing',
  ],
  ['latitude first', polygon([30, 120], [30.01, 120], [30.01, 120.01], [30, 120]), 'swapped'],
  ['another continent', square(2.3, 48.8), 'outside'],
  [
    'a hole',
    {
      type: 'Polygon',
      coordinates: [square(120, 30), square(120.002, 30.002, 0.001)].flatMap((one) => one.coordinates),
    },
    'one-ring',
  ],
  ['nothing', { type: 'Polygon', coordinates: [] }, 'one-ring'],
  [
    'too many points',
    polygon(
      ...Array.from({ length: 202 }, (_, index): Position => [
        120 + index / 1000,
        30 + ((index * 7) % 13) / 1000,
      ]),
      [120, 30],
    ),
    'too-many',
  ],
])('%s is judged', (_, boundary, fault) => {
  expect(boundaryFault(boundary)).toBe(fault)
})

it('neighbours that only touch do not overlap; a quarter of a square is a quarter', () => {
  expect(overlapShare(square(120, 30), square(120.01, 30))).toBe(0)
  expect(overlapShare(square(120, 30), square(120.005, 30.005))).toBeCloseTo(0.25, 1)
  expect(overlapShare(square(120, 30), square(120.002, 30.002, 0.004))).toBe(1)
})
