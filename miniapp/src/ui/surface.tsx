import type { ReactNode } from 'react'
import { Box } from './box'
import { cls } from './class-names'

interface SurfaceProps {
  /** Edge to edge and without corners: for long reading. */
  readonly bleed?: boolean
  /** Space inside; rows bring their own. */
  readonly padded?: boolean
  readonly className?: string | undefined
  /** Makes it a named region for screen readers. */
  readonly label?: string | undefined
  readonly children: ReactNode
}

/** The one white level above the ground. Never put one into another: use hairlines and space. */
export function Surface({ bleed, padded, className, label, children }: SurfaceProps) {
  return (
    <Box
      as={label === undefined ? 'div' : 'section'}
      label={label}
      className={cls('surface', bleed && 'surface--bleed', padded && 'surface--padded', className)}
    >
      {children}
    </Box>
  )
}
