import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { FieldError } from '@/ui/field-error'
import { PickerField } from '@/ui/picker-field'
import type { Hours } from './desk-form'
import './staff-bookings.scss'

interface HoursFieldProps {
  readonly id: string
  readonly label: string
  readonly hours: readonly Hours[]
  readonly error: string | undefined
  readonly onChange: (hours: readonly Hours[]) => void
}

/** The end of a day. No time control can show it: there it is the next day's 00:00, said beside it. */
const MIDNIGHT = '24:00'
const MOST = 6
const added: Hours = { from: '09:00', to: '12:00' }

/** The hours of one day, part by part; a lunch break is the gap between two of them. */
export function HoursField({ id, label, hours, error, onChange }: HoursFieldProps) {
  const change = (at: number, part: Partial<Hours>) =>
    onChange(hours.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <Box role="group" label={label} className="hours">
      <Box className="hours__head">
        <Box className="hours__name">{label}</Box>
        {hours.length === 0 && <Box className="hours__shut">不开</Box>}
        {hours.length < MOST && (
          <Button
            kind="plain"
            small
            label={`${label}，加一段`}
            onTap={() => onChange([...hours, hours.length === 1 ? { from: '14:00', to: '17:00' } : added])}
          >
            加一段
          </Button>
        )}
      </Box>
      {hours.map(({ from, to }, index) => (
        <Box key={index} className="hours__part">
          <PickerField
            id={`${id}-${index}-from`}
            label={`${label}第 ${index + 1} 段开始`}
            kind="time"
            value={from}
            onChange={(value) => change(index, { from: value })}
          />
          <Box as="span" hidden>
            至
          </Box>
          <PickerField
            id={`${id}-${index}-to`}
            label={`${label}第 ${index + 1} 段结束`}
            kind="time"
            value={to === MIDNIGHT ? '00:00' : to}
            onChange={(value) => change(index, { to: value === '00:00' ? MIDNIGHT : value })}
          />
          {to === MIDNIGHT && <Box className="hours__shut">到半夜 24:00</Box>}
          <Button
            kind="plain"
            small
            label={`${label}，去掉第 ${index + 1} 段`}
            onTap={() => onChange(hours.filter((_, at) => at !== index))}
          >
            去掉
          </Button>
        </Box>
      ))}
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </Box>
  )
}
