import type { ReactNode } from 'react'
import { Box } from './box'

interface PageTitleProps {
  readonly children: string
  /** Pill and number above the title. */
  readonly above?: ReactNode
  /** Who and when below it. */
  readonly below?: ReactNode
}

/** Heading of an object: a notice, an opinion. */
export function PageTitle({ children, above, below }: PageTitleProps) {
  return (
    <Box className="page-title">
      {above !== undefined && <Box className="page-title__above">{above}</Box>}
      <Box as="h1" className="page-title__title">
        {children}
      </Box>
      {below !== undefined && <Box className="page-title__below">{below}</Box>}
    </Box>
  )
}
