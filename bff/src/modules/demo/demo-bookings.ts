import type { BookingOutcome } from '@linli/shared/bookings/bookings.machine'
import type { DeskInput } from '@linli/shared/bookings/desks.schema'
import type { ServiceGuideInput } from '@linli/shared/services/services.schema'
import { addDays, dayOf, instantOf, type IsoDay } from '@linli/shared/time'
import type { Deps } from '../../deps'
import type { Actor } from '../../platform/actor'
import type { ServiceGuide } from '../services/services.service'
import type { DemoCast } from './demo-cast'
import { demoFormIds } from './demo-forms'
import { createOfficeDays, createStoryClock, type StoryClock } from './demo-time'
import type { DemoTree } from './demo-tree'

const MINUTE_MS = 60_000
const MORNING = 9 * 60
const AFTERNOON = 13 * 60 + 30
/** Desks were set up so many working days ago: the past bookings lie in their times. */
const OPENED_BACK = 6

const office = [
  { from: MORNING, to: 12 * 60 },
  { from: AFTERNOON, to: 17 * 60 },
]
const weekdays = (hours: DeskInput['plan']['weekly'][number]) => [[], hours, hours, hours, hours, hours, []]

const desk = (
  name: string,
  place: string,
  serviceCodes: string[],
  more: Partial<
    Pick<
      DeskInput,
      'needs' | 'pattern' | 'shares' | 'kind' | 'mostHeads' | 'mostVisits' | 'release' | 'window'
    >
  > & {
    hours?: typeof office
  } = {},
): DeskInput => ({
  ...{ name, place, serviceCodes },
  plan: {
    weekly: weekdays(more.hours ?? office),
    ...{ closedOnHolidays: true, makeupAs: 1, exceptions: [] },
  },
  pattern: more.pattern ?? { lengthMinutes: 30, bufferMinutes: 0 },
  shares: more.shares ?? { capacity: 4, walkIn: 1, elder: 1 },
  window: more.window ?? { leadMinutes: 60, horizonDays: 10, horizonUnit: 'workdays' },
  changeMinutes: 120,
  mostVisits: more.mostVisits ?? null,
  ...(more.release && { release: more.release }),
  ...(more.needs && { needs: more.needs }),
  ...(more.kind && { kind: more.kind, mostHeads: more.mostHeads ?? null }),
})

/** An item the starting set does not have. */
const ROOM = 'own-room'
const VISIT = 'own-visit'
const ESCORT = 'own-escort'

const allDay = { pattern: { lengthMinutes: 30, bufferMinutes: 0 } }
const sixWeeks = { leadMinutes: 0, horizonDays: 42, horizonUnit: 'days' } as const

/** What several desks share: nobody books it by itself. */
const means = {
  helpers: desk('助老员', '青禾社区服务站', [], {
    ...{ kind: 'means', ...allDay, window: sixWeeks },
    shares: { capacity: 3, walkIn: 0, elder: 0 },
  }),
  car: desk('无障碍面包车', '青禾社区服务站院内', [], {
    ...{ kind: 'means', ...allDay, window: sixWeeks },
    shares: { capacity: 1, walkIn: 0, elder: 0 },
  }),
} satisfies Record<string, DeskInput>

/** How many of the shared means one booking of a desk takes. */
const needs: Partial<Record<keyof typeof desks, Partial<Record<keyof typeof means, number>>>> = {
  visits: { helpers: 1 },
  escort: { helpers: 1, car: 1 },
}

