import type { Position } from '@linli/shared/space/boundary.rules'
import type { MapArea } from './map-sheet'

/** A sheet on which an outline is drawn over those that are there. */
export interface OutlinePadProps {
  readonly areas: readonly MapArea[]
  readonly points: readonly Position[]
  readonly onAdd: (point: Position) => void
  readonly label: string
}
