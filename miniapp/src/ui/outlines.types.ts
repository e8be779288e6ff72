import type { MapSheet } from './map-sheet'

export interface OutlinesProps {
  readonly sheet: MapSheet
  readonly selected?: string | undefined
  /** What the drawing shows, in one sentence; the names beside it can be tapped. */
  readonly label: string
}
