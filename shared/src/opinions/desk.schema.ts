import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { changeErrors, staffErrors } from '../door-errors'
import { id, idParams, isoTime, text, version } from '../scalars.schema'
import { importFormats } from '../imports/imports.kinds'
import { caseExportPurposes, deskLimits } from './desk.kinds'
import type { deskRoutes } from './desk.routes'
import { limitStarts, limitUnits } from './opinions.catalogue'
import { opinionLimits } from './opinions.parts.schema'
import { queueOrders, sampleStaff, sampleStaffItem, staffFilters, staffOpinion } from './workbench.schema'

const whole = (least: number, most: number, unit: string) => {
  const range = `请填 ${least} 到 ${most} 之间的${unit}`
  return z.number({ error: range }).check(z.int(range), z.gte(least, range), z.lte(most, range))
}

/** The figures a community decides, each with what makes sense at most. */
const limits = z
  .strictObject({
    acceptanceDays: whole(1, 10, '工作日'),
    urgentMinutes: whole(5, 240, '分钟'),
    signHours: whole(1, 16, '工作小时'),
    lapseDays: whole(1, 30, '天'),
    mostReopens: whole(0, 5, '次数'),
    reopenDays: whole(1, 180, '天'),
    mostReturns: whole(1, 5, '次数'),
    mostExtensionDays: whole(1, 30, '工作日'),
    warnDays: whole(0, 5, '天数'),
    supervisorDays: whole(1, 30, '天数'),
    streetDays: whole(1, 60, '天数'),
    callbackPercent: whole(0, 100, '整数'),
  })
  .register(z.globalRegistry, { id: 'CaseLimits' })
export type CaseLimitsView = z.infer<typeof limits>
export const caseLimitNames = Object.keys(limits.shape) as (keyof CaseLimitsView)[]

const catalogueItem = z.strictObject({
  code: z.string().check(z.regex(/^[a-z-]{1,40}\.[a-z-]{1,40}$/, '类别的代码不对')),
  label: text(20, 1),
  /** Until the answer, in `unit`. */
  days: whole(1, 90, '数'),
  unit: z.enum(limitUnits, { error: '请选择按什么算' }),
  urgent: z.boolean(),
  /** The organisation that normally leads such cases; null: the office. */
  lead: z.nullable(text(60, 1)),
  start: z.enum(limitStarts, { error: '请选择从哪天算起' }),
  /** The time stands while the case waits for the resident, a vote or the season. */
  pauses: z.boolean(),
  /** Days before the due day on which somebody is reminded; null: as the community does. */
  warnDays: z.nullable(whole(0, 5, '天数')),
  /** 0: no extension is granted; null: as the community does. */
  mostExtensionDays: z.nullable(whole(0, 30, '天数')),
  /** How often a case may be taken up again; null: as the community does. */
  mostReopens: z.nullable(whole(0, 5, '次数')),
})
const catalogueGroup = z
  .strictObject({
    code: z.string().check(z.regex(/^[a-z-]{1,40}$/, '类别的代码不对')),
    label: text(20, 1),
    items: z
      .array(catalogueItem)
      .check(z.minLength(1, '每一大类至少留一个小类'), z.maxLength(30, '最多 30 个小类')),
  })
  .register(z.globalRegistry, { id: 'CaseCatalogueGroup' })
export type CaseCatalogueGroup = z.infer<typeof catalogueGroup>
const groups = z.array(catalogueGroup).check(z.minLength(1, '至少留一大类'), z.maxLength(20, '最多 20 大类'))

const catalogue = z
  .object({
    version: z.number(),
    /** Who changed it last, and when; null while it is what every community begins with. */
    changed: z.nullable(z.object({ by: z.string(), at: isoTime })),
    groups,
    limits,
  })
  .register(z.globalRegistry, { id: 'CaseCatalogue' })
export type CaseCatalogueView = z.infer<typeof catalogue>

const words = (max: number) => z.string().check(z.trim(), z.maxLength(max, `最多 ${max} 个字`))
const partyKey = z.string().check(z.minLength(1, '请选择由谁办'), z.maxLength(120))

