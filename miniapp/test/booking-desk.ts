import type { BookingView } from '@linli/shared/bookings/bookings.schema'
import type { DeskDayBoardView } from '@linli/shared/bookings/hall.schema'
import type { DeskView } from '@linli/shared/bookings/desks.schema'
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

/** The item of a desk that is gone to week after week. */
export const VISITING = 'destitute-support'

/** A desk of its own for that, open every day and two months ahead. */
export async function openVisits(call: DemoServer['call']): Promise<DeskView> {
  const { community } = await call<{ community: { id: string } }>('community-staff', 'GET', '/session')
  return call('community-staff', 'POST', '/staff/desks', {
    ...{ communityId: community.id, name: '上门窗口', place: '到家里', serviceCodes: [VISITING] },
    plan: { ...always, closedOnHolidays: false, makeupAs: null, exceptions: [] },
    pattern: { lengthMinutes: 480, bufferMinutes: 0 },
    shares: { capacity: 2, walkIn: 0, elder: 0 },
    window: { leadMinutes: 0, horizonDays: 40, horizonUnit: 'days' },
    ...{ changeMinutes: 0, mostVisits: 5 },
  })
}

/** Three rooms of one desk, each called differently, to be asked for at any hour. */
export async function openRooms(call: DemoServer['call']): Promise<DeskView> {
  const { community } = await call<{ community: { id: string } }>('community-staff', 'GET', '/session')
  return call('community-staff', 'POST', '/staff/desks', {
    ...{ communityId: community.id, name: '三楼教室', place: '社区服务站三楼', serviceCodes: ['own-room'] },
    ...{ kind: 'room', mostHeads: 20, rooms: [{ name: '301 室' }, { name: '302 室' }, { name: '303 室' }] },
    plan: { ...always, closedOnHolidays: false, makeupAs: null, exceptions: [] },
    pattern: { lengthMinutes: 60, bufferMinutes: 0 },
    shares: { capacity: 3, walkIn: 0, elder: 0 },
    window: { leadMinutes: 0, horizonDays: 5, horizonUnit: 'days' },
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
  const { desks: _, code: __, forms: ___, ...facts } = guide
  await call('community-admin', 'PUT', `/services/${ASKING}`, {
    ...{ ...facts, communityId: community.id },
    questions: [
      { id: 'q1', kind: 'text', label: '原来在哪里上班', required: true, options: [] },
      { id: 'q2', kind: 'choice', label: '第一次办还是续办', required: true, options: ['第一次', '续办'] },
    ],
  })
}

/** The item of a desk with one seat a day. */
export const FULL = 'household-cancellation'

/** That desk with its one seat taken by the elder, and the page on which it is waited for. */
export async function fullTime(
  call: DemoServer['call'],
): Promise<{ readonly address: string; readonly booking: BookingView }> {
  const { community } = await call<{ community: { id: string } }>('community-staff', 'GET', '/session')
  const desk = await call<DeskView>('community-staff', 'POST', '/staff/desks', {
    ...{ communityId: community.id, name: '一人窗口', place: '社区服务站二楼', serviceCodes: [FULL] },
    plan: {
      weekly: Array.from({ length: 7 }, () => [{ from: 840, to: 900 }]),
      ...{ closedOnHolidays: false, makeupAs: null, exceptions: [] },
    },
    pattern: { lengthMinutes: 60, bufferMinutes: 0 },
    shares: { capacity: 1, walkIn: 0, elder: 0 },
    window: { leadMinutes: 0, horizonDays: 1, horizonUnit: 'days' },
    changeMinutes: 0,
  })
  const { days } = await call<{ days: readonly { slots: readonly { id: string }[] }[] }>(
    'elder',
    'GET',
    `/slots?deskId=${desk.id}&days=1`,
  )
  const slotId = days[0]?.slots[0]?.id ?? ''
  const booking = await call<BookingView>('elder', 'POST', '/bookings', { slotId, serviceCode: FULL })
  return { address: `/packages/bookings/slot?code=${FULL}`, booking }
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
