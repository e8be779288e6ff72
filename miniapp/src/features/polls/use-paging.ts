import { useState } from 'react'
import { useTheme } from '@/platform/theme'

export interface Paging {
  readonly isPaged: boolean
  /** The question shown; of several on one page the first. */
  readonly at: number
  readonly isLast: boolean
  readonly shows: (index: number) => boolean
  readonly go: (index: number) => void
}

/** In elder mode a ballot of several questions is one question a page; otherwise all of them stand on one. */
export function usePaging(count: number): Paging {
  const isElder = useTheme().name === 'elder'
  const [at, setAt] = useState(0)
  const isPaged = isElder && count > 1
  return {
    isPaged,
    at,
    isLast: !isPaged || at === count - 1,
    shows: (index) => !isPaged || index === at,
    go: setAt,
  }
}
