import { createElement } from 'react'
import type { BoxProps } from './box.types'

/** A container or a run of text. */
export function Box({
  as = 'div',
  label,
  labelledBy,
  describedBy,
  hidden,
  live,
  children,
  ...rest
}: BoxProps) {
  return createElement(
    as,
    {
      ...rest,
      'aria-label': label,
      'aria-labelledby': labelledBy,
      'aria-describedby': describedBy,
      'aria-hidden': hidden || undefined,
      'aria-live': live,
    },
    children,
  )
}
