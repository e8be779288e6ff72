import {
  boundaryFault,
  boundaryFaultText,
  type Boundary,
  type Position,
} from '@linli/shared/space/boundary.rules'
import { fromGcj02 } from '@linli/shared/space/gcj02.rules'

/** Corners as an outline: the ring is closed by itself. */
export const outlineOf = (points: readonly Position[]): Boundary => {
  const [first] = points
  return { type: 'Polygon', coordinates: [first === undefined ? [] : [...points, first]] }
}

/** The corners of an outline, without the closing one. */
export const cornersOf = (boundary: Boundary | null): readonly Position[] =>
  boundary?.coordinates[0]?.slice(0, -1) ?? []

export type ReadOutline = { readonly boundary: Boundary } | { readonly fault: string }

const isNumbers = (value: unknown): value is Position =>
  Array.isArray(value) && value.length >= 2 && typeof value[0] === 'number' && typeof value[1] === 'number'

/** Which map a pasted outline was taken from: those of mainland China show every place some hundred metres aside. */
export const mapKinds = [
  { value: 'wgs84', label: 'GPS、天地图' },
  { value: 'gcj02', label: '高德、腾讯地图' },
] as const
export type MapKind = (typeof mapKinds)[number]['value']

/** What somebody pasted: a GeoJSON polygon, alone or as a feature, as degrees of WGS 84. */
export function readOutline(text: string, from: MapKind): ReadOutline {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { fault: '这不是 GeoJSON，请从地图工具里复制整段内容' }
  }
  const inner = value as { type?: unknown; geometry?: unknown; coordinates?: unknown } | null
  const polygon = (inner?.type === 'Feature' ? inner.geometry : inner) as typeof inner
  const rings = polygon?.type === 'Polygon' ? polygon.coordinates : undefined
  if (!Array.isArray(rings) || !rings.every((ring) => Array.isArray(ring) && ring.every(isNumbers)))
    return { fault: '里面没有多边形（Polygon）' }
  const placed = (position: Position): Position => (from === 'gcj02' ? fromGcj02(position) : position)
  const coordinates = rings.map((ring) => ring.map(([x, y]) => placed([x, y])))
  const boundary: Boundary = { type: 'Polygon', coordinates }
  const fault = boundaryFault(boundary)
  return fault === null ? { boundary } : { fault: boundaryFaultText[fault] }
}
