import { Box } from './box'
import { Surface } from './surface'
import { useDelayed } from './use-delayed'

interface SkeletonProps {
  /** The boxes of the page to come. */
  readonly shape?: 'rows' | 'text' | 'stats'
  readonly rows?: number
}

/** Long enough that a quick answer shows no flicker. */
const DELAY_MS = 150

/** Stands in for what is loading, after a moment. */
export function Skeleton({ shape = 'rows', rows = 3 }: SkeletonProps) {
  const shown = useDelayed(DELAY_MS)
  if (!shown) return <Box role="status" label="正在载入" className="skeleton skeleton--waiting" />
  return (
    <Box role="status" label="正在载入" className={`skeleton skeleton--${shape}`}>
      <Surface>
        {Array.from({ length: rows }, (_, index) => (
          <Box key={index} hidden className="skeleton__row">
            <Box className="skeleton__line" />
            <Box className="skeleton__line skeleton__line--short" />
          </Box>
        ))}
      </Surface>
    </Box>
  )
}
