import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { changeErrors, staffErrors } from '../door-errors'
import { id, idParams, text, version } from '../scalars.schema'
import { party } from './cases.parts.schema'
import type { caseRoutes } from './cases.routes'
import { opinion, sampleOpinion } from './opinions.schema'
import { opinionLimits, photoIds } from './opinions.parts.schema'
import { sampleStaff, sampleStaffItem, staffOpinion, staffOpinionItem } from './workbench.schema'
import { templateLimits } from './reply-templates'
import { handBackReasonCodes, holdReasonCodes } from './parties'

export const caseLimits = { helpers: 5, instruction: 200, task: 100, reason: 200, report: 500 } as const

const partyKey = z.string().check(z.minLength(1, '请选择由谁办'), z.maxLength(120))
const days = z
  .number({ error: '请填天数' })
  .check(z.int('请填整数'), z.gte(1, '至少 1 天'), z.lte(30, '最多 30 天'))
const optionalText = (max: number) => z.string().check(z.trim(), z.maxLength(max, `最多 ${max} 个字`))

const change = <Body>(body: Body, example: Record<string, unknown>) => ({
  params: idParams,
  body,
  response: staffOpinion,
  errors: changeErrors,
  examples: { body: { version: 2, ...example }, response: sampleStaff },
})

const similarCase = z.object({ ...staffOpinionItem.shape, reason: z.string() })
export type SimilarCaseView = z.infer<typeof similarCase>

const templateList = z.object({
  /** Counts what the community has decided about opinions; a list is changed over the one that was read. */
  version: z.number(),
  items: z.array(z.object({ title: z.string(), text: z.string() })),
})
const sampleTemplate = { title: '已约好时间', text: '已和师傅约好，周五上午上门处理' }

const dispatchBody = z.strictObject({
  version,
  leadKey: partyKey,
  helpers: z
    .array(z.strictObject({ key: partyKey, task: text(caseLimits.task, 2), days }))
    .check(z.maxLength(caseLimits.helpers, `最多 ${caseLimits.helpers} 个协办`)),
  instruction: optionalText(caseLimits.instruction),
  /** What an organisation reads; staff have taken rooms, names and numbers out of it. */
  copyText: z.optional(optionalText(opinionLimits.text)),
  /** Of the resident's photos, those an organisation may see. */
  photoIds,
})
export type DispatchBody = z.infer<typeof dispatchBody>

export const caseSchemas = {
  parties: {
    query: z.strictObject({ communityId: id }),
    response: z.object({ items: z.array(party) }),
    errors: staffErrors,
    examples: {
      response: { items: [{ key: 'organisation:nod_1:锦程物业', kind: 'organisation', label: '锦程物业' }] },
    },
  },
  dispatch: change(dispatchBody, {
    leadKey: 'organisation:nod_1BoxkVZLBjFjeN8D7r:锦程物业',
    helpers: [],
    instruction: '请和住户约时间搬走，办好拍一张照片',
    copyText: '楼道堆了旧柜子和纸箱，轮椅过不去',
    photoIds: [],
  }),
  take: change(z.strictObject({ version }), {}),
  sign: change(z.strictObject({ version }), {}),
  handBack: change(
    z.strictObject({
      version,
      reason: z.enum(handBackReasonCodes, { error: '请选择退回的原因' }),
      text: z.optional(optionalText(caseLimits.reason)),
    }),
    { reason: 'outside_list' },
  ),
  hold: change(
    z.strictObject({
      version,
      for: z.enum(holdReasonCodes, { error: '请选择等什么' }),
      note: text(caseLimits.reason, 2),
    }),
    { for: 'vote', note: '增加车位要业主表决，12 月 20 日开会' },
  ),
  resume: change(z.strictObject({ version }), {}),
  refer: change(z.strictObject({ version, text: text(caseLimits.reason, 2) }), {
    text: '两家单位都说不归自己管，请街道确定',
  }),
  adjudicate: change(
    z.strictObject({
      version,
      leadKey: partyKey,
      text: text(caseLimits.reason, 2),
      copyText: z.optional(optionalText(opinionLimits.text)),
    }),
    { leadKey: 'community', text: '按职责清单第 12 项，由社区办理' },
  ),
  helpDone: change(z.strictObject({ version, text: text(caseLimits.report, 2) }), {
    text: '已约好 602 住户周五上午在家',
  }),
  templates: {
    query: z.strictObject({ communityId: id }),
    response: templateList,
    errors: staffErrors,
    examples: { response: { version: 3, items: [sampleTemplate] } },
  },
  setTemplates: {
    body: z.strictObject({
      communityId: id,
      version: z.number().check(z.int(), z.gte(0)),
      items: z
        .array(z.strictObject({ title: text(templateLimits.title, 2), text: text(templateLimits.text, 2) }))
        .check(z.maxLength(templateLimits.count, `最多 ${templateLimits.count} 条`)),
    }),
    response: templateList,
    errors: [...staffErrors, 'version_conflict'],
    examples: {
      body: { communityId: 'nod_1BoxkVZLBjFjeN8D7r', version: 3, items: [sampleTemplate] },
      response: { version: 4, items: [sampleTemplate] },
    },
  },
  similar: {
    params: idParams,
    response: z.object({ items: z.array(similarCase) }),
    errors: staffErrors,
    examples: { response: { items: [{ ...sampleStaffItem, reason: '同一个地方，都写到“旧柜”' }] } },
  },
  merge: change(z.strictObject({ version, intoId: id }), { intoId: 'opn_1BoxkVZLBjFjeN8D7r' }),
  split: change(
    z.strictObject({
      version,
      text: text(opinionLimits.text, 4),
      categoryCode: z.string().check(z.minLength(1, '请选择类别'), z.maxLength(60)),
    }),
    { text: '一楼的感应灯也不亮了', categoryCode: 'facilities.lights' },
  ),
  ask: {
    params: idParams,
    body: z.strictObject({ version, text: text(opinionLimits.text, 2), photoIds }),
    response: opinion,
    errors: ['unauthenticated', 'consent_required', 'not_found', 'invalid_status', 'version_conflict'],
    examples: { body: { version: 4, text: '周五是上午还是下午搬', photoIds: [] }, response: sampleOpinion },
  },
  shareContact: {
    params: idParams,
    body: z.strictObject({ version, share: z.boolean() }),
    response: opinion,
    errors: ['unauthenticated', 'consent_required', 'not_found', 'invalid_status', 'version_conflict'],
    examples: { body: { version: 4, share: false }, response: sampleOpinion },
  },
  readContact: {
    params: idParams,
    response: z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
    errors: staffErrors,
    examples: { response: { name: '周玉兰', phone: '13800000001' } },
  },
  respond: change(z.strictObject({ version, text: text(opinionLimits.reply, 2), photoIds }), {
    text: '周五上午九点',
    photoIds: [],
  }),
  askExtension: change(z.strictObject({ version, days, reason: text(caseLimits.reason, 2) }), {
    days: 3,
    reason: '配件要从外地发来，周四到',
  }),
  decideExtension: change(
    z.strictObject({ version, grant: z.boolean(), text: optionalText(caseLimits.reason) }),
    { grant: true, text: '' },
  ),
} satisfies SchemaTable<typeof caseRoutes>
