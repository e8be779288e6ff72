import { Box } from './box'
import { cls } from './class-names'
import { Ring, type RingTone } from './ring'

interface DeadlineClockProps {
  /** Who does what by when: `锦程物业最晚 11月30日 18:00 前答复您`. */
  readonly sentence: string
  /** How the deadline was counted. */
  readonly rule?: string | undefined
  readonly tone: RingTone
  /** Share of the time used, 0 to 1. */
  readonly used: number
  /** Days left, absent where the time runs by the hour. */
  readonly left?: number | undefined
  /** What days they are. */
  readonly unit?: '工作日' | '天'
}

/** The sentence of an object with its ring; read as the sentence alone. */
export function DeadlineClock({ sentence, rule, tone, used, left, unit = '工作日' }: DeadlineClockProps) {
  const number = tone === 'late' ? '!' : left === undefined ? undefined : String(left)
  return (
    <Box className="deadline-clock">
      <Ring
        used={used}
        tone={tone}
        size={64}
        number={tone === 'done' || tone === 'paused' ? undefined : number}
        unit={tone === 'late' || left === undefined ? undefined : unit}
      />
      <Box className="deadline-clock__words">
        <Box className={cls('deadline-clock__sentence', tone === 'late' && 'deadline-clock__sentence--late')}>
          {sentence}
        </Box>
        {rule !== undefined && <Box className="deadline-clock__rule">{rule}</Box>}
      </Box>
    </Box>
  )
}
