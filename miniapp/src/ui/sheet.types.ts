import type { ReactNode } from 'react'

/** A sheet over the page. The web page keeps the focus inside, closes on Esc and gives the focus back. */
export interface SheetProps {
  readonly open: boolean
  readonly title: string
  readonly onClose: () => void
  readonly children?: ReactNode
  /** The content is what one agrees to: the web page reads it out with the title. */
  readonly agreed?: boolean
  /** Why the act was refused: between content and acts, and never scrolled out of sight. */
  readonly refusal?: ReactNode
  /** The acts, below the content. */
  readonly acts?: ReactNode
}
