import { Box } from './box'
import { cls } from './class-names'

/** you = act here · run = in progress · wait = waiting or nearly due · late = overdue or refused · done · off = withdrawn, archived */
export type Tone = 'you' | 'run' | 'wait' | 'late' | 'done' | 'off'

interface StatusPillProps {
  readonly tone: Tone
  readonly children: string
}

/** Shape and word, never colour alone; one per row. */
export function StatusPill({ tone, children }: StatusPillProps) {
  return (
    <Box as="span" className={cls('pill', `pill--${tone}`)}>
      <Box as="span" hidden className={cls('mark', `mark-${tone}`)} />
      <Box as="span">{children}</Box>
    </Box>
  )
}
