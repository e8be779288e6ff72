import { weekdayName, type IsoDay } from '@linli/shared/time'
import { useTheme } from '@/platform/theme'
import { Box } from '@/ui/box'
import { cls } from '@/ui/class-names'
import { Tap } from '@/ui/tap'
import type { DayCell, SlotCell } from './availability'
import './bookings.scss'

/** WeChat reads a cell by its label; a browser reads what stands in it, so the sentence stands there unseen. */
const needsLabel = process.env.TARO_ENV === 'weapp'

function Spoken({ children }: { readonly children: string }) {
  if (needsLabel) return null
  return (
    <Box as="span" className="only-spoken">
      {children}
    </Box>
  )
}

const weekdays = ['一', '二', '三', '四', '五', '六', '日'] as const

interface CalendarProps {
  readonly weeks: readonly (readonly DayCell[])[]
  readonly chosen: IsoDay | undefined
  readonly onChoose: (day: IsoDay) => void
}

const isShut = ({ state }: DayCell): boolean => state === 'gone' || state === 'closed'

interface DayProps extends Pick<CalendarProps, 'chosen' | 'onChoose'> {
  readonly cell: DayCell
  /** Where no row of weekdays stands above. */
  readonly weekday?: string
}

function Day({ cell, weekday, chosen, onChoose }: DayProps) {
  const { day, date, note, state, spoken } = cell
  const on = day === chosen
  return (
    <Tap
      className={cls('slot-day', `slot-day--${state}`, on && 'slot-day--on')}
      label={needsLabel ? spoken : undefined}
      pressed={on}
      disabled={isShut(cell)}
      onTap={() => onChoose(day)}
    >
      <Spoken>{spoken}</Spoken>
      <Box hidden className="slot-day__date">
        {date}
      </Box>
      {weekday !== undefined && (
        <Box hidden className="slot-day__weekday">
          {weekday}
        </Box>
      )}
      <Box hidden className="slot-day__note">
        {note}
      </Box>
    </Tap>
  )
}

/**
 * Weeks of seven days; each says what is left, and a day without anything cannot be chosen. In the large sizes seven
 * columns would run into one another: three, of the days that can be had.
 */
export function SlotCalendar({ weeks, chosen, onChoose }: CalendarProps) {
  const { stacked } = useTheme()
  if (stacked)
    return (
      <Box role="group" label="选日期" className="slot-days slot-days--large">
        {weeks
          .flat()
          .map((cell) =>
            isShut(cell) ? null : (
              <Day key={cell.day} weekday={weekdayName(cell.day)} {...{ cell, chosen, onChoose }} />
            ),
          )}
      </Box>
    )
  return (
    <Box role="group" label="选日期" className="slot-days">
      <Box className="slot-days__row" hidden>
        {weekdays.map((name) => (
          <Box key={name} className="slot-days__weekday">
            {name}
          </Box>
        ))}
      </Box>
      {weeks.map((week) => (
        <Box key={week[0]?.day} className="slot-days__row">
          {week.map((cell) => (
            <Day key={cell.day} {...{ cell, chosen, onChoose }} />
          ))}
        </Box>
      ))}
    </Box>
  )
}

interface TimesProps {
  readonly parts: readonly { readonly part: string; readonly cells: readonly SlotCell[] }[]
  readonly chosen: string | undefined
  readonly onChoose: (slotId: string) => void
  /** A full time can be chosen too, to wait for. */
  readonly waits: boolean
  /** What is had already can be chosen again, to have it longer. */
  readonly ownAgain: boolean
}

/** The times of one day, three in a row; a full one says so, and can be chosen only where one may wait for it. */
export function SlotTimes({ parts, chosen, onChoose, waits, ownAgain }: TimesProps) {
  return (
    <>
      {parts.map(({ part, cells }) => (
        <Box key={part} role="group" label={part}>
          <Box className="slot-part" hidden>
            {part}
          </Box>
          <Box className="slot-times">
            {cells.map(({ id, time, note, state, spoken }) => {
              const on = id === chosen
              const waitable = waits && state === 'full'
              return (
                <Tap
                  key={id}
                  className={cls('slot-time', `slot-time--${state}`, on && 'slot-time--on')}
                  label={needsLabel ? (waitable ? `${spoken}，可候补` : spoken) : undefined}
                  pressed={on}
                  disabled={(state === 'full' && !waits) || (state === 'own' && !ownAgain)}
                  onTap={() => onChoose(id)}
                >
                  <Spoken>{waitable ? `${spoken}，可候补` : spoken}</Spoken>
                  <Box hidden className="slot-time__time">
                    {time}
                  </Box>
                  <Box hidden className="slot-time__note">
                    {waitable ? '满，可候补' : note}
                  </Box>
                </Tap>
              )
            })}
          </Box>
        </Box>
      ))}
    </>
  )
}
