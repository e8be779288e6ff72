import { rhythmLabel, seriesLimits, seriesWeeks, type SeriesWeeks } from '@linli/shared/bookings/series.rules'
import type { SeriesPlanView } from '@linli/shared/bookings/series.schema'
import { clockTime, dayOf, dayText, weekdayName, type IsoDay } from '@linli/shared/time'
import { Box } from '@/ui/box'
import { OptionGroup } from '@/ui/option-group'
import { PickerField } from '@/ui/picker-field'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { timeText } from './availability'
import { countText, timeOfVisit, type PlannedVisitView } from './series-words'
import './bookings.scss'

/** How often and how many; 0 weeks is one visit alone. */
export interface SeriesForm {
  readonly weeks: SeriesWeeks | 0
  readonly visits: number
}

const ONCE = '0'

interface RhythmProps {
  readonly form: SeriesForm
  readonly first: IsoDay
  /** Most visits the desk takes. */
  readonly most: number
  /** One visit alone may be chosen too. */
  readonly mayBeOnce?: boolean
  readonly onChange: (form: SeriesForm) => void
}

/** 多久一次 and 一共几次. */
export function SeriesRhythm({ form, first, most, mayBeOnce = false, onChange }: RhythmProps) {
  const { weeks, visits } = form
  const counts = Array.from(
    { length: most - seriesLimits.fewest + 1 },
    (_, index) => index + seriesLimits.fewest,
  )
  return (
    <Surface padded label="多久一次">
      <OptionGroup
        id="series-weeks"
        label="多久一次"
        asked
        options={[
          ...(mayBeOnce ? [{ value: ONCE, title: '只约这一次' }] : []),
          ...seriesWeeks.map((value) => ({ value: String(value), title: rhythmLabel(value) })),
        ]}
        chosen={[String(weeks)]}
        onChange={([value]) =>
          onChange({ weeks: seriesWeeks.find((one) => String(one) === value) ?? 0, visits })
        }
      />
      {weeks !== 0 && (
        <Box className="series-count">
          <PickerField
            id="series-visits"
            label="一共几次"
            kind="list"
            value={String(visits)}
            options={counts.map((count) => ({
              value: String(count),
              label: countText(first, weeks, count, dayOf(new Date())),
            }))}
            onChange={(value) => onChange({ weeks, visits: Number(value) })}
          />
        </Box>
      )}
    </Surface>
  )
}

function Visit({
  visit,
  out,
  onLeave,
}: {
  readonly visit: PlannedVisitView
  readonly out: boolean
  readonly onLeave: (leave: boolean) => void
}) {
  const { day, state, reason, startsAt } = visit
  const now = new Date()
  const had = timeOfVisit(visit)
  const words = `${dayText(day, dayOf(now))} ${weekdayName(day)} ${clockTime(new Date(startsAt))}`
  return (
    <Box className="series-visit">
      <Box className="series-visit__head">
        <Box className="series-visit__time">{words}</Box>
        <StatusPill tone={state === 'free' ? 'run' : had === null ? 'off' : 'wait'}>
          {state === 'free' ? '可以约' : reason}
        </StatusPill>
      </Box>
      {state !== 'free' && had === null && (
        <Box className="series-visit__note">这一周没有别的时间，这次不约</Box>
      )}
      {had !== null && (
        <OptionGroup
          id={`visit-${day}`}
          label={words}
          options={[
            {
              value: 'take',
              title: state === 'free' ? '约' : `改到 ${timeText(had.startsAt, had.endsAt, now)}`,
            },
            { value: 'leave', title: '这次不约' },
          ]}
          chosen={[out ? 'leave' : 'take']}
          onChange={([value]) => onLeave(value === 'leave')}
        />
      )}
    </Box>
  )
}

interface VisitsProps {
  readonly plan: SeriesPlanView
  readonly leftOut: readonly IsoDay[]
  readonly onLeave: (leftOut: readonly IsoDay[]) => void
}

/** Every visit, and of those that cannot be had why and what is booked instead. */
export function SeriesVisits({ plan, leftOut, onLeave }: VisitsProps) {
  const asked = plan.visits.filter(({ state }) => state !== 'free')
  const free = plan.visits.filter(({ state }) => state === 'free')
  const now = new Date()
  return (
    <Surface padded label="每一次的时间">
      {free.length > 0 && (
        <Box className="series-free">
          {free.map(({ day, time }) => (
            <Box key={day} className="series-free__time">
              {time && timeText(time.startsAt, time.endsAt, now)}
            </Box>
          ))}
        </Box>
      )}
      {asked.map((visit) => (
        <Visit
          key={visit.day}
          visit={visit}
          out={leftOut.includes(visit.day)}
          onLeave={(leave) =>
            onLeave(leave ? [...leftOut, visit.day] : leftOut.filter((day) => day !== visit.day))
          }
        />
      ))}
    </Surface>
  )
}
