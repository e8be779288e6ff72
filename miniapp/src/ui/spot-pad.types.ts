import type { Position } from '@linli/shared/space/boundary.rules'
import type { MapSheet } from './map-sheet'

/** A drawing on which one spot is tapped. */
export interface SpotPadProps {
  readonly sheet: MapSheet
  readonly selected?: string | undefined
  readonly point?: Position | undefined
  readonly onPick: (point: Position) => void
  readonly label: string
}
