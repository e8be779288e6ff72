import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { file } from '../files/files.schema'
import { id, idParams, isoDay, isoTime, page, pageQuery, searchText, text, version } from '../scalars.schema'
import { disclosureClasses, noticeCategories, noticeLimits } from './notices.rules'
import { householdStates } from './household.machine'
import { noticeStages } from './notices.machine'
import type { noticeRoutes } from './notices.routes'

export const category = z.enum(noticeCategories, { error: '请选择类别' })
export const disclosureClass = z.enum(disclosureClasses, { error: '请选择公开类别' })
export const stage = z.enum(noticeStages)

/** 要点: the lines a reader sees first (时间, 范围, 联系人). A phone number makes the line a call. */
const fact = z.strictObject({
  label: text(10),
  value: text(100),
  phone: z.optional(z.string().check(z.regex(/^[0-9-]{3,20}$/, '电话号码不对'))),
})

export const audience = z
  .strictObject({
    /** `public`: also readable without signing in. */
    visibility: z.enum(['public', 'addressed']),
    /** Any nodes of the own community; what lies below is included. */
    nodeIds: z.array(id).check(z.minLength(1, '请选择发给谁'), z.maxLength(200, '最多选 200 处')),
    /** Persons carrying any of these tags; empty means everybody. */
    tags: z.array(z.string().check(z.maxLength(40))).check(z.maxLength(10, '最多选 10 个标签')),
  })
  .register(z.globalRegistry, { id: 'NoticeAudience' })

const draftFields = {
  title: text(noticeLimits.title, 2),
  summary: z.string().check(z.trim(), z.maxLength(noticeLimits.summary, `最多 ${noticeLimits.summary} 个字`)),
  html: z.string().check(z.maxLength(noticeLimits.html, '正文太长，请把附带材料改成附件')),
  category,
  disclosureClass: z.nullable(disclosureClass),
  facts: z.array(fact).check(z.maxLength(noticeLimits.facts, `最多 ${noticeLimits.facts} 条要点`)),
  coverId: z.nullable(id),
  attachmentIds: z
    .array(id)
    .check(z.maxLength(noticeLimits.attachments, `最多 ${noticeLimits.attachments} 个附件`)),
  audience,
  mustConfirm: z.boolean(),
  expiresAt: z.nullable(isoTime),
}

export const noticeDraft = z.strictObject(draftFields).register(z.globalRegistry, { id: 'NoticeDraft' })
export type NoticeDraft = z.infer<typeof noticeDraft>

/** One row of a list. */
export const noticeItem = z
  .object({
    id,
    title: z.string(),
    summary: z.string(),
    category,
    disclosureClass: z.nullable(disclosureClass),
    issuer: z.string(),
    publishedAt: isoTime,
    expiresAt: z.nullable(isoTime),
    pinned: z.boolean(),
    mustConfirm: z.boolean(),
    coverUrl: z.nullable(z.string()),
    read: z.boolean(),
    confirmed: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'NoticeItem' })
export type NoticeItemView = z.infer<typeof noticeItem>

/** Households first, persons beside them; what a reader may know of the others. */
const reachTotals = z
  .object({
    households: z.number(),
    confirmed: z.number(),
    readOnly: z.number(),
    told: z.number(),
    notYet: z.number(),
    persons: z.number(),
    personsConfirmed: z.number(),
    personsReadOnly: z.number(),
    updatedAt: isoTime,
  })
  .register(z.globalRegistry, { id: 'ReachTotals' })

export const notice = z
  .object({
    ...noticeItem.shape,
    stage,
    html: z.string(),
    /** Links found in the text: inside WeChat they are shown, not opened. */
    links: z.array(z.object({ text: z.string(), url: z.string() })),
    facts: z.array(fact),
    attachments: z.array(file),
    visibility: z.enum(['public', 'addressed']),
    withdrawal: z.nullable(z.object({ reason: z.string(), at: isoTime, by: z.string() })),
    /** `第 3 天，共 15 天` for disclosure notices. */
    disclosureDay: z.nullable(z.object({ day: z.number(), of: z.number() })),
    reach: z.nullable(reachTotals),
    abilities: z.object({ confirm: z.boolean() }),
  })
  .register(z.globalRegistry, { id: 'Notice' })
export type NoticeView = z.infer<typeof notice>

