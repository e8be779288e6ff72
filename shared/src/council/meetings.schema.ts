import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, idParams, isoTime, page, pageQuery, text, version } from '../scalars.schema'
import {
  attendanceWays,
  DOOR_DIGITS,
  meetingFilters,
  meetingOutcomes,
  MOST_ITEMS,
  MOST_NAMED,
} from './meetings.kinds'
import { meetingStatuses } from './meetings.machine'
import type { meetingRoutes } from './meetings.routes'

const itemDraft = z.strictObject({
  /** Of an item that is there already; a new one has none. */
  id: z.nullable(id),
  title: text(80, 2),
  /** What it is about: a topic or a poll of the community, or neither. */
  topicId: z.nullable(id),
  pollId: z.nullable(id),
})

const audience = z.strictObject({
  /** Who was named for the latest representatives' poll. */
  representatives: z.boolean(),
  /** Who stands behind the topics of the agenda. */
  supporters: z.boolean(),
  personIds: z.array(id).check(z.maxLength(MOST_NAMED, `最多点名 ${MOST_NAMED} 人`)),
})

const draft = z.strictObject({
  title: text(60, 4),
  about: text(1000, 0),
  place: text(60, 2),
  startsAt: isoTime,
  endsAt: isoTime,
  /** Read without sign-in, minutes included. */
  isPublic: z.boolean(),
  items: z
    .array(itemDraft)
    .check(z.minLength(1, '议程至少写一项'), z.maxLength(MOST_ITEMS, `议程最多 ${MOST_ITEMS} 项`)),
  audience,
})
export type MeetingDraft = z.infer<typeof draft>

const line = z.object({
  id,
  title: z.string(),
  status: z.enum(meetingStatuses),
  statusLabel: z.string(),
  place: z.string(),
  startsAt: isoTime,
  endsAt: isoTime,
  isPublic: z.boolean(),
  /** The caller is invited; what the caller answered, and whether the caller was there. */
  invited: z.boolean(),
  coming: z.nullable(z.boolean()),
  came: z.boolean(),
})
export type MeetingItemView = z.infer<typeof line>

const agendaItem = z.object({
  id,
  title: z.string(),
  topicId: z.nullable(id),
  pollId: z.nullable(id),
  /** Title of what it points to, as it was then. */
  linked: z.nullable(z.string()),
  /** Null until the minutes are published; the desk reads its draft. */
  outcome: z.nullable(z.enum(meetingOutcomes)),
  outcomeLabel: z.nullable(z.string()),
  decision: z.string(),
})
export type AgendaItemView = z.infer<typeof agendaItem>

const figures = z.object({
  invited: z.number(),
  coming: z.number(),
  notComing: z.number(),
  came: z.number(),
})
export type MeetingFigures = z.infer<typeof figures>

const signedText = z.object({ text: z.string(), by: z.string(), at: isoTime })

