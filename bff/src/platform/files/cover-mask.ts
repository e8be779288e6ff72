/** A rectangle on an image, in shares of its width and height from the upper left corner. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What a round brush went over: points in shares of width and height, the brush as wide as a share of the width. */
export interface Stroke {
  readonly points: readonly (readonly [number, number])[]
  readonly width: number
}

/** What is painted over. */
export interface Cover {
  readonly areas: readonly Area[]
  readonly strokes: readonly Stroke[]
}

interface Canvas {
  readonly mask: Buffer
  readonly width: number
  readonly height: number
}

type Point = readonly [number, number]

/** Covers a row between two places, outwards to whole pixels: rather one too many than half a number plate. */
function fillRow({ mask, width, height }: Canvas, y: number, from: number, to: number): void {
  if (y < 0 || y >= height) return
  const left = Math.max(0, Math.floor(from))
  const right = Math.min(width, Math.ceil(to))
  if (right > left) mask.fill(255, y * width + left, y * width + right)
}

/** At which share of a line that is not level it has this height. */
const shareAt = (from: number, to: number, y: number): number => (y - from) / (to - from)

/** A step of a round brush: everything nearer than `r` pixels to the line from one point to the next. */
function fillStep(canvas: Canvas, [ax, ay]: Point, [bx, by]: Point, r: number): void {
  const length = Math.hypot(bx - ax, by - ay)
  const [nx, ny] = length === 0 ? [0, 0] : [(-(by - ay) / length) * r, ((bx - ax) / length) * r]
  const bottom = Math.min(canvas.height - 1, Math.floor(Math.max(ay, by) + r))
  for (let y = Math.max(0, Math.floor(Math.min(ay, by) - r)); y <= bottom; y += 1) {
    // Such a shape has no dents: what it has of a row of pixels lies between its leftmost and its rightmost edge there.
    const edges: number[] = []
    for (const [cx, cy] of [
      [ax, ay],
      [bx, by],
    ] as const) {
      const reach = r ** 2 - (Math.min(y + 1, Math.max(y, cy)) - cy) ** 2
      if (reach >= 0) edges.push(cx - Math.sqrt(reach), cx + Math.sqrt(reach))
    }
    for (const side of [1, -1]) {
      const [y1, y2] = [ay + side * ny, by + side * ny]
      const [top, end] = [Math.max(y, Math.min(y1, y2)), Math.min(y + 1, Math.max(y1, y2))]
      if (top > end) continue
      const ways = y1 === y2 ? [0, 1] : [shareAt(y1, y2, top), shareAt(y1, y2, end)]
      edges.push(...ways.map((share) => ax + side * nx + share * (bx - ax)))
    }
    if (edges.length > 0) fillRow(canvas, y, Math.min(...edges), Math.max(...edges))
  }
}

/**
 * Which pixels are covered, one byte each: 255 or 0. Every row of a shape is one fill, so that a whole photo under the
 * brush costs tens of milliseconds. What reaches out of the image is cut off.
 */
export function coverMask({ areas, strokes }: Cover, width: number, height: number): Buffer {
  const canvas: Canvas = { mask: Buffer.alloc(width * height), width, height }
  for (const area of areas) {
    const bottom = Math.ceil((area.y + area.height) * height)
    for (let y = Math.floor(area.y * height); y < bottom; y += 1)
      fillRow(canvas, y, area.x * width, (area.x + area.width) * width)
  }
  for (const { points, width: brush } of strokes) {
    const spots = points.map(([x, y]) => [x * width, y * height] as const)
    spots.forEach((spot, index) => fillStep(canvas, spots[index - 1] ?? spot, spot, (brush * width) / 2))
  }
  return canvas.mask
}
