import { weekdayName } from '@linli/shared/time'
import { Box } from './box'
import { cls } from './class-names'
import './deadline-strip.scss'

export interface StripCell {
  /** `2026-11-30` */
  readonly day: string
  /** `受理`, `3`, `休`, `班`, `5 到期` */
  readonly label: string
  readonly kind: 'start' | 'counted' | 'today' | 'rest' | 'due'
}

/** More cells than fit a phone: the first two and the last five, as the middle says nothing new. */
const MOST = 10
const HEAD = 2
const TAIL = 5

type Shown = StripCell | 'gap'

/** What of a long strip is drawn. */
export function shownCells(cells: readonly StripCell[]): readonly Shown[] {
  return cells.length <= MOST ? cells : [...cells.slice(0, HEAD), 'gap', ...cells.slice(-TAIL)]
}

/** One cell per calendar day from the start to the due day, as the server explained it. The sentence beside it says the same. */
export function DeadlineStrip({ cells }: { readonly cells: readonly StripCell[] }) {
  if (cells.length < 2) return null
  return (
    <Box hidden className="strip">
      {shownCells(cells).map((cell) =>
        cell === 'gap' ? (
          <Box key="gap" className="strip__gap">
            …
          </Box>
        ) : (
          <Box key={cell.day} className="strip__day">
            <Box className={cls('strip__cell', `strip__cell--${cell.kind}`)}>
              <Box className="strip__weekday">{weekdayName(cell.day).slice(-1)}</Box>
              <Box className="strip__date">{String(Number(cell.day.slice(8)))}</Box>
            </Box>
            <Box className={cls('strip__label', `strip__label--${cell.kind}`)}>{cell.label}</Box>
          </Box>
        ),
      )}
    </Box>
  )
}
