import { createCalendar, publishedYears } from '@linli/shared/calendar/workdays'
import { objectionsEnd } from '@linli/shared/polls/deadlines.rules'
import { addDays } from '@linli/shared/time'
import { qinghePolls } from './poll-texts'

// A holiday moves the last day of objections; the demo is told on whatever day somebody looks at it.
test.each(qinghePolls.map((text) => [text.title, text] as const))(
  'on any day of the year objections end two days before voting begins: %s',
  (_, { setup, rollDay, opensDay }) => {
    const calendar = createCalendar(publishedYears)
    const late = Array.from({ length: 400 }, (_day, n) => addDays('2026-01-01', n)).filter((today) => {
      const until = objectionsEnd(addDays(today, rollDay), setup.packId, (day) => !calendar.isWorkday(day))
      return addDays(until, 2) > addDays(today, opensDay)
    })
    expect(late).toEqual([])
  },
)
