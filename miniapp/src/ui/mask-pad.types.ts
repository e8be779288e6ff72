import type { CoverArea, CoverStroke } from '@linli/shared/opinions/board.schema'

/** A photo on which is painted over what nobody is to see. */
export interface MaskPadProps {
  readonly src: string
  readonly areas: readonly CoverArea[]
  /** Which of them the buttons are about. */
  readonly chosen: number | undefined
  readonly onAdd: (area: CoverArea) => void
  readonly strokes: readonly CoverStroke[]
  /** Width of the brush as a share of the photo's; undefined while rectangles are drawn. */
  readonly brush: number | undefined
  readonly onStroke: (stroke: CoverStroke) => void
  readonly label: string
}
