import { Box } from './box'
import { Icon } from './icon'
import type { IconName } from './icon-name'

interface PillProps {
  readonly icon?: IconName | undefined
  readonly children: string
}

/** A quiet grey label without a state: `对办理单位隐名`, `置顶`. */
export function Pill({ icon, children }: PillProps) {
  return (
    <Box as="span" className="pill pill--plain">
      {icon !== undefined && <Icon name={icon} size="xs" className="pill__icon" />}
      <Box as="span">{children}</Box>
    </Box>
  )
}
