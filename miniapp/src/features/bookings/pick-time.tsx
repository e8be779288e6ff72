import { clockTime, dayOf, dayText, weekdayName } from '@linli/shared/time'
import type { ReactNode } from 'react'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { QueryView } from '@/ui/query-view'
import { Surface } from '@/ui/surface'
import { lastOpenDay, monthsText, partsOfDay, weeksOf } from './availability'
import { daysOn } from './queries'
import { SlotCalendar, SlotTimes } from './slot-calendar'
import type { SlotChoice } from './use-slot-choice'
import './bookings.scss'

/** The nearest stretch of days, and the one after it while that holds something too. */
function Stretches({ choice }: { readonly choice: SlotChoice }) {
  const { days, from } = choice
  const last = lastOpenDay(days)
  const goesOn = last !== undefined && last === days.at(-1)?.day
  if (from === undefined && !goesOn) return null
  return (
    <Box className="slot-more">
      {from !== undefined && (
        <Button kind="plain" small onTap={() => choice.showFrom(undefined)}>
          回到最近
        </Button>
      )}
      {goesOn && (
        <Button kind="plain" small onTap={() => choice.showFrom(daysOn(days[0]?.day ?? last))}>
          看后面的日子
        </Button>
      )}
    </Box>
  )
}

function Times({ choice, waits }: { readonly choice: SlotChoice; readonly waits: boolean }) {
  const { day, ofDay, slots, slot, had, mayHaveLonger } = choice
  if (day === undefined || ofDay === undefined) return null
  return (
    <Surface padded label="选时间">
      <Box className="slot-head">
        <Box as="h2" className="slot-head__title">
          {`${dayText(day, dayOf(new Date()))} ${weekdayName(day)}`}
        </Box>
        <Box className="slot-head__note">{`${clockTime(new Date(slots.dataUpdatedAt))} 更新`}</Box>
      </Box>
      <SlotTimes
        parts={partsOfDay(ofDay.slots, had)}
        chosen={slot?.id}
        onChoose={choice.chooseSlot}
        waits={waits}
        ownAgain={mayHaveLonger}
      />
    </Surface>
  )
}

interface PickTimeProps {
  readonly choice: SlotChoice
  /** Stands where nothing can be booked at all. */
  readonly none: ReactNode
  /** May a full time be chosen, to wait for it? */
  readonly waits?: boolean
}

/** Weeks with what is left, then the times of a day. */
export function PickTime({ choice, none, waits = false }: PickTimeProps) {
  const today = dayOf(new Date())
  return (
    <QueryView query={choice.slots}>
      {() => {
        const { days } = choice
        const weeks = weeksOf(days, today)
        const last = lastOpenDay(days)
        return (
          <>
            <Surface padded label="选日期">
              <Box className="slot-head">
                <Box as="h2" className="slot-head__title">
                  {monthsText(weeks)}
                </Box>
                <Box className="slot-head__note">
                  {last === undefined ? '这段日子没有名额' : `可约到 ${dayText(last, today)}`}
                </Box>
              </Box>
              <SlotCalendar weeks={weeks} chosen={choice.day} onChoose={choice.chooseDay} />
              <Stretches choice={choice} />
            </Surface>
            {last === undefined && choice.from === undefined && none}
            <Times choice={choice} waits={waits} />
          </>
        )
      }}
    </QueryView>
  )
}