const desks = {
  general: desk('1 号窗口', '青禾社区服务站一楼', [
    ...['residence-permit', 'temporary-residence', 'residence-statement', 'resident-insurance'],
    ...['medical-refund', 'birth-registration', 'childcare-subsidy', 'unemployment-registration'],
    ...['dog-licence', 'renovation-notice', 'volunteering', 'public-rental'],
  ]),
  elders: desk('2 号窗口（养老助残）', '青禾社区服务站一楼', [
    ...['elder-card', 'longevity-allowance', 'resident-pension', 'home-adaptation', 'home-care'],
    ...['disability-allowance', 'disability-card', 'minimum-living', 'temporary-relief', 'low-income'],
  ]),
  visits: desk('上门探望', '到您家里', [VISIT], {
    kind: 'visit',
    hours: [{ from: AFTERNOON, to: 17 * 60 }],
    pattern: { lengthMinutes: 60, bufferMinutes: 15 },
    shares: { capacity: 2, walkIn: 0, elder: 0 },
    window: { leadMinutes: 1_440, horizonDays: 42, horizonUnit: 'days' },
    mostVisits: 6,
  }),
  escort: desk('陪同看病', '车到您家楼下接', [ESCORT], {
    kind: 'visit',
    pattern: { lengthMinutes: 90, bufferMinutes: 0 },
    shares: { capacity: 2, walkIn: 0, elder: 0 },
    window: { leadMinutes: 1_440, horizonDays: 14, horizonUnit: 'days' },
  }),
  mediation: desk('调解室', '青禾社区服务站二楼', ['mediation', 'legal-aid'], {
    hours: [{ from: AFTERNOON, to: 17 * 60 }],
    pattern: { lengthMinutes: 60, bufferMinutes: 15 },
    shares: { capacity: 1, walkIn: 0, elder: 0 },
  }),
  room: desk('二楼活动室', '青禾社区服务站二楼', [ROOM], {
    ...{ kind: 'room', mostHeads: 40, hours: [{ from: MORNING, to: 21 * 60 }] },
    pattern: { lengthMinutes: 120, bufferMinutes: 0 },
    shares: { capacity: 1, walkIn: 0, elder: 0 },
  }),
} satisfies Record<string, DeskInput>

/** What this community has written into its catalogue. */
const guides: readonly { code: string; guide: Partial<ServiceGuideInput> }[] = [
  {
    code: ROOM,
    guide: {
      limits: { person: 2, home: 2, homeDay: 1 },
      ...{ label: '借用活动室', group: 'community', words: ['活动室', '会议室', '场地'] },
      ...{ acting: 'anyone', condition: '居民和社区的队伍都可以借，不做经营活动' },
    },
  },
  {
    code: VISIT,
    guide: {
      ...{ label: '上门探望长辈', group: 'elders', words: ['上门', '探望', '量血压'] },
      ...{ acting: 'family', condition: '六十岁以上、出门不方便的居民' },
    },
  },
  {
    code: ESCORT,
    guide: {
      ...{ label: '陪同长辈看病', group: 'elders', words: ['陪诊', '看病', '医院', '接送'] },
      ...{ acting: 'family', condition: '六十岁以上、看病没有人陪的居民；助老员陪同，面包车接送' },
    },
  },
  {
    code: 'dog-licence',
    guide: {},
  },
  {
    code: 'home-adaptation',
    guide: {
      questions: [
        {
          id: 'q1',
          kind: 'choice',
          label: '想先改哪里',
          required: true,
          options: ['卫生间', '卧室', '门口台阶'],
        },
        { id: 'q2', kind: 'text', label: '家里有几位老人，走路方便吗', required: true, options: [] },
        { id: 'q3', kind: 'photo', label: '想改的地方的照片', required: false, options: [] },
      ],
    },
  },
]

const zhichun = desk('1 号窗口', '知春社区服务站', [
  ...['residence-permit', 'resident-insurance', 'elder-card', 'longevity-allowance', 'mediation'],
])

/** What is kept of a guide that is changed in part. */
const guideFacts = ({
  label,
  group,
  offered,
  words,
  materials,
  limit,
  acting,
  condition,
  fee,
}: ServiceGuide) => ({
  ...{ label, group, offered, words, acting, condition, fee },
  materials: materials.map(({ name, need }) => ({ name, need })),
  limit: limit && { ...limit },
})

