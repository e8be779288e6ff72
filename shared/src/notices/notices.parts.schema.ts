import * as z from 'zod/mini'
import { id, isoTime, text } from '../scalars.schema'
import { disclosureClasses, noticeCategories } from './notices.rules'
import { noticeStages } from './notices.machine'

export const category = z.enum(noticeCategories, { error: '请选择类别' })
export const disclosureClass = z.enum(disclosureClasses, { error: '请选择公开类别' })
export const stage = z.enum(noticeStages)

/** 要点: the lines a reader sees first (时间, 范围, 联系人). A phone number makes the line a call. */
export const fact = z.strictObject({
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
export const reachTotals = z
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

const noticeId = 'ntc_1BoxkVZLBjFjeN8D7r'
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T00:30:00.000Z'
export const sampleTotals = {
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
export const sampleAudience = { visibility: 'public', nodeIds: [nodeId], tags: [] }
export const sampleFacts = [{ label: '时间', value: '11月28日（周六）09:00 至 16:00' }]
export const sampleItem = {
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
export const sampleHtml = '<p>各位住户：3、4 号楼地下生活水泵运行已满 8 年，本次更换止回阀并清洗水箱。</p>'
