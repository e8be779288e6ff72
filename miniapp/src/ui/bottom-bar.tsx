import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'

interface BottomBarProps {
  /** Secondary first, the main button last and widest. */
  readonly children: ReactNode
  /** One quiet line above the buttons. */
  readonly note?: string | undefined
  readonly stacked?: boolean
}

/** The page's acts, within the thumb; hand it to `Page` as `bar`. */
export function BottomBar({ children, note, stacked }: BottomBarProps) {
  return (
    <Box className={cls('bottom-bar', stacked && 'bottom-bar--stacked')}>
      {note !== undefined && <Box className="bottom-bar__note">{note}</Box>}
      <Box className="bottom-bar__acts">{children}</Box>
    </Box>
  )
}
