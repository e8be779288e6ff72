import type { Answer, Client } from './http-client'
import { communityA } from './personas'
import type { TestApp } from './test-app'

const office = [
  { from: 540, to: 720 },
  { from: 810, to: 1020 },
]

/** A desk as staff would set it up; the tests change what they look at. */
export const deskInput = {
  name: '1 号窗口',
  place: '社区服务站一楼',
  serviceCodes: ['elder-card', 'mediation'],
  plan: {
    weekly: [[], office, office, office, office, office, []],
    closedOnHolidays: true,
    makeupAs: 1,
    exceptions: [],
  },
  pattern: { lengthMinutes: 30, bufferMinutes: 0 },
  shares: { capacity: 2, walkIn: 0, elder: 0 },
  window: { leadMinutes: 60, horizonDays: 5, horizonUnit: 'workdays' },
  changeMinutes: 120,
} as const

export async function openDesk(app: TestApp, changes: Record<string, unknown> = {}): Promise<string> {
  const answer = await app
    .as('staff')
    .post('/staff/desks', { communityId: communityA, ...deskInput, ...changes })
  if (answer.status !== 201) throw new Error(`no desk: ${answer.text}`)
  return String(answer.body['id'])
}

/** Ids of the slots of one day, in order. */
export async function slotsOn(app: TestApp, deskId: string, day: string): Promise<string[]> {
  const { body } = await app.visitor.get(`/slots?deskId=${deskId}&from=${day}&days=1`)
  const [first] = body['days'] as { slots: { id: string }[] }[]
  return (first?.slots ?? []).map(({ id }) => id)
}

export const book = (
  who: Client,
  slotId: string,
  more: Record<string, unknown> = {},
  idempotencyKey?: string,
): Promise<Answer> =>
  who.post(
    '/bookings',
    { slotId, serviceCode: 'elder-card', ...more },
    idempotencyKey === undefined ? {} : { idempotencyKey },
  )

export async function booked(who: Client, slotId: string): Promise<Record<string, unknown> & { id: string }> {
  const answer = await book(who, slotId)
  if (answer.status !== 201) throw new Error(`not booked: ${answer.text}`)
  return { ...answer.body, id: String(answer.body['id']) }
}

/** A guide as it was read, as a client sends it back to change it: the forms it does not name stay. */
export function guideInput(read: Record<string, unknown>): Record<string, unknown> {
  const { desks: _desks, code: _code, forms: _forms, ...guide } = read
  return { ...guide, communityId: communityA }
}