/** One act for many cases; the words are the same for all of them. */
const bulkAct = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('accept') }),
    z.strictObject({ kind: z.literal('dispatch'), leadKey: partyKey, instruction: words(200) }),
    z.strictObject({ kind: z.literal('urgent'), urgent: z.boolean(), reason: text(deskLimits.reason, 2) }),
    z.strictObject({ kind: z.literal('reply'), text: text(opinionLimits.reply, 2) }),
  ])
  .register(z.globalRegistry, { id: 'BulkAct' })
export type BulkAct = z.infer<typeof bulkAct>

const most = z.maxLength(deskLimits.bulk, `一次最多 ${deskLimits.bulk} 件`)
const outcome = { id, number: z.string(), title: z.string(), reason: z.string() }

const preview = z
  .object({
    ...outcome,
    will: z.boolean(),
    version: z.number(),
    /** Where an organisation would read it: its words without numbers, for a person to check; null otherwise. */
    copyText: z.nullable(z.string()),
  })
  .register(z.globalRegistry, { id: 'BulkPreview' })
export type BulkPreviewView = z.infer<typeof preview>

const result = z.object({ ...outcome, done: z.boolean() }).register(z.globalRegistry, { id: 'BulkResult' })
export type BulkResultView = z.infer<typeof result>

const candidate = z
  .object({
    key: z.string(),
    /** `社区工作者 王秀英`, `锦程物业`. */
    label: z.string(),
    /** The words of the resident name it. */
    named: z.boolean(),
    barred: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'RecusalCandidate' })
export type RecusalCandidateView = z.infer<typeof candidate>

const view = z
  .strictObject({
    name: text(deskLimits.viewName, 1),
    filter: z.enum(staffFilters),
    order: z.enum(queueOrders),
    /** One grid alone; null: all of them. */
    gridId: z.nullable(id),
    /** What the workbench opens with. */
    isDefault: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'CaseView' })
export type CaseViewView = z.infer<typeof view>
const views = z.array(view).check(z.maxLength(deskLimits.views, `最多存 ${deskLimits.views} 个`))

const sampleOutcome = {
  id: sampleStaffItem.id,
  number: sampleStaffItem.number,
  title: sampleStaffItem.title,
  reason: '',
}

const sampleGroups = [
  {
    ...{ code: 'sanitation', label: '环境卫生' },
    items: [
      {
        ...{ code: 'sanitation.corridor', label: '楼道堆物', days: 5, unit: 'workdays' as const },
        ...{ urgent: false, lead: '锦程物业', start: 'next_day' as const, pauses: true },
        ...{ warnDays: null, mostExtensionDays: null, mostReopens: 1 },
      },
    ],
  },
]
const sampleLimits = {
  ...{ acceptanceDays: 1, urgentMinutes: 30, signHours: 4, lapseDays: 7 },
  ...{ mostReopens: 2, reopenDays: 30, mostReturns: 2, mostExtensionDays: 10 },
  ...{ warnDays: 1, supervisorDays: 1, streetDays: 3, callbackPercent: 20 },
}
const sampleCatalogue = { version: 0, changed: null, groups: sampleGroups, limits: sampleLimits }
const sampleView = { name: '二网格的', filter: 'all', order: 'newest', gridId: null, isDefault: true }

