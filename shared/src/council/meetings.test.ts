import { meetingMachine, meetingStatuses, announcedMeetingStatuses } from './meetings.machine'
import { isDoorOpen, isMoved, mayBegin, minutesIssues, reminderOf } from './meetings.rules'

const startsAt = new Date('2026-12-03T11:00:00.000Z')
const endsAt = new Date('2026-12-03T12:30:00.000Z')
const times = { startsAt, endsAt }

describe('the machine of meetings', () => {
  test('what is announced is all but the plan, and ends with minutes or with a reason', () => {
    expect(
      meetingStatuses.filter((status) => !announcedMeetingStatuses.some((one) => one === status)),
    ).toEqual(['planned'])
    expect(meetingStatuses.filter((status) => Object.keys(meetingMachine[status]).length === 0)).toEqual([
      'published',
      'cancelled',
    ])
  })
  test('nobody calls a meeting off that has begun', () => {
    expect(meetingMachine.under_way).not.toHaveProperty('cancel')
    expect(meetingMachine.held).not.toHaveProperty('cancel')
  })
})

describe('the door', () => {
  test.each([
    ['2026-12-03T09:59:59.999Z', false],
    ['2026-12-03T10:00:00.000Z', true],
    ['2026-12-03T12:29:59.999Z', true],
    ['2026-12-03T12:30:00.000Z', false],
  ])('of an announced meeting at %s is open: %s', (now, open) => {
    expect(isDoorOpen({ ...times, status: 'invited' }, 60, new Date(now))).toBe(open)
  })
  test('is open as long as it goes on, and closed when it is planned, over or called off', () => {
    const late = new Date('2026-12-03T15:00:00.000Z')
    expect(isDoorOpen({ ...times, status: 'under_way' }, 60, late)).toBe(true)
    for (const status of ['planned', 'held', 'published', 'cancelled'] as const)
      expect(isDoorOpen({ ...times, status }, 60, startsAt)).toBe(false)
  })
})

test('it is begun from an hour before on, also when somebody thinks of it late', () => {
  expect(mayBegin(times, 60, new Date('2026-12-03T09:59:59.999Z'))).toBe(false)
  expect(mayBegin(times, 60, new Date('2026-12-03T10:00:00.000Z'))).toBe(true)
  expect(mayBegin(times, 60, new Date('2026-12-04T10:00:00.000Z'))).toBe(true)
})

describe('what guests are told', () => {
  test('they are reminded the morning before, and not of a meeting announced after that', () => {
    expect(reminderOf(times, new Date('2026-12-01T00:00:00.000Z'))?.toISOString()).toBe(
      '2026-12-02T02:00:00.000Z',
    )
    expect(reminderOf(times, new Date('2026-12-02T02:00:00.000Z'))).toBeNull()
  })
  test('they are told of another hour or place, not of words', () => {
    const before = { ...times, place: '议事厅' }
    expect(isMoved(before, { ...before })).toBe(false)
    expect(isMoved(before, { ...before, place: '广场' })).toBe(true)
    expect(isMoved(before, { ...before, startsAt: new Date(startsAt.getTime() + 1) })).toBe(true)
    expect(isMoved(before, { ...before, endsAt: startsAt })).toBe(true)
  })
})

test('minutes say of every item what it came to, and of a decision what was decided', () => {
  const full = { outcome: 'agreed', decision: '建在 6 号楼北侧' } as const
  expect(minutesIssues('到会 18 人', [full, { outcome: 'heard', decision: '' }])).toEqual([])
  expect(
    minutesIssues(' ', [
      { outcome: null, decision: '' },
      { ...full, decision: ' ' },
    ]),
  ).toMatchObject([{ at: 'text' }, { at: 0 }, { at: 1 }])
})