export const staffNoticeItem = z
  .object({
    id,
    title: z.string(),
    category,
    stage,
    authorName: z.string(),
    updatedAt: isoTime,
    publishAt: z.nullable(isoTime),
    expiresAt: z.nullable(isoTime),
    pinned: z.boolean(),
    mustConfirm: z.boolean(),
    reach: z.nullable(reachTotals),
  })
  .register(z.globalRegistry, { id: 'StaffNoticeItem' })
export type StaffNoticeItemView = z.infer<typeof staffNoticeItem>

export const staffNotice = z
  .object({
    ...staffNoticeItem.shape,
    communityId: id,
    version: z.number(),
    summary: z.string(),
    html: z.string(),
    disclosureClass: z.nullable(disclosureClass),
    facts: z.array(fact),
    cover: z.nullable(file),
    attachments: z.array(file),
    audience,
    pinnedUntil: z.nullable(isoDay),
    withdrawal: z.nullable(z.object({ reason: z.string(), at: isoTime, by: z.string() })),
    /** Earliest end of a disclosure notice; withdrawing before it needs a reason and is shown. */
    disclosureUntil: z.nullable(isoTime),
    history: z.array(z.object({ event: z.string(), at: isoTime, by: z.string() })),
    abilities: z.object({
      edit: z.boolean(),
      publish: z.boolean(),
      schedule: z.boolean(),
      unschedule: z.boolean(),
      withdraw: z.boolean(),
      discard: z.boolean(),
      pin: z.boolean(),
      remind: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'StaffNotice' })
export type StaffNoticeView = z.infer<typeof staffNotice>

export const audiencePreview = z
  .object({
    households: z.number(),
    persons: z.number(),
    /** How the households are reached: with an account that takes WeChat messages, by inbox only, or at the door. */
    byWechat: z.number(),
    byInbox: z.number(),
    byVisit: z.number(),
    /** Of those to be visited, households with a person of 80 and over. */
    visitAged80: z.number(),
  })
  .register(z.globalRegistry, { id: 'AudiencePreview' })

export const reachHousehold = z
  .object({
    roomId: id,
    label: z.string(),
    state: z.enum(householdStates),
    hasAccount: z.boolean(),
    persons: z.number(),
    aged80: z.boolean(),
    lastVisit: z.nullable(
      z.object({ at: isoTime, outcome: z.enum(['told', 'nobody-home']), by: z.string() }),
    ),
  })
  .register(z.globalRegistry, { id: 'ReachHousehold' })
export type ReachHouseholdView = z.infer<typeof reachHousehold>

const reach = z
  .object({
    totals: reachTotals,
    buildings: z.array(
      z.object({
        nodeId: id,
        label: z.string(),
        households: z.number(),
        confirmed: z.number(),
        readOnly: z.number(),
        told: z.number(),
        notYet: z.number(),
      }),
    ),
    toVisit: z.number(),
    lastRemindedAt: z.nullable(isoTime),
    nextRemindAt: z.nullable(isoTime),
  })
  .register(z.globalRegistry, { id: 'NoticeReach' })
export type NoticeReachView = z.infer<typeof reach>

const versionBody = z.strictObject({ version })
const reasonText = text(noticeLimits.reason, 2)

const noticeId = 'ntc_1BoxkVZLBjFjeN8D7r'
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T00:30:00.000Z'
const sampleTotals = {
  households: 412,
  confirmed: 268,
  readOnly: 58,
  told: 9,
  notYet: 77,
  persons: 1036,
  personsConfirmed: 301,
  personsReadOnly: 84,
  updatedAt: at,
}
const sampleAudience = { visibility: 'public', nodeIds: [nodeId], tags: [] }
const sampleFacts = [{ label: '时间', value: '11月28日（周六）09:00 至 16:00' }]
const sampleItem = {
  id: noticeId,
  title: '11月28日锦和苑 3、4 号楼停水检修',
  summary: '09:00 至 16:00 停水，东门有送水车',
  category: 'outage',
  disclosureClass: null,
  issuer: '青禾社区居委会',
  publishedAt: at,
  expiresAt: null,
  pinned: false,
  mustConfirm: true,
  coverUrl: null,
  read: true,
  confirmed: false,
}
const sampleNotice = {
  ...sampleItem,
  stage: 'live',
  html: '<p>各位住户：3、4 号楼地下生活水泵运行已满 8 年，本次更换止回阀并清洗水箱。</p>',
  links: [],
  facts: sampleFacts,
  attachments: [],
  visibility: 'public',
  withdrawal: null,
  disclosureDay: null,
  reach: sampleTotals,
  abilities: { confirm: true },
}
const sampleDraft = {
  title: sampleItem.title,
  summary: sampleItem.summary,
  html: sampleNotice.html,
  category: 'outage',
  disclosureClass: null,
  facts: sampleFacts,
  coverId: null,
  attachmentIds: [],
  audience: sampleAudience,
  mustConfirm: true,
  expiresAt: null,
}
const sampleStaffItem = {
  id: noticeId,
  title: sampleItem.title,
  category: 'outage',
  stage: 'live',
  authorName: '陈立新',
  updatedAt: at,
  publishAt: at,
  expiresAt: null,
  pinned: false,
  mustConfirm: true,
  reach: sampleTotals,
}
const sampleStaff = {
  ...sampleStaffItem,
  communityId: nodeId,
  version: 3,
  summary: sampleItem.summary,
  html: sampleNotice.html,
  disclosureClass: null,
  facts: sampleFacts,
  cover: null,
  attachments: [],
  audience: sampleAudience,
  pinnedUntil: null,
  withdrawal: null,
  disclosureUntil: null,
  history: [{ event: 'publish', at, by: '陈立新' }],
  abilities: {
    edit: false,
    publish: false,
    schedule: false,
    unschedule: false,
    withdraw: true,
    discard: false,
    pin: true,
    remind: true,
  },
}
const sampleHousehold = {
  roomId: nodeId,
  label: '锦和苑 3 号楼 2 单元 501',
  state: 'not-yet',
  hasAccount: false,
  persons: 2,
  aged80: true,
  lastVisit: null,
}
const staffErrors = ['unauthenticated', 'consent_required', 'forbidden', 'not_found'] as const
const changeErrors = [...staffErrors, 'invalid_status', 'version_conflict'] as const

export const noticeSchemas = {
  list: {
    query: z.strictObject({
      ...pageQuery,
      category: z.optional(category),
      q: searchText,
      /** Whose notices; needed without a home. */
      communityId: z.optional(id),
    }),
    response: page(noticeItem),
    errors: ['not_found'],
    examples: { response: { items: [sampleItem], nextCursor: null } },
  },
  disclosure: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({
      classes: z.array(
        z.object({
          code: disclosureClass,
          items: z.array(
            z.object({
              id,
              title: z.string(),
              publishedAt: isoTime,
              day: z.number(),
              of: z.number(),
              running: z.boolean(),
              /** Set when it was taken down before its fifteenth day: that is itself disclosed. */
              withdrawal: z.nullable(z.object({ reason: z.string(), at: isoTime })),
            }),
          ),
          total: z.number(),
        }),
      ),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        classes: [
          {
            code: 'funds',
            items: [
              {
                id: noticeId,
                title: '第三季度公共收益收支公示',
                publishedAt: at,
                day: 3,
                of: 15,
                running: true,
                withdrawal: null,
              },
            ],
            total: 1,
          },
        ],
      },
    },
  },
  get: { params: idParams, response: notice, errors: ['not_found'], examples: { response: sampleNotice } },
  read: {
    params: idParams,
    response: z.object({ read: z.boolean(), confirmed: z.boolean() }),
    errors: ['unauthenticated', 'consent_required', 'not_found'],
    examples: { response: { read: true, confirmed: false } },
  },
  confirm: {
    params: idParams,
    response: z.object({ read: z.boolean(), confirmed: z.boolean() }),
    errors: ['unauthenticated', 'consent_required', 'not_found', 'invalid_status', 'forbidden'],
    examples: { response: { read: true, confirmed: true } },
  },
  staffList: {
    query: z.strictObject({
      ...pageQuery,
      stage: z.optional(stage),
      q: searchText,
      communityId: z.optional(id),
    }),
    response: z.object({
      ...page(staffNoticeItem).shape,
      counts: z.object({
        draft: z.number(),
        scheduled: z.number(),
        live: z.number(),
        ended: z.number(),
        withdrawn: z.number(),
      }),
    }),
    errors: staffErrors,
    examples: {
      response: {
        items: [sampleStaffItem],
        nextCursor: null,
        counts: { draft: 2, scheduled: 1, live: 18, ended: 3, withdrawn: 1 },
      },
    },
  },
  staffGet: {
    params: idParams,
    response: staffNotice,
    errors: staffErrors,
    examples: { response: sampleStaff },
  },
  create: {
    body: z.strictObject({ ...draftFields, communityId: z.optional(id) }),
    response: staffNotice,
    errors: [...staffErrors, 'idempotency_key_required', 'idempotency_key_reused', 'idempotency_in_progress'],
    examples: { body: sampleDraft, response: sampleStaff },
  },
  update: {
    params: idParams,
    body: z.strictObject({ ...draftFields, version }),
    response: staffNotice,
    errors: changeErrors,
    examples: { body: { ...sampleDraft, version: 2 }, response: sampleStaff },
  },
  discard: {
    params: idParams,
    body: versionBody,
    response: staffNotice,
    errors: changeErrors,
    examples: { body: { version: 2 }, response: sampleStaff },
  },
  publish: {
    params: idParams,
    body: versionBody,
    response: staffNotice,
    errors: [...changeErrors, 'audience_empty'],
    examples: { body: { version: 2 }, response: sampleStaff },
  },
  schedule: {
    params: idParams,
    body: z.strictObject({ version, publishAt: isoTime }),
    response: staffNotice,
    errors: [...changeErrors, 'audience_empty'],
    examples: { body: { version: 2, publishAt: '2026-11-25T00:30:00.000Z' }, response: sampleStaff },
  },
  unschedule: {
    params: idParams,
    body: versionBody,
    response: staffNotice,
    errors: changeErrors,
    examples: { body: { version: 3 }, response: sampleStaff },
  },
  withdraw: {
    params: idParams,
    body: z.strictObject({ version, reason: reasonText }),
    response: staffNotice,
    errors: [...changeErrors, 'disclosure_reason_required'],
    examples: { body: { version: 3, reason: '检修改期，另行通知' }, response: sampleStaff },
  },
  pin: {
    params: idParams,
    body: z.strictObject({ version, until: isoDay }),
    response: staffNotice,
    errors: changeErrors,
    examples: { body: { version: 3, until: '2026-11-28' }, response: sampleStaff },
  },
  unpin: {
    params: idParams,
    body: versionBody,
    response: staffNotice,
    errors: changeErrors,
    examples: { body: { version: 4 }, response: sampleStaff },
  },
  previewAudience: {
    body: z.strictObject({ audience, communityId: z.optional(id) }),
    response: audiencePreview,
    errors: staffErrors,
    examples: {
      body: { audience: sampleAudience },
      response: { households: 412, persons: 1036, byWechat: 318, byInbox: 67, byVisit: 27, visitAged80: 9 },
    },
  },
  reach: {
    params: idParams,
    response: reach,
    errors: staffErrors,
    examples: {
      response: {
        totals: sampleTotals,
        buildings: [
          {
            nodeId,
            label: '锦和苑 3 号楼',
            households: 206,
            confirmed: 130,
            readOnly: 30,
            told: 5,
            notYet: 41,
          },
        ],
        toVisit: 27,
        lastRemindedAt: null,
        nextRemindAt: null,
      },
    },
  },
  reachHouseholds: {
    params: idParams,
    query: z.strictObject({
      ...pageQuery,
      state: z.optional(z.enum(householdStates)),
      nodeId: z.optional(id),
      /** Only households without any account: the visit list. */
      toVisit: z.optional(z.enum(['true'])),
    }),
    response: page(reachHousehold),
    errors: staffErrors,
    examples: { response: { items: [sampleHousehold], nextCursor: null } },
  },
  remind: {
    params: idParams,
    response: z.object({ reminded: z.number(), nextRemindAt: isoTime }),
    errors: [...staffErrors, 'invalid_status', 'already_reminded'],
    examples: { response: { reminded: 86, nextRemindAt: '2026-11-23T04:30:00.000Z' } },
  },
  recordVisit: {
    params: idParams,
    body: z.strictObject({ roomId: id, outcome: z.enum(['told', 'nobody-home']) }),
    response: reachHousehold,
    errors: [
      ...staffErrors,
      'invalid_status',
      'idempotency_key_required',
      'idempotency_key_reused',
      'idempotency_in_progress',
    ],
    examples: { body: { roomId: nodeId, outcome: 'told' }, response: { ...sampleHousehold, state: 'told' } },
  },
} satisfies SchemaTable<typeof noticeRoutes>
