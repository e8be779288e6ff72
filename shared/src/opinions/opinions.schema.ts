import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { file } from '../files/files.schema'
import { id, idParams, isoDay, isoTime, page, pageQuery, searchText, text, version } from '../scalars.schema'
import { caseAbilities, caseFields, noCaseAbilities, sampleCaseParts } from './cases.parts.schema'
import { rejectReasonCodes } from './opinions.catalogue'
import { boardFilters, boardSchemas, photoChoices } from './board.schema'
import { callerSchemas } from './caller.schema'
import { intakeSchemas, standingView } from './intake.schema'
import { position } from '../space/space.schema'
import { VIDEO_SECONDS, VOICE_SECONDS } from './intake.limits'
import { opinionStatuses } from './opinions.machine'
import type { opinionRoutes } from './opinions.routes'

export const opinionLimits = { text: 500, photos: 9, reply: 1000, comment: 200, reopenText: 200 } as const

const categoryCode = z.string().check(z.regex(/^[a-z-]+\.[a-z-]+$/, '请选择类别'))
export const photoIds = z
  .array(id)
  .check(z.maxLength(opinionLimits.photos, `最多 ${opinionLimits.photos} 张照片`))
export const status = z.enum(opinionStatuses)

/** Nobody has looked; somebody of the office looked and it can be used, or not. */
export const videoStates = ['new', 'usable', 'refused'] as const

const category = z.object({
  code: z.string(),
  label: z.string(),
  groupLabel: z.string(),
  urgent: z.boolean(),
  days: z.number(),
})

