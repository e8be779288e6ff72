import { deskInput } from '../booking-hall'
import { body, type Act, type Journey, type Scene } from './walk'

const everyHour = Array.from({ length: 7 }, () => [{ from: 0, to: 1440 }])
/** So that what was booked in the morning lies outside. */
const evenings = Array.from({ length: 7 }, () => [{ from: 1_380, to: 1440 }])
/** Open day and night, and to be changed until the last moment: the fuzz lives at no office hours. */
const desk = {
  ...deskInput,
  serviceCodes: ['elder-card', 'mediation'],
  plan: { ...deskInput.plan, weekly: everyHour, closedOnHolidays: false },
  shares: { capacity: 20, walkIn: 0, elder: 0 },
  window: { leadMinutes: 0, horizonDays: 5, horizonUnit: 'days' },
  changeMinutes: 0,
}
/** A hall of its own each time, so that no other way calls its numbers. */
const openDesk: Act = [
  'community-staff',
  'bookings.openDesk',
  ({ caller, round }) => body({ ...desk, communityId: caller.communityId, name: `${round} 号窗口` }),
]
const deskId = ({ told }: Scene): string => String(told('bookings.openDesk', 'id'))
const hall = (scene: Scene) => ({ id: deskId(scene) })
const look: Act = ['resident', 'bookings.slots', (scene) => ({ deskId: deskId(scene), days: '5' })]
const slot = ({ told }: Scene, day: number, index: number): string =>
  String(told('bookings.slots', `days.${day}.slots.${index}.id`))

/** An act on what an earlier one made, in the version that one left and so many acts since. */
const on =
  (operation: string, since: number, more: (scene: Scene) => Record<string, unknown> = () => ({})) =>
  (scene: Scene) => ({
    id: String(scene.told(operation, 'id')),
    '': { version: Number(scene.told(operation, 'version')) + since, ...more(scene) },
  })
const book = (day: number, index: number, serviceCode: string): Act => [
  'resident',
  'bookings.book',
  (scene) => body({ slotId: slot(scene, day, index), serviceCode }),
]
const callNext: Act = ['community-staff', 'bookings.callNext', (scene) => ({ ...hall(scene), '': {} })]
const walkIn: Act = ['community-staff', 'bookings.walkIn', body({ serviceCode: 'elder-card', elder: false })]
const done = { outcome: 'papers_missing', missing: '一寸照片' }

const openRoom: Act = [
  'community-staff',
  'bookings.openDesk',
  ({ caller, round }) =>
    body({
      ...{ ...desk, communityId: caller.communityId, name: `活动室${round}`, kind: 'room', mostHeads: 30 },
      shares: { capacity: 1, walkIn: 0, elder: 0 },
    }),
]
/** On a day on which the demo has asked for nothing of the kind. */
const askForRoom = (day: number): Act => [
  'resident',
  'bookings.book',
  (scene) =>
    body({
      ...{ slotId: slot(scene, day, 7), serviceCode: 'mediation' },
      group: { purpose: '合唱队排练', heads: 12, organisation: '' },
    }),
]

/** A visit the next day and one a week later, at a desk that takes series. */
const visits: Act = [
  'community-staff',
  'bookings.openDesk',
  ({ caller, round }) =>
    body({
      ...{ ...desk, communityId: caller.communityId, name: `上门${round}`, mostVisits: 4 },
      ...{
        window: { leadMinutes: 0, horizonDays: 20, horizonUnit: 'days' },
        release: { walkIn: 60, elder: null },
      },
      pattern: { lengthMinutes: 60, bufferMinutes: 0 },
    }),
]
const fortnight: Act = ['resident', 'bookings.slots', (scene) => ({ deskId: deskId(scene), days: '10' })]
const weekly = { serviceCode: 'mediation', weeks: '1', visits: '2' }
const twoOf = (day: number, index: number) => (scene: Scene) => [
  slot(scene, day, index),
  slot(scene, day + 7, index),
]

