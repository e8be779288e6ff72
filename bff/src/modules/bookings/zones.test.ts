import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Everything of a booking that is computed or said from the clock, over a year with its make-up workdays. */
const program = `
const { slotsOf, lastBookableDay } = require('@linli/shared/bookings/slots.rules')
const { calendarFile } = require('@linli/shared/bookings/calendar-file.rules')
const { createCalendar, publishedYears } = require('@linli/shared/calendar/workdays')
const { addDays, clockTime, dateAndTime, dayOf, instantOf } = require('@linli/shared/time')
const hours = [{ from: 0, to: 720 }, { from: 810, to: 1440 }]
const plan = { weekly: Array.from({ length: 7 }, () => hours), closedOnHolidays: true, makeupAs: 1, exceptions: [] }
const calendar = createCalendar(publishedYears)
const said = []
for (let day = '2026-01-01'; day < '2027-01-01'; day = addDays(day, 1))
  for (const { startsAt, endsAt } of slotsOf([plan], { lengthMinutes: 240, bufferMinutes: 0 }, calendar, day))
    said.push([startsAt.toISOString(), endsAt.toISOString(), dayOf(startsAt), clockTime(startsAt), dateAndTime(startsAt, endsAt)])
const now = instantOf('2026-03-08', 119)
said.push(lastBookableDay({ leadMinutes: 0, horizonDays: 5, horizonUnit: 'workdays' }, calendar, now))
said.push(calendarFile([{ uid: 'a', sequence: 1, startsAt: now, endsAt: instantOf('2026-03-08', 240), title: 't', place: 'p', text: 'x', cancelled: false }], now))
process.stdout.write(JSON.stringify({ said, local: new Date(0).getHours() }))
`

const sayIn = async (TZ: string): Promise<{ said: unknown[]; local: number }> => {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', '--eval', program], {
    env: { ...process.env, TZ },
    cwd: path.join(__dirname, '../../..'),
    maxBuffer: 16_777_216,
  })
  return JSON.parse(stdout) as { said: unknown[]; local: number }
}

// Summer time, half hours, and both ends of the date line: whatever a phone or a server is set to.
test.each(['America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati', 'Pacific/Midway'])(
  'a clock set to %s changes no time of a booking and no word about it',
  async (zone) => {
    const [here, there] = await Promise.all([sayIn('UTC'), sayIn(zone)])
    expect(there.local).not.toBe(here.local)
    expect(there.said.length).toBeGreaterThan(1_000)
    expect(there.said).toEqual(here.said)
  },
  60_000,
)
