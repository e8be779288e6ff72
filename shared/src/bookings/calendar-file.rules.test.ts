import fc from 'fast-check'
import { calendarFile, type CalendarEntry } from './calendar-file.rules'

const now = new Date('2026-11-26T00:00:00.000Z')
const entry: CalendarEntry = {
  ...{ uid: 'bkg_1', sequence: 2, title: '老年优待证', place: '社区服务站一楼', text: '', cancelled: false },
  startsAt: new Date('2026-11-27T01:00:00.000Z'),
  endsAt: new Date('2026-11-27T01:30:00.000Z'),
}
/** As a calendar reads it: unfolded, then line by line. */
const read = (file: string): string[] => file.replaceAll('\r\n ', '').split('\r\n')

test('an appointment is in it with its times in UTC, and a reminder; a cancelled one is told of as cancelled', () => {
  const lines = read(calendarFile([entry], now))
  expect(lines).toEqual(
    expect.arrayContaining([
      'DTSTART:20261127T010000Z',
      'DTEND:20261127T013000Z',
      'SEQUENCE:2',
      'TRIGGER:-PT120M',
    ]),
  )
  const cancelled = read(calendarFile([{ ...entry, cancelled: true }], now))
  expect(cancelled).toContain('STATUS:CANCELLED')
  expect(cancelled).not.toContain('BEGIN:VALARM')
})

test('for any text: no line is longer than 75 octets, and the text comes back whole in one property', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (text) => {
      const file = calendarFile([{ ...entry, text }], now)
      for (const line of file.split('\r\n'))
        expect(encodeURIComponent(line).replaceAll(/%../g, '.').length).toBeLessThanOrEqual(75)
      const lines = read(file)
      const said =
        lines.filter((line) => line.startsWith('DESCRIPTION:'))[0]?.slice('DESCRIPTION:'.length) ?? ''
      const back = said.replaceAll(/\\([\\;,n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
      expect(back).toBe(text.replaceAll(/\r\n|\r|\n/g, '\n'))
    }),
  )
})