/** Ways of bookings. */
export const bookingJourneys: readonly Journey[] = [
  [
    visits,
    fortnight,
    ['elder', 'series.plan', (scene) => ({ id: slot(scene, 1, 9), ...weekly })],
    [
      'elder',
      'series.ask',
      (scene) => body({ serviceCode: 'mediation', weeks: 1, slotIds: twoOf(1, 9)(scene) }),
    ],
    [
      'elder',
      'bookings.cancel',
      ({ told }) => ({ id: told('series.ask', 'items.0.id'), '': { version: 1, rest: true } }),
    ],
  ],
  [
    visits,
    fortnight,
    [
      'community-staff',
      'people.create',
      ({ round, home }) =>
        body({
          ...{ name: `上门${round}`, phone: null, birthDate: '1948-05-06', roomId: home, livesIn: true },
          ...{ relation: 'tenant', basis: 'door_visit' },
        }),
    ],
    [
      'community-staff',
      'series.planFor',
      (scene) => ({ id: slot(scene, 2, 9), ...weekly, personId: scene.told('people.create', 'id') }),
    ],
    [
      'community-staff',
      'series.askFor',
      (scene) =>
        body({
          ...{ serviceCode: 'mediation', weeks: 1, slotIds: twoOf(2, 9)(scene) },
          personId: scene.told('people.create', 'id'),
        }),
    ],
    [
      'community-staff',
      'bookings.cancelFor',
      ({ told }) => ({ id: told('series.askFor', 'items.0.id'), '': { version: 1, rest: true } }),
    ],
  ],
  [
    openRoom,
    look,
    askForRoom(4),
    ['community-staff', 'bookings.requests', hall],
    ['community-staff', 'bookings.refuse', on('bookings.book', 0, () => ({ reason: '当晚要开居民会议' }))],
  ],
  [
    openRoom,
    look,
    askForRoom(1),
    [
      'community-staff',
      'bookings.moveFor',
      on('bookings.book', 0, (scene) => ({ slotId: slot(scene, 1, 9) })),
    ],
    ['community-staff', 'bookings.approve', on('bookings.book', 1)],
    ['resident', 'bookings.move', on('bookings.book', 2, (scene) => ({ slotId: slot(scene, 1, 11) }))],
    ['resident', 'bookings.cancel', on('bookings.book', 3)],
  ],
  [
    openDesk,
    look,
    ['elder', 'holds.take', (scene) => ({ id: slot(scene, 3, 10), '': { serviceCode: 'mediation' } })],
    ['elder', 'holds.release', { '': {} }],
    ['elder', 'holds.take', (scene) => ({ id: slot(scene, 3, 11), '': { serviceCode: 'mediation' } })],
    [
      'elder',
      'bookings.book',
      (scene) =>
        body({
          ...{ slotId: slot(scene, 3, 11), serviceCode: 'mediation' },
          ...{ holdId: scene.told('holds.take', 'id'), answers: [] },
        }),
    ],
    ['elder', 'bookings.answer', on('bookings.book', 0, () => ({ answers: [] }))],
    ['elder', 'bookings.cancel', on('bookings.book', 1)],
  ],
  [
    openDesk,
    [
      'community-admin',
      'bookings.changeDesk',
      (scene) => ({ ...hall(scene), '': { ...desk, name: '改过的窗口', version: 1, active: true } }),
    ],
    [
      'community-admin',
      'bookings.previewDesk',
      (scene) => ({ ...hall(scene), '': { ...desk, version: 2, active: true } }),
    ],
    ['community-staff', 'bookings.outside', hall],
    ['community-staff', 'bookings.load', hall],
    ['resident', 'bookings.renewFeed'],
    ['resident', 'bookings.feed'],
    look,
    book(3, 20, 'elder-card'),
    ['resident', 'bookings.get', ({ told }) => ({ id: told('bookings.book', 'id') })],
    ['resident', 'bookings.move', on('bookings.book', 0, (scene) => ({ slotId: slot(scene, 4, 20) }))],
    ['resident', 'bookings.cancel', on('bookings.book', 1)],
  ],
  [
    openDesk,
    look,
    book(0, 0, 'elder-card'),
    ['community-staff', 'bookings.day', hall],
    [
      'resident',
      'bookings.checkIn',
      on('bookings.book', 0, ({ told }) => ({ hallCode: told('bookings.day', 'hallCode') })),
    ],
    callNext,
    ['community-staff', 'bookings.finish', on('bookings.book', 2, () => done)],
    ['resident', 'bookings.rate', on('bookings.book', 3, () => ({ score: 5, comment: '' }))],
  ],
  [
    openDesk,
    look,
    book(2, 40, 'elder-card'),
    [
      'community-staff',
      'bookings.changeDesk',
      (scene) => ({
        ...hall(scene),
        '': { ...desk, name: '下午窗口', version: 1, active: true, plan: { ...desk.plan, weekly: evenings } },
      }),
    ],
    [
      'community-staff',
      'bookings.offerTimes',
      (scene) => ({ ...hall(scene), '': { bookingIds: [scene.told('bookings.book', 'id')] } }),
    ],
    'effects',
    ['resident', 'bookings.otherTime', on('bookings.book', 1, () => ({ agrees: true }))],
    ['resident', 'bookings.cancel', on('bookings.book', 2)],
  ],
  [
    openDesk,
    look,
    book(0, 2, 'elder-card'),
    ['community-staff', 'bookings.admit', on('bookings.book', 0)],
    ['resident', 'bookings.leave', on('bookings.book', 1)],
  ],
  [
    openDesk,
    walkIn,
    openDesk,
    [
      'community-staff',
      'bookings.transfer',
      on('bookings.walkIn', 0, (scene) => ({ deskId: deskId(scene) })),
    ],
    callNext,
    ['resident', 'bookings.screen', hall],
    ['community-staff', 'bookings.skip', on('bookings.walkIn', 2)],
    ['community-staff', 'bookings.recall', on('bookings.walkIn', 3)],
    ['community-staff', 'bookings.skip', on('bookings.walkIn', 4)],
    ['community-staff', 'bookings.miss', on('bookings.walkIn', 5)],
    ['community-admin', 'bookings.pardon', on('bookings.walkIn', 6)],
  ],
  [
    openDesk,
    look,
    [
      'community-staff',
      'people.create',
      ({ round, home }) =>
        body({
          ...{ name: `来电${round}`, phone: null, birthDate: '1950-05-06', roomId: home, livesIn: true },
          ...{ relation: 'tenant', basis: 'door_visit' },
        }),
    ],
    [
      'community-staff',
      'bookings.bookFor',
      (scene) =>
        body({
          ...{ slotId: slot(scene, 1, 20), serviceCode: 'elder-card' },
          personId: scene.told('people.create', 'id'),
        }),
    ],
  ],
  [
    [
      'community-staff',
      'bookings.openDesk',
      ({ caller, round }) =>
        body({
          ...{ ...desk, communityId: caller.communityId, name: `小窗口${round}` },
          shares: { capacity: 1, walkIn: 0, elder: 0 },
        }),
    ],
    look,
    ['elder', 'bookings.book', (scene) => body({ slotId: slot(scene, 2, 30), serviceCode: 'mediation' })],
    ['resident', 'waits.join', (scene) => ({ id: slot(scene, 2, 30), '': { serviceCode: 'mediation' } })],
    ['resident', 'waits.mine'],
    ['elder', 'bookings.cancel', on('bookings.book', 0)],
    'effects',
    ['resident', 'waits.accept', on('waits.join', 1)],
    ['elder', 'waits.join', (scene) => ({ id: slot(scene, 2, 30), '': { serviceCode: 'mediation' } })],
    ['elder', 'waits.leave', on('waits.join', 0)],
    ['resident', 'bookings.cancel', on('waits.accept', 0)],
  ],
  [
    ['resident', 'services.get', ({ caller }) => ({ code: 'volunteering', communityId: caller.communityId })],
    [
      'community-admin',
      'services.change',
      ({ caller, told }) => ({
        code: 'volunteering',
        '': {
          ...{ communityId: caller.communityId, version: told('services.get', 'version') },
          ...{ label: '志愿者注册、服务证明', group: 'community', offered: true, words: ['志愿者'] },
          ...{ materials: [{ name: '身份证', need: 'required' }], limit: null, acting: 'self' },
          ...{ condition: '', fee: '不收费' },
        },
      }),
    ],
  ],
]
