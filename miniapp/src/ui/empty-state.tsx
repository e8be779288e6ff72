import { Box } from './box'
import { Button } from './button'
import { Icon } from './icon'
import type { IconName } from './icon-name'

interface EmptyStateProps {
  readonly icon?: IconName
  /** One sentence: `您还没有提过意见。楼道灯坏了、路不平，都可以说`. */
  readonly children: string
  readonly act?: string | undefined
  readonly to?: string | undefined
  readonly onAct?: (() => void) | undefined
}

/** Nothing here yet, and the one thing to do about it. */
export function EmptyState({ icon = 'info', children, act, to, onAct }: EmptyStateProps) {
  return (
    <Box className="empty-state">
      <Icon name={icon} />
      <Box className="empty-state__words">
        <Box>{children}</Box>
        {act !== undefined && (
          <Button kind="tint" small to={to} onTap={onAct}>
            {act}
          </Button>
        )}
      </Box>
    </Box>
  )
}
