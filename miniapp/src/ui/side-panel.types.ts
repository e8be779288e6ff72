import type { ReactNode } from 'react'

export interface SidePanelProps {
  readonly title: string
  /** Pill and number above the title. */
  readonly above?: ReactNode
  readonly onClose: () => void
  /** Acts, fixed below. */
  readonly bar?: ReactNode
  readonly children: ReactNode
}