/** A deadline that explains itself; everything is computed by the server from its own clock. */
export const deadline = z
  .object({
    kind: z.enum(['acceptance', 'answer', 'signing', 'task']),
    state: z.enum(['running', 'due-today', 'overdue', 'paused', 'done']),
    dueAt: isoTime,
    /** `社区最晚 11月30日 18:00 前答复您` */
    sentence: z.string(),
    /** For a row of a list: `还剩 3 个工作日`, `今天 18:00 前`, `逾期 1 小时`, `已暂停`, `用时 2 个工作日`. */
    short: z.string(),
    /** `从 11月23日受理的次日起，5 个工作日，周末不计` */
    rule: z.string(),
    workdaysLeft: z.number(),
    workdaysTotal: z.number(),
    /** True when a day of a year without its holiday notice is involved (暂定). */
    provisional: z.boolean(),
    strip: z.array(
      z.object({
        day: isoDay,
        label: z.string(),
        kind: z.enum(['start', 'counted', 'today', 'rest', 'due']),
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'Deadline' })
export type DeadlineView = z.infer<typeof deadline>

const entry = z
  .object({
    id,
    kind: z.enum(['event', 'reply', 'question', 'supplement', 'note', 'report']),
    /** What happened in a few words: `社区已受理`, `社区回复`, `内部备注`. */
    title: z.string(),
    text: z.nullable(z.string()),
    photos: z.array(file),
    /** How it looked before the work, beside what it looks like now. */
    before: z.array(file),
    /** `社区工作者 陈立新`; null for the author's own entries and the system's. */
    by: z.nullable(z.string()),
    at: isoTime,
  })
  .register(z.globalRegistry, { id: 'OpinionEntry' })
export type OpinionEntryView = z.infer<typeof entry>

export const opinionItem = z
  .object({
    id,
    number: z.string(),
    /** First line of the text. */
    title: z.string(),
    category,
    placeLabel: z.string(),
    status,
    statusLabel: z.string(),
    submittedAt: isoTime,
    deadline: z.nullable(deadline),
    /** True when the next step is the author's. */
    waitsForMe: z.boolean(),
    /** Somebody wrote it for somebody else: `您替周**提的`, `王**替您提的`; null for what one wrote oneself. */
    proxy: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'OpinionItem' })
export type OpinionItemView = z.infer<typeof opinionItem>

const rating = z.object({
  score: z.number(),
  solved: z.enum(['yes', 'partly', 'no']),
  comment: z.string(),
  at: isoTime,
})

/** What was spoken, for its author and the staff alone. */
const voice = z.nullable(
  z.object({
    file,
    seconds: z.number(),
    /** What staff wrote down of it; null before. */
    transcript: z.nullable(z.string()),
  }),
)

/** A short film for the staff; who may not play it yet, or after it was put away, gets no file. */
const video = z.nullable(
  z.object({ file: z.nullable(file), seconds: z.number(), state: z.enum(videoStates) }),
)

export const opinion = z
  .object({
    ...opinionItem.shape,
    version: z.number(),
    text: z.string(),
    photos: z.array(file),
    voice,
    video,
    mine: z.boolean(),
    hideName: z.boolean(),
    /** Whoever the case is given to may read name and phone, as long as this stands. */
    sharesContact: z.boolean(),
    onBoard: z.boolean(),
    wantsPublic: z.boolean(),
    /** `接下来：…` */
    next: z.string(),
    timeline: z.array(entry),
    rating: z.nullable(rating),
    rejection: z.nullable(z.object({ label: z.string(), advice: z.string() })),
    /** Neighbours behind it, and whether the reader is one. */
    standing: standingView,
    abilities: z.object({
      support: z.boolean(),
      follow: z.boolean(),
      supplement: z.boolean(),
      rate: z.boolean(),
      reopen: z.boolean(),
      withdraw: z.boolean(),
      ask: z.boolean(),
      shareContact: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'Opinion' })
export type OpinionView = z.infer<typeof opinion>

export const staffOpinionItem = z
  .object({
    id,
    number: z.string(),
    title: z.string(),
    category,
    placeLabel: z.string(),
    status,
    statusLabel: z.string(),
    submittedAt: isoTime,
    deadline: z.nullable(deadline),
    ownerLabel: z.string(),
    /** How far an overdue case has gone up: `已报社区负责人`; empty otherwise. */
    escalation: z.string(),
    /** Who else has it open now, in the workbench. */
    working: z.optional(z.array(z.string())),
  })
  .register(z.globalRegistry, { id: 'StaffOpinionItem' })
export type StaffOpinionItemView = z.infer<typeof staffOpinionItem>

export const staffOpinion = z
  .object({
    ...staffOpinionItem.shape,
    communityId: id,
    version: z.number(),
    text: z.string(),
    photos: z.array(file),
    voice,
    video,
    /** `周**，锦和苑 3 号楼 2 单元业主`; outside the community `不愿透露姓名` when the author hides the name. */
    authorLabel: z.string(),
    hideName: z.boolean(),
    /** The author ticked that whoever has the case may know name and phone. */
    sharesContact: z.boolean(),
    /** Who wrote it for the author, masked: `王**`; null when the author did. */
    filedBy: z.nullable(z.string()),
    wantsPublic: z.boolean(),
    board: z.nullable(z.object({ text: z.string(), at: isoTime })),
    /** Photos of a public case; none is public before somebody looked at it and said yes. */
    publicPhotos: z.array(
      z.object({
        id,
        file,
        /** Somebody looked at it. */
        looked: z.boolean(),
        /** What everybody sees instead of it. */
        copy: z.nullable(file),
      }),
    ),
    /** Written down by staff for somebody without an account: `来电`; null for an opinion of one's own. */
    callerChannel: z.nullable(z.string()),
    gridLabel: z.string(),
    /** The spot on the map of the community; null when none was picked, and for who sees the building only. */
    point: z.nullable(position),
    timeline: z.array(entry),
    rating: z.nullable(rating),
    ...caseFields,
    abilities: z.object({
      ...caseAbilities,
      accept: z.boolean(),
      reject: z.boolean(),
      requestInfo: z.boolean(),
      start: z.boolean(),
      reply: z.boolean(),
      note: z.boolean(),
      transcribe: z.boolean(),
      lookVideo: z.boolean(),
      makePublic: z.boolean(),
      makePrivate: z.boolean(),
      showPhotos: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'StaffOpinion' })
export type StaffOpinionView = z.infer<typeof staffOpinion>

export const boardItem = z
  .object({
    id,
    category,
    placeLabel: z.string(),
    text: z.string(),
    status,
    statusLabel: z.string(),
    submittedAt: isoTime,
    answer: z.nullable(z.object({ by: z.string(), text: z.string(), at: isoTime })),
    supporters: z.number(),
  })
  .register(z.globalRegistry, { id: 'BoardItem' })
export type BoardItemView = z.infer<typeof boardItem>

export const staffFilters = [
  'all',
  'urgent',
  'to-accept',
  'to-sign',
  'returned',
  'mine',
  'due-today',
  'overdue',
  'paused',
  'answered',
  'closed',
] as const

/** What is due next first, or what came in last. */
export const queueOrders = ['due', 'newest'] as const

const opinionDraft = {
  categoryCode,
  text: text(opinionLimits.text, 4),
  photoIds,
  /** A spoken note for the staff; never public. Without words of one's own the text is `VOICE_ONLY`. */
  voice: z.optional(
    z.strictObject({
      fileId: id,
      seconds: z
        .number()
        .check(
          z.int('录音长度不对'),
          z.gte(1, '录音太短'),
          z.lte(VOICE_SECONDS, `录音最长 ${VOICE_SECONDS} 秒`),
        ),
    }),
  ),
  /** A film of half a minute at most, for the staff alone, who look at it before it is used. Never public. */
  video: z.optional(
    z.strictObject({
      fileId: id,
      seconds: z
        .number()
        .check(
          z.int('视频长度不对'),
          z.gte(1, '视频太短'),
          z.lte(VIDEO_SECONDS, `视频最长 ${VIDEO_SECONDS} 秒`),
        ),
    }),
  ),
  /** Any node of the own community; the server finds the grid. */
  placeId: id,
  /** `5 楼电梯口` */
  placeDetail: z.optional(z.string().check(z.trim(), z.maxLength(60, '最多 60 个字'))),
  /** A spot picked on the map of the community, in its degrees; it lies in the grid of the place. Never public. */
  point: z.optional(position),
  hideName: z.boolean(),
  wantsPublic: z.boolean(),
  notifyMe: z.boolean(),
  /** The tick for exactly this: name and phone go to whoever the case is given to (product §2.4). */
  shareContact: z.optional(z.boolean()),
  /** The person says that it is dangerous at this moment: it does not queue, whatever its category. */
  urgentNow: z.optional(z.boolean()),
  /** For whom: somebody who agreed that the caller does this (homes/family). Absent: for oneself. */
  forPersonId: z.optional(id),
}
export const opinionSubmission = z
  .strictObject(opinionDraft)
  .register(z.globalRegistry, { id: 'OpinionSubmission' })
export type OpinionSubmission = z.infer<typeof opinionSubmission>

const versionBody = z.strictObject({ version })
const replyText = text(opinionLimits.reply, 2)
const opinionId = 'opn_1BoxkVZLBjFjeN8D7r'
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T02:31:00.000Z'
const sampleCategory = {
  code: 'sanitation.corridor',
  label: '楼道堆物',
  groupLabel: '环境卫生',
  urgent: false,
  days: 5,
}
const sampleDeadline = {
  kind: 'answer',
  state: 'running',
  dueAt: '2026-11-30T10:00:00.000Z',
  sentence: '社区最晚 11月30日 18:00 前答复您',
  short: '还剩 3 个工作日',
  rule: '从 11月23日受理的次日起，5 个工作日，周末不计',
  workdaysLeft: 3,
  workdaysTotal: 5,
  provisional: false,
  strip: [{ day: '2026-11-23', label: '受理', kind: 'start' }],
}
const sampleItem = {
  id: opinionId,
  number: 'QH-20261123-0047',
  title: '楼道堆了旧柜子和纸箱，轮椅过不去',
  category: sampleCategory,
  placeLabel: '锦和苑 3 号楼 2 单元',
  status: 'in_progress',
  statusLabel: '办理中',
  submittedAt: at,
  deadline: sampleDeadline,
  waitsForMe: false,
  proxy: null,
}
const sampleEntry = {
  id: 'ent_1BoxkVZLBjFjeN8D7r',
  kind: 'event',
  title: '社区已受理',
  text: null,
  photos: [],
  before: [],
  by: '社区工作者 陈立新',
  at: '2026-11-23T06:06:00.000Z',
}
export const sampleOpinion = {
  ...sampleItem,
  version: 2,
  text: '3 号楼 2 单元 5 楼到 6 楼的楼道堆了旧柜子和纸箱，轮椅过不去，也挡住了消火栓。',
  photos: [],
  voice: null,
  video: null,
  mine: true,
  hideName: true,
  sharesContact: false,
  onBoard: false,
  wantsPublic: false,
  next: '接下来：社区处理后答复您',
  timeline: [sampleEntry],
  rating: null,
  rejection: null,
  standing: { supporters: 5, supported: false, following: false },
  abilities: {
    support: false,
    follow: false,
    supplement: true,
    rate: false,
    reopen: false,
    withdraw: true,
    ask: false,
    shareContact: true,
  },
}
export const sampleStaffItem = {
  id: opinionId,
  number: sampleItem.number,
  title: sampleItem.title,
  category: sampleCategory,
  placeLabel: sampleItem.placeLabel,
  status: 'in_progress',
  statusLabel: '办理中',
  submittedAt: at,
  deadline: sampleDeadline,
  ownerLabel: '社区 陈立新',
  escalation: '',
}
export const sampleStaff = {
  ...sampleStaffItem,
  communityId: nodeId,
  version: 2,
  text: sampleOpinion.text,
  photos: [],
  voice: null,
  video: null,
  authorLabel: '周**，锦和苑 3 号楼 2 单元业主',
  hideName: true,
  sharesContact: false,
  filedBy: null,
  wantsPublic: false,
  board: null,
  publicPhotos: [],
  callerChannel: null,
  gridLabel: '第 2 网格',
  point: null,
  timeline: [sampleEntry],
  rating: null,
  ...sampleCaseParts,
  abilities: {
    ...noCaseAbilities,
    accept: false,
    reject: false,
    requestInfo: true,
    start: false,
    reply: true,
    note: true,
    transcribe: false,
    lookVideo: false,
    makePublic: false,
    makePrivate: false,
    showPhotos: false,
  },
}
const sampleBoard = {
  id: opinionId,
  category: sampleCategory,
  placeLabel: '锦和苑 3 号楼',
  text: sampleItem.title,
  status: 'answered',
  statusLabel: '已答复',
  submittedAt: at,
  answer: { by: '青禾社区', text: '已联系住户，周五上午搬走旧柜子；消火栓前已腾空。', at },
  supporters: 5,
}
const readErrors = ['unauthenticated', 'consent_required', 'not_found'] as const
const ownErrors = [...readErrors, 'invalid_status', 'version_conflict'] as const
const staffErrors = ['unauthenticated', 'consent_required', 'forbidden', 'not_found'] as const
const changeErrors = [...staffErrors, 'invalid_status', 'version_conflict'] as const

export const opinionSchemas = {
  ...intakeSchemas,
  ...boardSchemas,
  ...callerSchemas,
  catalogue: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({
      groups: z.array(
        z.object({
          code: z.string(),
          label: z.string(),
          items: z.array(
            z.object({ code: z.string(), label: z.string(), urgent: z.boolean(), days: z.number() }),
          ),
        }),
      ),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        groups: [
          {
            code: 'sanitation',
            label: '环境卫生',
            items: [{ code: 'sanitation.corridor', label: '楼道堆物', urgent: false, days: 5 }],
          },
        ],
      },
    },
  },
  board: {
    query: z.strictObject({ ...pageQuery, ...boardFilters, communityId: z.optional(id), q: searchText }),
    response: page(boardItem),
    errors: ['not_found'],
    examples: { response: { items: [sampleBoard], nextCursor: null } },
  },
  mine: {
    query: z.strictObject({
      ...pageQuery,
      filter: z.optional(z.enum(['all', 'open', 'waits-for-me', 'closed'])),
    }),
    response: page(opinionItem),
    errors: ['unauthenticated', 'consent_required'],
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  submit: {
    body: opinionSubmission,
    response: opinion,
    errors: [
      ...readErrors,
      'forbidden',
      'idempotency_key_required',
      'idempotency_key_reused',
      'idempotency_in_progress',
    ],
    examples: {
      body: {
        categoryCode: 'sanitation.corridor',
        text: sampleOpinion.text,
        photoIds: [],
        placeId: nodeId,
        hideName: true,
        wantsPublic: false,
        notifyMe: true,
      },
      response: sampleOpinion,
    },
  },
  get: { params: idParams, response: opinion, errors: ['not_found'], examples: { response: sampleOpinion } },
  supplement: {
    params: idParams,
    body: z.strictObject({ version, text: text(opinionLimits.text, 2), photoIds }),
    response: opinion,
    errors: ownErrors,
    examples: {
      body: { version: 2, text: '照片补上了，在 5 楼和 6 楼之间', photoIds: [] },
      response: sampleOpinion,
    },
  },
  rate: {
    params: idParams,
    body: z.strictObject({
      version,
      solved: z.enum(['yes', 'partly', 'no'], { error: '请选择解决了没有' }),
      score: z
        .number()
        .check(z.int('请选择 1 到 5 分'), z.gte(1, '请选择 1 到 5 分'), z.lte(5, '请选择 1 到 5 分')),
      comment: z
        .string()
        .check(z.trim(), z.maxLength(opinionLimits.comment, `最多 ${opinionLimits.comment} 个字`)),
    }),
    response: opinion,
    errors: ownErrors,
    examples: { body: { version: 4, solved: 'yes', score: 5, comment: '' }, response: sampleOpinion },
  },
  reopen: {
    params: idParams,
    body: z.strictObject({ version, reason: text(opinionLimits.reopenText, 4) }),
    response: opinion,
    errors: ownErrors,
    examples: { body: { version: 4, reason: '柜子还在，只搬走了纸箱' }, response: sampleOpinion },
  },
  withdraw: {
    params: idParams,
    body: versionBody,
    response: opinion,
    errors: ownErrors,
    examples: { body: { version: 1 }, response: sampleOpinion },
  },

  staffList: {
    query: z.strictObject({
      ...pageQuery,
      filter: z.optional(z.enum(staffFilters)),
      q: searchText,
      communityId: z.optional(id),
      order: z.optional(z.enum(queueOrders)),
      gridId: z.optional(id),
    }),
    response: z.object({
      ...page(staffOpinionItem).shape,
      /** Cases behind each filter; counting stops at 500, to be shown as `500+`. */
      counts: z.record(z.enum(staffFilters), z.number()),
      /** From November on, while the next year's holidays are not loaded: due times in it are provisional (暂定). */
      calendarNotice: z.string(),
    }),
    errors: staffErrors,
    examples: {
      response: {
        items: [sampleStaffItem],
        nextCursor: null,
        counts: {
          all: 41,
          urgent: 1,
          'to-accept': 6,
          'to-sign': 2,
          returned: 1,
          mine: 10,
          'due-today': 4,
          overdue: 1,
          paused: 3,
          answered: 8,
          closed: 52,
        },
        calendarNotice: '',
      },
    },
  },
  staffGet: {
    params: idParams,
    response: staffOpinion,
    errors: staffErrors,
    examples: { response: sampleStaff },
  },
  accept: {
    params: idParams,
    body: versionBody,
    response: staffOpinion,
    errors: changeErrors,
    examples: { body: { version: 1 }, response: sampleStaff },
  },
  reject: {
    params: idParams,
    body: z.strictObject({
      version,
      reason: z.enum(rejectReasonCodes, { error: '请选择不受理的原因' }),
      text: z.optional(text(200)),
    }),
    response: staffOpinion,
    errors: changeErrors,
    examples: { body: { version: 1, reason: 'court' }, response: sampleStaff },
  },
  requestInfo: {
    params: idParams,
    body: z.strictObject({ version, question: text(200, 2) }),
    response: staffOpinion,
    errors: changeErrors,
    examples: { body: { version: 1, question: '请问是几楼到几楼，能补一张照片吗' }, response: sampleStaff },
  },
  start: {
    params: idParams,
    body: versionBody,
    response: staffOpinion,
    errors: changeErrors,
    examples: { body: { version: 2 }, response: sampleStaff },
  },
  reply: {
    params: idParams,
    body: z.strictObject({
      ...{ version, text: replyText, photoIds },
      /** Photos of how it was; those in `photoIds` show how it is now. Nine together. */
      beforeIds: z.optional(photoIds),
    }),
    response: staffOpinion,
    errors: changeErrors,
    examples: {
      body: { version: 3, text: '已联系 602 住户，周五上午搬走旧柜子', photoIds: [] },
      response: sampleStaff,
    },
  },
  note: {
    params: idParams,
    body: z.strictObject({ version, text: replyText }),
    response: staffOpinion,
    errors: changeErrors,
    examples: {
      body: { version: 3, text: '602 住的是独居老人，搬柜子需要两个人帮忙' },
      response: sampleStaff,
    },
  },
  transcribe: {
    params: idParams,
    body: z.strictObject({ version, text: text(opinionLimits.text, 2) }),
    response: staffOpinion,
    errors: changeErrors,
    examples: { body: { version: 3, text: '五楼到六楼堆了柜子，轮椅过不去' }, response: sampleStaff },
  },
  lookVideo: {
    params: idParams,
    body: z.strictObject({ version, usable: z.boolean() }),
    response: staffOpinion,
    errors: changeErrors,
    examples: { body: { version: 2, usable: true }, response: sampleStaff },
  },
  makePublic: {
    params: idParams,
    body: z.strictObject({ version, text: text(opinionLimits.text, 4) }),
    response: staffOpinion,
    errors: changeErrors,
    examples: { body: { version: 4, text: sampleItem.title }, response: sampleStaff },
  },
  showPhotos: {
    params: idParams,
    body: z.strictObject({ version, photos: photoChoices }),
    response: staffOpinion,
    errors: changeErrors,
    examples: {
      body: {
        version: 5,
        photos: [
          {
            id: 'fil_1CjnvmPzqQZ8aY3kT5wLxe',
            show: true,
            areas: [{ x: 0.1, y: 0.2, width: 0.2, height: 0.15 }],
          },
        ],
      },
      response: sampleStaff,
    },
  },
  makePrivate: {
    params: idParams,
    body: versionBody,
    response: staffOpinion,
    errors: changeErrors,
    examples: { body: { version: 5 }, response: sampleStaff },
  },
} satisfies SchemaTable<typeof opinionRoutes>
