import type { CoverStroke } from '@linli/shared/opinions/board.schema'
import { MOST_STROKE_POINTS } from '@linli/shared/opinions/intake.limits'
import type { Spot } from './mask-area'

type Point = CoverStroke['points'][number]

const within = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 10_000) / 10_000

/** How far apart two points of a stroke are, as a share of the width of the brush. */
const APART = 0.3

/** The stroke with one more point; one that hardly moved, or is too many, leaves it as it is. */
export function extended(stroke: CoverStroke, { x, y }: Spot): CoverStroke {
  const point: Point = [within(x), within(y)]
  const last = stroke.points.at(-1)
  const moved =
    last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= stroke.width * APART
  return moved && stroke.points.length < MOST_STROKE_POINTS
    ? { ...stroke, points: [...stroke.points, point] }
    : stroke
}

/** Whether nothing more fits into the stroke, so that the next one has to begin. */
export const isFull = ({ points }: CoverStroke): boolean => points.length >= MOST_STROKE_POINTS

export const beginning = (spot: Spot, width: number): CoverStroke => extended({ points: [], width }, spot)

/** Spots that stand for the stroke on the screen, near enough to each other to look like one line. */
export function spotsOf({ points, width }: CoverStroke): Point[] {
  return points.flatMap((point, index): Point[] => {
    const before = points[index - 1]
    if (before === undefined) return [point]
    const steps = Math.max(
      1,
      Math.ceil(Math.hypot(point[0] - before[0], point[1] - before[1]) / (width * APART)),
    )
    return Array.from({ length: steps }, (_, step): Point => {
      const share = (step + 1) / steps
      return [before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share]
    })
  })
}