/** What lies behind: so many working days back, at the n-th time of the day, and how it ended. */
const past: readonly {
  back: number
  time: number
  desk: keyof typeof desks
  code: string
  end: BookingOutcome | 'missed' | 'cancelled'
  missing?: string
  score?: number
}[] = [
  { back: 3, time: 0, desk: 'general', code: 'residence-permit', end: 'done', score: 5 },
  { back: 3, time: 2, desk: 'elders', code: 'elder-card', end: 'missed' },
  { back: 2, time: 1, desk: 'general', code: 'resident-insurance', end: 'cancelled' },
  {
    ...{ back: 2, time: 3, desk: 'elders', code: 'disability-allowance', end: 'papers_missing' },
    missing: '残疾人证复印件；户口簿本人页。银行卡可以下次再带',
  },
  { back: 1, time: 0, desk: 'general', code: 'dog-licence', end: 'done', score: 4 },
]

/** Who came to the elders' counter today without a booking: minutes ago. */
const today = [
  { came: 75, served: [70, 61], code: 'longevity-allowance', elder: true },
  { came: 66, served: [60, 48], code: 'elder-card', elder: false },
  { came: 52, served: [47, 33], code: 'temporary-relief', elder: false },
  { came: 30, served: [12], code: 'home-care', elder: true },
  { came: 18, served: [], code: 'disability-card', elder: false },
  { came: 11, served: [], code: 'elder-card', elder: false },
  { came: 5, served: [], code: 'longevity-allowance', elder: true },
] as const

/**
 * Desks with their times for the coming two weeks, bookings in every state, and a queue at the elders' counter today.
 * Told through the features themselves, by a clock that is wound on.
 */