export const deskSchemas = {
  bulkPreview: {
    body: z.strictObject({ act: bulkAct, ids: z.array(id).check(z.minLength(1, '请先选择办件'), most) }),
    response: z.object({ items: z.array(preview) }),
    errors: staffErrors,
    examples: {
      body: { act: { kind: 'accept' }, ids: [sampleStaffItem.id] },
      response: { items: [{ ...sampleOutcome, will: true, version: 1, copyText: null }] },
    },
  },
  bulk: {
    body: z.strictObject({
      act: bulkAct,
      items: z
        .array(
          z.strictObject({
            id,
            version,
            /** What an organisation reads of this case; a person has checked it. */
            copyText: z.optional(words(opinionLimits.text)),
          }),
        )
        .check(z.minLength(1, '请先选择办件'), most),
    }),
    response: z.object({ items: z.array(result) }),
    errors: [...staffErrors, 'version_conflict'],
    examples: {
      body: { act: { kind: 'accept' }, items: [{ id: sampleStaffItem.id, version: 1 }] },
      response: { items: [{ ...sampleOutcome, done: true }] },
    },
  },
  setUrgent: {
    params: idParams,
    body: z.strictObject({ version, urgent: z.boolean(), reason: text(deskLimits.reason, 2) }),
    response: staffOpinion,
    errors: changeErrors,
    examples: {
      body: { version: 2, urgent: true, reason: '栏杆断了，小孩常在那里玩' },
      response: sampleStaff,
    },
  },
  recusal: {
    params: idParams,
    response: z.object({ items: z.array(candidate) }),
    errors: staffErrors,
    examples: {
      response: {
        items: [
          { key: 'person:acc_1BoxkVZLBjFjeN8D7r', label: '社区工作者 王秀英', named: true, barred: false },
        ],
      },
    },
  },
  recuse: {
    params: idParams,
    body: z.strictObject({
      version,
      /** Everybody who is barred from now on. */
      keys: z
        .array(z.string().check(z.minLength(1), z.maxLength(120)))
        .check(z.maxLength(deskLimits.barred, `最多 ${deskLimits.barred} 个`)),
      reason: text(deskLimits.reason, 2),
    }),
    response: staffOpinion,
    errors: changeErrors,
    examples: {
      body: { version: 2, keys: ['person:acc_1BoxkVZLBjFjeN8D7r'], reason: '居民反映的就是她' },
      response: sampleStaff,
    },
  },
  exportList: {
    body: z.strictObject({
      communityId: id,
      filter: z.enum(staffFilters),
      order: z.enum(queueOrders),
      gridId: z.nullable(id),
      format: z.enum(importFormats, { error: '请选择文件格式' }),
      purpose: z.enum(caseExportPurposes, { error: '请选择导出的用途' }),
      /** Words without numbers, the place at the building. */
      masked: z.boolean('请选择是否打星号'),
    }),
    response: z.object({
      id,
      /** The file, made while it is sent; the address works for five to ten minutes. */
      address: z.string(),
    }),
    errors: [...staffErrors, 'second_factor_required'],
    examples: {
      body: {
        ...{ communityId: 'nod_1BoxkVZLBjFjeN8D7r', filter: 'overdue', order: 'due', gridId: null },
        ...{ format: 'xlsx', purpose: 'meeting', masked: true },
      },
      response: {
        id: 'exp_1CjnvmPzqQZ8aY3kT5wLxe',
        address: '/api/v1/case-exports/exp_1CjnvmPzqQZ8aY3kT5wLxe/file?e=1795305600&s=0TQz2vJm3mT1l3c0cXb8Rw',
      },
    },
  },
  caseCatalogue: {
    query: z.strictObject({ communityId: id }),
    response: catalogue,
    errors: staffErrors,
    examples: { response: sampleCatalogue },
  },
  setCaseCatalogue: {
    body: z.strictObject({ communityId: id, version: z.number().check(z.int(), z.gte(0)), groups, limits }),
    response: catalogue,
    errors: [...staffErrors, 'version_conflict'],
    examples: {
      body: {
        communityId: 'nod_1BoxkVZLBjFjeN8D7r',
        ...{ version: 0, groups: sampleGroups, limits: sampleLimits },
      },
      response: { ...sampleCatalogue, version: 1 },
    },
  },
  here: {
    params: idParams,
    response: z.object({ others: z.array(z.string()) }),
    errors: staffErrors,
    examples: { response: { others: ['社区负责人 王秀英'] } },
  },
  views: {
    query: z.strictObject({ communityId: id }),
    response: z.object({ items: z.array(view) }),
    errors: staffErrors,
    examples: { response: { items: [sampleView] } },
  },
  setViews: {
    body: z.strictObject({ communityId: id, items: views }),
    response: z.object({ items: z.array(view) }),
    errors: staffErrors,
    examples: {
      body: { communityId: 'nod_1BoxkVZLBjFjeN8D7r', items: [sampleView] },
      response: { items: [sampleView] },
    },
  },
} satisfies SchemaTable<typeof deskRoutes>
