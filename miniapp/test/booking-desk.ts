import type { BookingView, DeskDayBoardView, DeskView } from '@linli/shared/bookings/bookings.schema'
import { addDays, dayOf } from '@linli/shared/time'
import type { DemoServer } from './server'

/** A desk that is open round the clock, so that what is tested does not hang on the hour or the day of the week. */
export const DESK = '全天窗口'
/** Items that no desk of the demo takes; each test books another one. */
const serviceCodes = [
  'only-child',
  'remote-treatment',
  'maternity-allowance',
  'veteran-record',
  'job-hardship',
  'unemployment-benefit',
]
const always = { weekly: Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }]) }

/** Sets the desk up as the office does. */
export async function openDesk(call: DemoServer['call']): Promise<DeskView> {
  const { community } = await call<{ community: { id: string } }>('community-staff', 'GET', '/session')
  return call('community-staff', 'POST', '/staff/desks', {
    ...{ communityId: community.id, name: DESK, place: '社区服务站一楼', serviceCodes },
    plan: { ...always, closedOnHolidays: false, makeupAs: null, exceptions: [] },
    pattern: { lengthMinutes: 10, bufferMinutes: 0 },
    shares: { capacity: 4, walkIn: 0, elder: 1 },
    window: { leadMinutes: 0, horizonDays: 1, horizonUnit: 'days' },
    changeMinutes: 0,
  })
}

/** The item of that desk which asks something when it is booked. */
export const ASKING = 'unemployment-benefit'

export async function askQuestions(call: DemoServer['call']): Promise<void> {
  const { community } = await call<{ community: { id: string } }>('community-admin', 'GET', '/session')
  const guide = await call<Record<string, unknown>>(
    'community-admin',
    'GET',
    `/services/${ASKING}?communityId=${community.id}`,
  )
  const { desks: _, code: __, ...facts } = guide
  await call('community-admin', 'PUT', `/services/${ASKING}`, {
    ...{ ...facts, communityId: community.id },
    questions: [
      { id: 'q1', kind: 'text', label: '原来在哪里上班', required: true, options: [] },
      { id: 'q2', kind: 'choice', label: '第一次办还是续办', required: true, options: ['第一次', '续办'] },
    ],
  })
}

/** A booking at that desk: for the next time of today, or for tomorrow. */
export async function bookAt(
  call: DemoServer['call'],
  who: string,
  { id }: DeskView,
  serviceCode: string,
  daysAhead: 0 | 1,
): Promise<BookingView> {
  const from = addDays(dayOf(new Date()), daysAhead)
  const { days } = await call<{ days: readonly { slots: readonly { id: string; left: number }[] }[] }>(
    who,
    'GET',
    `/slots?deskId=${id}&from=${from}&days=1`,
  )
  // Not the very next one: that is what a page takes that is led by hand.
  const slot = days[0]?.slots.filter(({ left }) => left > 0)[1 - daysAhead]
  if (slot === undefined) throw new Error(`The desk has no free time on ${from}`)
  return call(who, 'POST', '/bookings', { slotId: slot.id, serviceCode })
}

export const dayOfDesk = (call: DemoServer['call'], { id }: DeskView) =>
  call<DeskDayBoardView>('community-staff', 'GET', `/staff/desks/${id}/day`)
