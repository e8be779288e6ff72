import fc from 'fast-check'
import { chinaBox, type Position } from './boundary.rules'
import { fromGcj02, toGcj02 } from './gcj02.rules'

const METRES_OF_A_DEGREE = 111_320

const metresBetween = ([ax, ay]: Position, [bx, by]: Position): number =>
  Math.hypot((ax - bx) * Math.cos((ay * Math.PI) / 180), ay - by) * METRES_OF_A_DEGREE

// The vectors that the implementations of eviltransform share.
it.each<[string, Position, Position]>([
  ['Shanghai', [121.5272106, 31.1774276], [121.531541859215, 31.17530398364597]],
  ['Shenzhen', [113.912316, 22.543847], [113.9171764808363, 22.540796131694766]],
  ['Beijing', [116.377817, 39.911954], [116.38404722455657, 39.91334545536069]],
])('shows %s where other implementations show it', (_, wgs84, gcj02) => {
  expect(metresBetween(toGcj02(wgs84), gcj02)).toBeLessThan(0.001)
  expect(metresBetween(fromGcj02(gcj02), wgs84)).toBeLessThan(0.001)
})

it('comes back to the same place within a millimetre, wherever in China it was', () => {
  const place = fc.tuple(
    fc.double({ min: chinaBox.west, max: chinaBox.east, noNaN: true }),
    fc.double({ min: chinaBox.south, max: chinaBox.north, noNaN: true }),
  )
  fc.assert(
    fc.property(place, (wgs84) => {
      expect(metresBetween(fromGcj02(toGcj02(wgs84)), wgs84)).toBeLessThan(0.001)
    }),
  )
})
