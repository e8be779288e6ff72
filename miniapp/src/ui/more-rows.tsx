import { Box } from './box'
import { Button } from './button'

interface MoreRowsProps {
  /** What the button says while rows are on their way; nothing where they are at hand already. */
  readonly busy?: string | false | undefined
  readonly onTap: () => void
}

/** The way to the next rows, under the middle of the list it belongs to. */
export function MoreRows({ busy, onTap }: MoreRowsProps) {
  return (
    <Box className="more-rows">
      <Button kind="plain" busy={busy} onTap={onTap}>
        再看一些
      </Button>
    </Box>
  )
}
