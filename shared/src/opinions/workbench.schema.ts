import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { changeErrors, staffErrors } from '../door-errors'
import { file } from '../files/files.schema'
import { id, idParams, isoTime, page, pageQuery, searchText, text, version } from '../scalars.schema'
import { caseAbilities, caseFields, noCaseAbilities, sampleCaseParts } from './cases.parts.schema'
import { rejectReasonCodes } from './opinions.catalogue'
import { photoChoices } from './board.schema'
import { position } from '../space/space.schema'
import type { workbenchRoutes } from './workbench.routes'
import {
  category,
  deadline,
  entry,
  opinionLimits,
  photoIds,
  rating,
  sampleCategory,
  sampleDeadline,
  sampleEntry,
  sampleItem,
  sampleText,
  status,
  video,
  voice,
} from './opinions.parts.schema'

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

const versionBody = z.strictObject({ version })
const replyText = text(opinionLimits.reply, 2)
const opinionId = 'opn_1BoxkVZLBjFjeN8D7r'
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T02:31:00.000Z'
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
  text: sampleText,
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

export const workbenchSchemas = {
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
} satisfies SchemaTable<typeof workbenchRoutes>
