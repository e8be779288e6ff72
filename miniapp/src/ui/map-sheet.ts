import { boxOf, ringArea, type Boundary, type Position } from '@linli/shared/space/boundary.rules'

/** One outline to draw. */
export interface MapArea {
  readonly id: string
  /** May have a second line, so that in large type it does not run into the area beside it. */
  readonly name: string
  readonly boundary: Boundary
}

/** An outline on the sheet, in its units. */
export interface SheetShape {
  readonly id: string
  readonly name: string
  /** As SVG takes them: `0,40 100,40 …`. */
  readonly points: string
  /** Where the name stands, as shares of the sheet. */
  readonly label: { readonly x: number; readonly y: number }
}

/** A drawing of outlines with north up. A degree of longitude is shortened as it is at that latitude. */
export interface MapSheet {
  readonly width: number
  readonly height: number
  readonly shapes: readonly SheetShape[]
  /** From the sheet's units to degrees, and back. */
  readonly toDegrees: (x: number, y: number) => Position
  readonly toSheet: (position: Position) => readonly [number, number]
}

const WIDTH = 400
/** A sheet is no flatter and no taller than this share of its width. */
const FLATTEST = 0.5
const TALLEST = 1.2
const MARGIN = 0.06

/** The middle of an outline, weighted by area, so that the name of a bent grid stands where most of it is. */
function middleOf(ring: readonly Position[]): Position {
  const area = ringArea(ring)
  if (area === 0) return ring[0] ?? [0, 0]
  const [first] = ring
  const [ox, oy] = first ?? [0, 0]
  let [twice, x, y] = [0, 0, 0]
  for (const [index, [bx, by]] of ring.slice(1).entries()) {
    const [ax, ay] = ring[index] ?? [bx, by]
    const cross = (ax - ox) * (by - oy) - (bx - ox) * (ay - oy)
    twice += cross
    x += (ax + bx - 2 * ox) * cross
    y += (ay + by - 2 * oy) * cross
  }
  return [ox + x / (3 * twice), oy + y / (3 * twice)]
}

/** Lays outlines on one sheet; null when there is nothing to lay. `room` leaves so much of the sheet free around them. */
export function sheetOf(areas: readonly MapArea[], room = MARGIN): MapSheet | null {
  const points = areas.flatMap(({ boundary }) => boundary.coordinates[0] ?? [])
  if (points.length === 0) return null
  const box = boxOf(points)
  const squeeze = Math.cos((((box.south + box.north) / 2) * Math.PI) / 180)
  const [spanX, spanY] = [(box.east - box.west) * squeeze, box.north - box.south]
  const height = Math.round(WIDTH * Math.min(TALLEST, Math.max(FLATTEST, spanY / spanX)))
  const inner = 1 - 2 * room
  const scale = Math.min((WIDTH * inner) / spanX, (height * inner) / spanY)
  const [left, top] = [(WIDTH - spanX * scale) / 2, (height - spanY * scale) / 2]
  const toSheet = ([longitude, latitude]: Position) =>
    [left + (longitude - box.west) * squeeze * scale, top + (box.north - latitude) * scale] as const
  const shapes = areas.map(({ id, name, boundary }) => {
    const ring = boundary.coordinates[0] ?? []
    const [x, y] = toSheet(middleOf(ring))
    const text = ring.map((point) =>
      toSheet(point)
        .map((value) => value.toFixed(1))
        .join(','),
    )
    return { id, name, points: text.join(' '), label: { x: x / WIDTH, y: y / height } }
  })
  return {
    ...{ width: WIDTH, height, shapes, toSheet },
    toDegrees: (x, y) => [
      roundDegrees(box.west + (x - left) / (squeeze * scale)),
      roundDegrees(box.north - (y - top) / scale),
    ],
  }
}

/** A millionth of a degree is ten centimetres. */
const roundDegrees = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
