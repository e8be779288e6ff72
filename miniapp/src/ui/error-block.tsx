import { Box } from './box'
import { Button } from './button'
import { Icon } from './icon'

interface ErrorBlockProps {
  /** What happened. */
  readonly what: string
  /** What is safe and what to do now. */
  readonly next?: string | undefined
  readonly onRetry?: (() => void) | undefined
  readonly requestId?: string | undefined
}

/** Stands in for the failing part only. */
export function ErrorBlock({ what, next, onRetry, requestId }: ErrorBlockProps) {
  return (
    <Box role="alert" className="error-block">
      <Icon name="warning" className="error-block__icon" />
      <Box className="error-block__words">
        <Box className="error-block__what">{what}</Box>
        {next !== undefined && <Box className="error-block__next">{next}</Box>}
        {onRetry !== undefined && (
          <Button kind="outline" small icon="retry" onTap={onRetry}>
            再试一次
          </Button>
        )}
        {requestId !== undefined && <Box className="error-block__id">{`编号 ${requestId}`}</Box>}
      </Box>
    </Box>
  )
}
