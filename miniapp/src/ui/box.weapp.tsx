import { Text, View } from '@tarojs/components'
import type { BoxProps } from './box.types'

/** Roles that follow from an HTML element on the web page and must be said aloud in WeChat. */
const roles: Partial<Record<NonNullable<BoxProps['as']>, string>> = {
  h1: 'heading',
  h2: 'heading',
  h3: 'heading',
}

/** A container or a run of text. */
export function Box({
  as = 'div',
  label,
  labelledBy: _labelledBy,
  describedBy: _describedBy,
  onKeyDown: _onKeyDown,
  hidden,
  live,
  role,
  children,
  ...rest
}: BoxProps) {
  const Tag = as === 'span' ? Text : View
  return (
    <Tag {...rest} ariaRole={role ?? roles[as]} ariaLabel={label} ariaHidden={hidden} ariaLive={live}>
      {children}
    </Tag>
  )
}
