import type { CoverArea } from '@linli/shared/opinions/board.schema'

/** A photo on which areas are drawn that nobody is to see. */
export interface MaskPadProps {
  readonly src: string
  readonly areas: readonly CoverArea[]
  /** Which of them the buttons are about. */
  readonly chosen: number | undefined
  readonly onAdd: (area: CoverArea) => void
  readonly label: string
}
