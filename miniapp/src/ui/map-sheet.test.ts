import type { Boundary } from '@linli/shared/space/boundary.rules'
import { sheetOf } from './map-sheet'

const square = (west: number, south: number): Boundary => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [west + 0.01, south],
      [west + 0.01, south + 0.01],
      [west, south + 0.01],
      [west, south],
    ],
  ],
})
const areas = [
  { id: 'a', name: '第 1 网格', boundary: square(119.2, 30.9) },
  { id: 'b', name: '第 2 网格', boundary: square(119.21, 30.9) },
]

it('lays neighbours side by side with north up and their names in their middle', () => {
  const sheet = sheetOf(areas)
  const [one, two] = sheet?.shapes ?? []
  expect(one?.label.x).toBeLessThan(two?.label.x ?? 0)
  expect(one?.label.y).toBeCloseTo(0.5)
  const [, north] = sheet?.toSheet([119.2, 30.91]) ?? []
  const [, south] = sheet?.toSheet([119.2, 30.9]) ?? []
  expect(north).toBeLessThan(south ?? 0)
})

it('a point on the sheet is the place it was drawn from', () => {
  const sheet = sheetOf(areas)
  const [x = 0, y = 0] = sheet?.toSheet([119.2047, 30.9032]) ?? []
  expect(sheet?.toDegrees(x, y)).toEqual([119.2047, 30.9032])
})

it('nothing to lay is no sheet', () => expect(sheetOf([])).toBeNull())
