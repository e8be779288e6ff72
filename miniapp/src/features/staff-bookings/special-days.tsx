import { addDays, dayOf, dayText, weekdayName, type IsoDay } from '@linli/shared/time'
import { useState } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { PickerField } from '@/ui/picker-field'
import { TextField } from '@/ui/text-field'
import type { DeskFaults, SpecialDay } from './desk-form'
import { HoursField } from './hours-field'
import './staff-bookings.scss'

interface SpecialDaysProps {
  readonly days: readonly SpecialDay[]
  readonly faults: DeskFaults
  readonly onChange: (days: readonly SpecialDay[]) => void
}

/** Closures and one-off openings: a day, why, and the hours that hold then. */
export function SpecialDays({ days, faults, onChange }: SpecialDaysProps) {
  const today = dayOf(new Date())
  const [day, setDay] = useState<IsoDay>(addDays(today, 1))
  const known = days.some((one) => one.day === day)
  const add = () =>
    onChange([...days, { day, reason: '', hours: [] }].sort((a, b) => (a.day < b.day ? -1 : 1)))
  const change = (of: IsoDay, part: Partial<SpecialDay>) =>
    onChange(days.map((one) => (one.day === of ? { ...one, ...part } : one)))
  return (
    <Box>
      {days.map((special, index) => {
        const name = `${dayText(special.day, today)} ${weekdayName(special.day)}`
        return (
          <Box key={special.day} className="special-day">
            <HoursField
              id={`special-${index}`}
              label={name}
              hours={special.hours}
              error={faults[`special.${index}`]}
              onChange={(hours) => change(special.day, { hours })}
            />
            <TextField
              id={`special-${index}-reason`}
              label="原因，居民会看到"
              maxLength={40}
              placeholder="例如：消防演练、延时服务"
              value={special.reason}
              onChange={(reason) => change(special.day, { reason })}
            />
            <Button
              kind="outline"
              small
              label={`去掉这一天：${name}`}
              onTap={() => onChange(days.filter((one) => one.day !== special.day))}
            >
              去掉这一天
            </Button>
          </Box>
        )
      })}
      <PickerField id="special-new" label="哪一天" kind="date" value={day} from={today} onChange={setDay} />
      <Button kind="tint" disabled={known} onTap={add}>
        {known ? '这一天已经在上面' : '加这一天'}
      </Button>
    </Box>
  )
}