const meeting = z
  .extend(line, {
    communityId: id,
    about: z.string(),
    items: z.array(agendaItem),
    cancelReason: z.nullable(z.string()),
    /** Published minutes, and how many were there. */
    minutes: z.nullable(signedText),
    cameCount: z.nullable(z.number()),
    abilities: z.object({ answer: z.boolean(), attend: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'Meeting' })
export type MeetingView = z.infer<typeof meeting>

const deskMeeting = z
  .extend(line, {
    version,
    communityId: id,
    about: z.string(),
    items: z.array(agendaItem),
    audience,
    figures,
    cancelReason: z.nullable(z.string()),
    /** The draft, or what was published. */
    minutes: z.nullable(signedText),
    publishedAt: z.nullable(isoTime),
    abilities: z.object({
      change: z.boolean(),
      invite: z.boolean(),
      cancel: z.boolean(),
      begin: z.boolean(),
      end: z.boolean(),
      tick: z.boolean(),
      write: z.boolean(),
      publish: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'DeskMeeting' })
export type DeskMeetingView = z.infer<typeof deskMeeting>

const guest = z.object({
  personId: id,
  /** `周**，锦和苑 3 号楼 2 单元业主` */
  label: z.string(),
  invited: z.boolean(),
  coming: z.nullable(z.boolean()),
  via: z.nullable(z.enum(attendanceWays)),
  cameAt: z.nullable(isoTime),
})
export type MeetingGuestView = z.infer<typeof guest>

const minutesDraft = z.strictObject({
  version,
  text: text(5000, 0),
  items: z
    .array(
      z.strictObject({
        id,
        outcome: z.nullable(z.enum(meetingOutcomes)),
        decision: text(500, 0),
      }),
    )
    .check(z.maxLength(MOST_ITEMS)),
})
export type MinutesDraft = z.infer<typeof minutesDraft>

const startsAt = '2026-12-03T11:00:00.000Z'
const endsAt = '2026-12-03T12:30:00.000Z'
const sampleLine = {
  id: 'mtg_1BoxkVZLBjFjeN8D7r',
  title: '充电车棚议事会',
  status: 'invited',
  statusLabel: '已通知',
  place: '社区服务中心二楼议事厅',
  ...{ startsAt, endsAt, isPublic: true, invited: true, coming: null, came: false },
} as const
const sampleItem = {
  id: 'agi_1BoxkVZLBjFjeN8D7r',
  title: '车棚建在哪里',
  topicId: 'top_1BoxkVZLBjFjeN8D7r',
  pollId: null,
  linked: '在 6 号楼北侧加装充电车棚',
  ...{ outcome: null, outcomeLabel: null, decision: '' },
}
const sampleAudience = { representatives: false, supporters: true, personIds: [] }
const sample = {
  ...sampleLine,
  communityId: 'nod_1BoxkVZLBjFjeN8D7r',
  about: '请支持过这个议题的邻居来商量',
  items: [sampleItem],
  ...{ cancelReason: null, minutes: null, cameCount: null },
  abilities: { answer: true, attend: false },
}
const sampleDesk = {
  ...{ ...sampleLine, invited: false },
  version: 2,
  communityId: sample.communityId,
  about: sample.about,
  items: [sampleItem],
  audience: sampleAudience,
  figures: { invited: 22, coming: 9, notComing: 3, came: 0 },
  ...{ cancelReason: null, minutes: null, publishedAt: null },
  abilities: {
    ...{ change: true, invite: false, cancel: true, begin: true },
    ...{ end: false, tick: false, write: false, publish: false },
  },
}
const sampleDraft = {
  ...{ title: sample.title, about: sample.about, place: sample.place, startsAt, endsAt, isPublic: true },
  items: [{ id: null, title: sampleItem.title, topicId: sampleItem.topicId, pollId: null }],
  audience: sampleAudience,
}
const ofMeeting = { params: idParams, response: meeting }
const ofDesk = { params: idParams, response: deskMeeting }
const moved = ['forbidden', 'not_found', 'invalid_status', 'version_conflict'] as const
const event = {
  ...ofDesk,
  body: z.strictObject({ version }),
  errors: [...moved],
  examples: { body: { version: 2 }, response: sampleDesk },
}

export const meetingSchemas = {
  list: {
    query: z.strictObject({
      ...pageQuery,
      filter: z.optional(z.enum(meetingFilters)),
      /** Whose meetings; needed without a home. */
      communityId: z.optional(id),
    }),
    response: page(line),
    errors: ['not_found'],
    examples: { response: { items: [sampleLine], nextCursor: null } },
  },
  get: { ...ofMeeting, errors: ['not_found'], examples: { response: sample } },
  answer: {
    ...ofMeeting,
    body: z.strictObject({ coming: z.boolean() }),
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: { body: { coming: true }, response: { ...sample, coming: true } },
  },
  attend: {
    ...ofMeeting,
    body: z.strictObject({
      doorCode: z
        .string()
        .check(z.regex(new RegExp(`^\\d{${DOOR_DIGITS}}$`), `请填门口的 ${DOOR_DIGITS} 位数字`)),
    }),
    errors: ['forbidden', 'not_found', 'invalid_status', 'door_code_wrong'],
    examples: { body: { doorCode: '204518' }, response: { ...sample, came: true } },
  },
  deskList: {
    query: z.strictObject({
      ...pageQuery,
      communityId: z.optional(id),
      filter: z.optional(z.enum(meetingFilters)),
    }),
    response: page(line),
    errors: ['forbidden', 'not_found'],
    examples: { response: { items: [{ ...sampleLine, invited: false }], nextCursor: null } },
  },
  deskGet: { ...ofDesk, errors: ['forbidden', 'not_found'], examples: { response: sampleDesk } },
  create: {
    body: z.strictObject({ communityId: id, ...draft.shape }),
    response: deskMeeting,
    errors: ['forbidden', 'not_found'],
    examples: {
      body: { communityId: sample.communityId, ...sampleDraft },
      response: { ...sampleDesk, status: 'planned', statusLabel: '筹备中' },
    },
  },
  update: {
    ...ofDesk,
    body: z.strictObject({ version, ...draft.shape }),
    errors: [...moved],
    examples: { body: { version: 2, ...sampleDraft }, response: sampleDesk },
  },
  invite: event,
  cancel: {
    ...ofDesk,
    body: z.strictObject({ version, reason: text(200, 2) }),
    errors: [...moved],
    examples: {
      body: { version: 2, reason: '当天停电，改期再通知' },
      response: {
        ...sampleDesk,
        status: 'cancelled',
        statusLabel: '已取消',
        cancelReason: '当天停电，改期再通知',
      },
    },
  },
  begin: event,
  end: event,
  door: {
    params: idParams,
    response: z.object({
      doorCode: z.string(),
      qr: z.object({ size: z.number(), path: z.string() }),
      /** Until another code is shown. */
      nextAt: isoTime,
      figures,
    }),
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: {
      response: {
        doorCode: '204518',
        qr: { size: 29, path: 'M4 4h7v1h-7z' },
        nextAt: startsAt,
        figures: sampleDesk.figures,
      },
    },
  },
  guests: {
    params: idParams,
    query: z.strictObject(pageQuery),
    response: page(guest),
    errors: ['forbidden', 'not_found'],
    examples: {
      response: {
        items: [
          {
            personId: 'per_1BoxkVZLBjFjeN8D7r',
            label: '周**，锦和苑 3 号楼 2 单元业主',
            ...{ invited: true, coming: true, via: null, cameAt: null },
          },
        ],
        nextCursor: null,
      },
    },
  },
  tick: {
    ...ofDesk,
    body: z.strictObject({ personId: id, came: z.boolean() }),
    errors: ['forbidden', 'not_found', 'invalid_status'],
    examples: { body: { personId: 'per_1BoxkVZLBjFjeN8D7r', came: true }, response: sampleDesk },
  },
  minutes: {
    ...ofDesk,
    body: minutesDraft,
    errors: [...moved],
    examples: {
      body: {
        version: 5,
        text: '到会 18 人，商量了车棚的位置',
        items: [{ id: sampleItem.id, outcome: 'agreed', decision: '建在 6 号楼北侧空地' }],
      },
      response: { ...sampleDesk, status: 'held', statusLabel: '已开完，整理纪要' },
    },
  },
  publish: event,
} satisfies SchemaTable<typeof meetingRoutes>
