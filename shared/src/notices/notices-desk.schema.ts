import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { changeErrors, staffErrors } from '../door-errors'
import { file } from '../files/files.schema'
import { id, idParams, isoDay, isoTime, page, pageQuery, searchText, text, version } from '../scalars.schema'
import { noticeLimits } from './notices.rules'
import type { noticeDeskRoutes } from './notices-desk.routes'
import {
  audience,
  category,
  disclosureClass,
  fact,
  reachTotals,
  sampleAudience,
  sampleFacts,
  sampleHtml,
  sampleItem,
  sampleTotals,
  stage,
} from './notices.parts.schema'

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

const versionBody = z.strictObject({ version })
const reasonText = text(noticeLimits.reason, 2)

const noticeId = 'ntc_1BoxkVZLBjFjeN8D7r'
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T00:30:00.000Z'
const sampleDraft = {
  title: sampleItem.title,
  summary: sampleItem.summary,
  html: sampleHtml,
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
  html: sampleHtml,
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

export const noticeDeskSchemas = {
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
    errors: staffErrors,
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
} satisfies SchemaTable<typeof noticeDeskRoutes>
