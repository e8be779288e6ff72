import type { ReactNode } from 'react'
import { Box } from './box'

/** Figures side by side, two by two at large type. */
export function StatRow({ children }: { readonly children: ReactNode }) {
  return <Box className="stat-row">{children}</Box>
}