export async function tellOfBookings(deps: Deps, tree: DemoTree, cast: DemoCast): Promise<void> {
  const now = deps.clock.now()
  const days = createOfficeDays(now)
  const clock = createStoryClock(days.at(OPENED_BACK, MORNING))
  const { services } = deps.at(clock)
  const { bookings, series, times, desks: setUp, hall } = services.bookings
  const staff = cast.staff('陈立新')
  const communityId = tree.community('青禾社区')
  const ids = new Map<string, string>()
  for (const { code, guide } of guides) {
    const known = await services.guides.guide(communityId, code)
    const head = cast.staff('赵国强')
    await services.guides.change(head, code, {
      ...{
        communityId,
        version: known?.version ?? 0,
        label: '',
        group: 'community',
        offered: true,
        words: [],
      },
      ...{ materials: [], limit: null, acting: 'family', condition: '', fee: '不收费', questions: [] },
      ...(known && { ...guideFacts(known) }),
      ...guide,
      formIds: await demoFormIds({ services }, head, code),
    })
  }
  for (const [key, input] of Object.entries(means))
    ids.set(key, (await setUp.open(staff, communityId, input)).id)
  for (const [key, input] of Object.entries(desks)) {
    const wanted = Object.entries(needs[key as keyof typeof desks] ?? {})
    const besides = wanted.map(([name, count]) => ({ deskId: ids.get(name) ?? '', count }))
    ids.set(key, (await setUp.open(staff, communityId, { ...input, needs: besides })).id)
  }
  await setUp.open(cast.staff('许文'), tree.community('知春社区'), zhichun)
  const idOf = (key: keyof typeof desks): string => ids.get(key) ?? ''
  const others = cast
    .residents(communityId)
    .map(({ actor }) => actor)
    .filter(({ accountId }) => accountId !== cast.resident('周玉兰').actor.accountId)

  /** A time of a day as it is offered at the moment of the story; null on a day off. */
  async function timeOf(deskId: string, day: IsoDay, index: number) {
    const { days: shown } = await times.slots({ deskId, from: day, days: 1 })
    const [first] = shown
    return first?.day === day ? (first.slots[index] ?? null) : null
  }

  async function book(who: Actor, key: keyof typeof desks, code: string, day: IsoDay, index: number) {
    const time = await timeOf(idOf(key), day, index)
    if (!time) return null
    const booked = await bookings.book(who, { slotId: time.id, serviceCode: code })
    return { id: booked.id, startsAt: new Date(time.startsAt) }
  }

  for (const [index, story] of past.entries()) {
    const who = others[index]
    if (!who) continue
    clock.set(days.at(story.back + 1, MORNING + index))
    const day = dayOf(days.at(story.back, MORNING))
    const made = await book(who, story.desk, story.code, day, story.time)
    if (!made) continue
    const { id, startsAt } = made
    const later = (minutes: number) => clock.set(new Date(startsAt.getTime() + minutes * MINUTE_MS))
    if (story.end === 'cancelled') {
      await bookings.cancel(who, id, { version: 1 })
      continue
    }
    if (story.end === 'missed') {
      later(40)
      await hall.miss(staff, id, 1)
      continue
    }
    later(-8)
    await hall.admit(staff, id, 1)
    later(3)
    await hall.callNext(staff, idOf(story.desk))
    later(16)
    await hall.finish(staff, id, { version: 3, outcome: story.end, missing: story.missing ?? '' })
    if (story.score !== undefined)
      await bookings.rate(who, id, { version: 4, score: story.score, comment: '' })
  }

  // Those who come are asked for first: the day before, while today's times are still offered.
  clock.set(days.at(0, MORNING))
  const firstDay = dayOf(now)
  for (const [index, [key, code]] of (
    [
      ['elders', 'elder-card'],
      ['elders', 'resident-pension'],
      ['general', 'residence-statement'],
    ] as const
  ).entries()) {
    const who = others[past.length + index]
    if (who) await book(who, key, code, firstDay, 8 + index)
  }

  clock.set(now)
  await setUp.makeAhead()
  await book(cast.resident('周玉兰').actor, 'general', 'resident-insurance', nextOpen(now, 1), 2)
  await askForRoom()
  await book(cast.resident('周玉兰').actor, 'mediation', 'mediation', nextOpen(now, 3), 1)
  await book(cast.resident('吴桂英').actor, 'elders', 'longevity-allowance', nextOpen(now, 2), 1)
  await askForVisits()
  const driven = others.at(-2)
  if (driven) await book(driven, 'escort', ESCORT, nextOpen(now, 2), 1)
  await tellOfTheQueue(clock, now)

  /** Somebody comes to an elder every week; a week in which that cannot be is left out. */
  async function askForVisits(): Promise<void> {
    const who = cast.resident('吴桂英').actor
    const time = await timeOf(idOf('visits'), nextOpen(now, 3), 0)
    if (!time) return
    const wish = { serviceCode: VISIT, weeks: 1 as const }
    const { visits } = await series.plan(who, time.id, { ...wish, visits: 4 })
    const slotIds = visits.flatMap((visit) => visit.time?.slotId ?? [])
    if (slotIds.length > 1) await series.ask(who, { ...wish, slotIds })
  }

  /** A neighbour asks for the room, and nobody has answered yet. */
  async function askForRoom(): Promise<void> {
    const who = others.at(-1)
    const time = await timeOf(idOf('room'), nextOpen(now, 2), 4)
    if (!who || !time) return
    await bookings.book(who, {
      ...{ slotId: time.id, serviceCode: ROOM },
      group: { purpose: '合唱队排练，迎新年演出', heads: 18, organisation: '青禾合唱队' },
    })
  }

  /** A weekday so many weekdays ahead; on a holiday the desk offers nothing, and nothing is told. */
  function nextOpen(from: Date, ahead: number): IsoDay {
    let day = dayOf(from)
    for (let left = ahead; left > 0;) {
      day = addDays(day, 1)
      const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
      if (weekday !== 0 && weekday !== 6) left -= 1
    }
    return day
  }

  async function tellOfTheQueue(at: StoryClock, until: Date): Promise<void> {
    const midnight = instantOf(dayOf(until)).getTime()
    const ago = (minutes: number): void => {
      at.set(new Date(Math.max(until.getTime() - minutes * MINUTE_MS, midnight + (90 - minutes) * 1_000)))
    }
    for (const { came, served, code, elder } of today) {
      ago(came)
      const { id } = await hall.walkIn(staff, idOf('elders'), { serviceCode: code, elder })
      const [called, done] = served
      if (called === undefined) continue
      ago(called)
      await hall.callNext(staff, idOf('elders'))
      if (done === undefined) continue
      ago(done)
      await hall.finish(staff, id, { version: 2, outcome: 'done', missing: '' })
    }
    at.set(until)
  }
}
