import type { DeadlineView } from '@linli/shared/opinions/opinions.parts.schema'
import { useTheme } from '@/platform/theme'
import { Banner } from '@/ui/banner'
import { DeadlineClock } from '@/ui/deadline-clock'
import { DeadlineStrip } from '@/ui/deadline-strip'
import { Surface } from '@/ui/surface'
import { ringOf } from './deadline-ring'

/** Who does what by when, with the days it was counted in. */
export function OpinionDeadline({ deadline }: { readonly deadline: DeadlineView | null }) {
  // Eight cells do not fit large type; the sentence and the rule below it say the same.
  const elder = useTheme().name === 'elder'
  if (deadline === null) return null
  return (
    <Surface padded label="期限" className="deadline-box">
      <DeadlineClock sentence={deadline.sentence} rule={deadline.rule} {...ringOf(deadline)} />
      {deadline.state !== 'done' && !elder && <DeadlineStrip cells={deadline.strip} />}
      {deadline.provisional && <Banner kind="info">有一天落在还没公布放假安排的年份，日期暂定</Banner>}
    </Surface>
  )
}
