import { toGcj02 } from '@linli/shared/space/gcj02.rules'
import { cornersOf, outlineOf, readOutline } from './outline-text'

const points = [
  [119.2, 30.9],
  [119.21, 30.9],
  [119.21, 30.91],
] as [number, number][]
const polygon = outlineOf(points)

it('closes the ring by itself, and opens it again', () => {
  expect(polygon.coordinates[0]?.at(-1)).toEqual(points[0])
  expect(cornersOf(polygon)).toEqual(points)
  expect(cornersOf(null)).toEqual([])
})

it.each([
  ['a polygon', JSON.stringify(polygon), { boundary: polygon }],
  [
    'a feature',
    JSON.stringify({ type: 'Feature', geometry: polygon, properties: {} }),
    { boundary: polygon },
  ],
  ['words', '禾苗路', { fault: '这不是 GeoJSON，请从地图工具里复制整段内容' }],
  ['a point', '{"type":"Point","coordinates":[1,2]}', { fault: '里面没有多边形（Polygon）' }],
  ['null', 'null', { fault: '里面没有多边形（Polygon）' }],
  [
    'latitude first',
    JSON.stringify({
      ...polygon,
      coordinates: polygon.coordinates.map((ring) => ring.map(([x, y]) => [y, x])),
    }),
    { fault: '坐标顺序反了，应该先经度后纬度' },
  ],
])('reads %s', (_, text, result) => expect(readOutline(text, 'wgs84')).toEqual(result))

it('puts an outline from a map of mainland China where it is', () => {
  const read = readOutline(JSON.stringify(outlineOf(points.map(toGcj02))), 'gcj02')
  const corners = cornersOf('boundary' in read ? read.boundary : null)
  for (const [index, corner] of corners.entries())
    expect(
      Math.hypot(corner[0] - (points[index]?.[0] ?? 0), corner[1] - (points[index]?.[1] ?? 0)),
    ).toBeLessThan(1e-8)
  expect(corners).toHaveLength(points.length)
})
