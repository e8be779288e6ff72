import { Box } from './box'
import { cls } from './class-names'
import type { IconName } from './icon-name'

interface IconProps {
  readonly name: IconName
  /** 24, 20 or 16 px; each grows in elder mode. */
  readonly size?: 'm' | 's' | 'xs'
  readonly className?: string | undefined
}

/** One of the 69 icons, in the colour of the text around it. Always decoration: the words carry the meaning. */
export function Icon({ name, size = 'm', className }: IconProps) {
  return (
    <Box
      as="span"
      hidden
      className={cls('icon', `icon-${name}`, size !== 'm' && `icon--${size}`, className)}
    />
  )
}
