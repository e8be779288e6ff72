import { Box } from './box'
import { cls } from './class-names'
import { Ring, type RingTone, type RingUnit } from './ring'

interface DeadlineClockProps {
  /** Who does what by when: `锦程物业最晚 11月30日 18:00 前答复您`. */
  readonly sentence: string
  /** How the deadline was counted. */
  readonly rule?: string | undefined
  readonly tone: RingTone
  /** Share of the time used, 0 to 1. */
  readonly used: number
  /** What is left, absent where nothing counts down. */
  readonly number?: string | undefined
  readonly unit?: RingUnit | undefined
}

/** The sentence of an object with its ring; read as the sentence alone. */
export function DeadlineClock({ sentence, rule, tone, used, number, unit }: DeadlineClockProps) {
  return (
    <Box className="deadline-clock">
      <Ring used={used} tone={tone} size={64} number={number} unit={unit} />
      <Box className="deadline-clock__words">
        <Box className={cls('deadline-clock__sentence', tone === 'late' && 'deadline-clock__sentence--late')}>
          {sentence}
        </Box>
        {rule !== undefined && <Box className="deadline-clock__rule">{rule}</Box>}
      </Box>
    </Box>
  )
}
