import { Box } from '@/ui/box'

interface ProgressLineProps {
  /** What runs, with its figures. */
  readonly words: string
  /** 0 to 1. */
  readonly share: number
}

/** How far something is, as words and as a line. */
export function ProgressLine({ words, share }: ProgressLineProps) {
  return (
    <Box className="progress-line">
      <Box className="progress-line__words" role="status" live="polite">
        {words}
      </Box>
      <Box hidden className="progress-line__track">
        <Box className="progress-line__done" style={{ width: `${(share * 100).toFixed(1)}%` }} />
      </Box>
    </Box>
  )
}
