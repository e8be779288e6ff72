import type { CoverArea } from '@linli/shared/opinions/board.schema'

/** A point on a picture, in shares of its width and height. */
export interface Spot {
  readonly x: number
  readonly y: number
}

/** Smaller is a tap that slipped, and covers nothing. */
const SMALLEST = 0.015
/** One press of a button moves or grows an area by this share. */
const STEP = 0.03

const within = (value: number, most = 1): number => Math.min(most, Math.max(0, value))
/** A ten-thousandth of a picture is less than a pixel of it. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** The rectangle between two corners, cut off at the edges; undefined for one too small to be meant. */
export function areaBetween(from: Spot, to: Spot): CoverArea | undefined {
  const [x1, x2] = [within(Math.min(from.x, to.x)), within(Math.max(from.x, to.x))]
  const [y1, y2] = [within(Math.min(from.y, to.y)), within(Math.max(from.y, to.y))]
  const area = { x: rounded(x1), y: rounded(y1), width: rounded(x2 - x1), height: rounded(y2 - y1) }
  return area.width < SMALLEST || area.height < SMALLEST ? undefined : area
}

/** Where a new one begins for who does not draw. */
export const middleArea: CoverArea = { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }

export type AreaChange = 'up' | 'down' | 'left' | 'right' | 'larger' | 'smaller'

/** Moves or sizes an area by one step; it stays on the picture. */
export function changedArea(area: CoverArea, change: AreaChange): CoverArea {
  const { x, y, width, height } = area
  const grown = change === 'larger' ? STEP : change === 'smaller' ? -STEP : 0
  const size = (value: number): number => Math.max(STEP, within(value + grown))
  const [wide, high] = [size(width), size(height)]
  const [dx, dy] = [
    change === 'left' ? -STEP : change === 'right' ? STEP : -(wide - width) / 2,
    change === 'up' ? -STEP : change === 'down' ? STEP : -(high - height) / 2,
  ]
  return {
    x: rounded(within(x + dx, 1 - wide)),
    y: rounded(within(y + dy, 1 - high)),
    width: rounded(wide),
    height: rounded(high),
  }
}
