import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, idParams, isoTime, phone, text } from '../scalars.schema'
import { callerChannels, followCodePattern } from './caller.kinds'
import type { callerRoutes } from './caller.routes'
import { opinionStatuses } from './opinions.machine'

export const entry = z
  .strictObject({
    channel: z.enum(callerChannels, { error: '请选择怎么收到的' }),
    categoryCode: z.string().check(z.regex(/^[a-z-]+\.[a-z-]+$/, '请选择类别')),
    text: text(500, 4),
    photoIds: z.array(id).check(z.maxLength(9, '最多 9 张照片')),
    placeId: id,
    placeDetail: z.optional(z.string().check(z.trim(), z.maxLength(60, '最多 60 个字'))),
    /** Who called; both may be left out by somebody who does not want to say. */
    callerName: z.optional(text(30)),
    callerPhone: z.optional(phone),
    hideName: z.boolean(),
    /** The caller agreed that whoever the case is given to may know name and phone. */
    shareContact: z.optional(z.boolean()),
    wantsPublic: z.boolean(),
    urgentNow: z.optional(z.boolean()),
  })
  .register(z.globalRegistry, { id: 'OpinionEntryByStaff' })
export type CallerEntry = z.infer<typeof entry>

const followCode = z
  .object({
    id,
    number: z.string(),
    /** Twelve digits, shown this once. */
    followCode: z.string(),
  })
  .register(z.globalRegistry, { id: 'FollowCode' })
export type FollowCodeView = z.infer<typeof followCode>

export const trackedCase = z
  .object({
    number: z.string(),
    title: z.string(),
    categoryLabel: z.string(),
    placeLabel: z.string(),
    status: z.enum(opinionStatuses),
    statusLabel: z.string(),
    submittedAt: isoTime,
    /** `社区最晚 11月30日 18:00 前答复您`; null when nothing is owed. */
    deadline: z.nullable(z.string()),
    next: z.string(),
    timeline: z.array(
      z.object({
        id,
        title: z.string(),
        text: z.nullable(z.string()),
        by: z.nullable(z.string()),
        at: isoTime,
      }),
    ),
  })
  .register(z.globalRegistry, { id: 'TrackedCase' })
export type TrackedCaseView = z.infer<typeof trackedCase>

const sampleCode = { id: 'opn_1BoxkVZLBjFjeN8D7r', number: 'QH-20261123-0047', followCode: '482055173904' }
const staffErrors = ['unauthenticated', 'consent_required', 'forbidden', 'not_found'] as const

export const callerSchemas = {
  enter: {
    body: entry,
    // The code is asked for apart: what is answered here is kept for a day under its key.
    response: z.object({ id, number: z.string() }),
    errors: staffErrors,
    examples: {
      body: {
        channel: 'phone',
        categoryCode: 'facilities.lights',
        text: '二单元的声控灯不亮，老人晚上不敢出门',
        photoIds: [],
        placeId: 'nod_1BoxkVZLBjFjeN8D7r',
        callerName: '周玉兰',
        callerPhone: '13800000001',
        hideName: true,
        wantsPublic: false,
      },
      response: { id: sampleCode.id, number: sampleCode.number },
    },
  },
  renewCode: {
    params: idParams,
    response: followCode,
    errors: staffErrors,
    examples: { response: sampleCode },
  },
  readCaller: {
    params: idParams,
    response: z.object({ name: z.nullable(z.string()), phone: z.nullable(z.string()) }),
    errors: staffErrors,
    examples: { response: { name: '周玉兰', phone: '13800000001' } },
  },
  track: {
    body: z.strictObject({
      number: z
        .string()
        .check(z.trim(), z.toUpperCase(), z.regex(/^[A-Z]{2,4}-\d{8}-\d{4,6}$/, '编号像 QH-20261123-0042')),
      code: z.string().check(z.trim(), z.regex(followCodePattern, '查询码是 12 位数字，早些时候给的是 8 位')),
    }),
    response: trackedCase,
    errors: [],
    examples: {
      body: { number: sampleCode.number, code: sampleCode.followCode },
      response: {
        number: sampleCode.number,
        title: '二单元的声控灯不亮，老人晚上不敢出门',
        categoryLabel: '公共设施与安全，路灯、楼道灯',
        placeLabel: '锦和苑 3 号楼',
        status: 'in_progress',
        statusLabel: '办理中',
        submittedAt: '2026-11-23T02:31:00.000Z',
        deadline: '社区最晚 11月30日 18:00 前答复您',
        next: '接下来：社区处理后答复您，答复后请您评价',
        timeline: [
          {
            id: 'his_1BoxkVZLBjFjeN8D7r',
            title: '社区已受理',
            text: null,
            by: '社区工作者 陈立新',
            at: '2026-11-23T06:06:00.000Z',
          },
        ],
      },
    },
  },
} satisfies SchemaTable<typeof callerRoutes>
