import { dayOf, dayText } from '@linli/shared/time'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { PickerField } from '@/ui/picker-field'

interface DayPickerProps {
  /** The past day shown, or nothing for today. */
  readonly day: string | undefined
  readonly onChange: (day: string | undefined) => void
}

/** 看某一天: the tree as it was. */
export function DayPicker({ day, onChange }: DayPickerProps) {
  const today = dayOf(new Date())
  return (
    <Box className="day-picker">
      <PickerField
        id="tree-day"
        label="看某一天"
        kind="date"
        value={day ?? today}
        to={today}
        onChange={(value) => onChange(value === '' || value >= today ? undefined : value)}
      />
      {day !== undefined && (
        <Banner kind="info" act="回到今天" onAct={() => onChange(undefined)}>
          {`正在看 ${dayText(day, today)} 的样子`}
        </Banner>
      )}
    </Box>
  )
}
