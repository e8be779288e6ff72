import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { file } from '../files/files.schema'
import { deskKinds } from '../bookings/rooms.rules'
import { id, searchText, text, version } from '../scalars.schema'
import { MOST_BOOKINGS, MOST_FORMS } from './limits.rules'
import { questionKinds, questionLimits } from './questions.rules'
import { actingRules, limitUnits, materialNeeds, serviceGroups } from './services.catalogue'
import type { serviceRoutes } from './services.routes'

const groupCodes = serviceGroups.map(({ code }) => code)
const group = z.enum(groupCodes as [(typeof groupCodes)[number], ...(typeof groupCodes)[number][]])
export const serviceCode = z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/, '事项编号不对'))

const material = z.object({ name: z.string(), need: z.enum(materialNeeds) })
/** What is asked when the item is booked. */
export const question = z
  .object({
    id: z.string(),
    kind: z.enum(questionKinds),
    label: z.string(),
    required: z.boolean(),
    options: z.array(z.string()),
  })
  .register(z.globalRegistry, { id: 'ServiceQuestion' })
export type ServiceQuestionView = z.infer<typeof question>

export const questionId = z.string().check(z.regex(/^[a-z][a-z0-9]{0,11}$/, '问题编号不对'))

const questionInput = z
  .strictObject({
    id: questionId,
    kind: z.enum(questionKinds, { error: '请选怎么回答' }),
    label: text(questionLimits.label, 2),
    required: z.boolean(),
    options: z
      .array(text(questionLimits.option))
      .check(z.maxLength(questionLimits.options, `最多 ${questionLimits.options} 个选项`)),
  })
  .check(
    z.refine(({ kind, options }) => kind !== 'choice' || options.length >= 2, {
      path: ['options'],
      error: '至少写 2 个选项',
    }),
    z.refine(({ kind, options }) => kind === 'choice' || options.length === 0, {
      path: ['options'],
      error: '只有“选一项”才有选项',
    }),
    z.refine(({ options }) => new Set(options).size === options.length, {
      path: ['options'],
      error: '有两个选项一样，请改开',
    }),
  )

const most = z
  .number()
  .check(z.int('次数要是整数'), z.gte(0, '次数不能小于 0'), z.lte(MOST_BOOKINGS, `最多 ${MOST_BOOKINGS} 次`))
/** How often it can be booked; 0 is no limit. */
const limits = z.strictObject({ person: most, home: most, homeDay: most })

const limit = z.object({
  unit: z.enum(limitUnits),
  amount: z.number(),
  source: z.string(),
  confirmed: z.boolean(),
})

const item = z
  .object({
    code: z.string(),
    label: z.string(),
    group,
    /** False while it is not on offer here: the guide can be read, nothing can be booked. */
    offered: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'ServiceItem' })
export type ServiceItemView = z.infer<typeof item>

const refused = z
  .object({ code: z.string(), label: z.string(), advice: z.string() })
  .register(z.globalRegistry, { id: 'RefusedCertificate' })
export type RefusedCertificateView = z.infer<typeof refused>

const desk = z
  .object({
    ...{ id, name: z.string(), place: z.string(), kind: z.enum(deskKinds) },
    /** Most visits of one series; null when each is booked alone. */
    mostVisits: z.nullable(z.number()),
  })
  .register(z.globalRegistry, { id: 'ServiceDesk' })
export type ServiceDeskView = z.infer<typeof desk>

const service = z
  .object({
    ...item.shape,
    /** Counts the changes of the guide; 0 is the starting set. */
    version: z.number(),
    words: z.array(z.string()),
    materials: z.array(material),
    limit: z.nullable(limit),
    acting: z.enum(actingRules),
    condition: z.string(),
    fee: z.string(),
    questions: z.array(question),
    /** To be printed and filled in at home. */
    forms: z.array(file),
    limits: z.object({ person: z.number(), home: z.number(), homeDay: z.number() }),
    desks: z.array(desk),
  })
  .register(z.globalRegistry, { id: 'Service' })
export type ServiceView = z.infer<typeof service>

const guide = z.strictObject({
  communityId: id,
  version,
  label: text(30, 2),
  group,
  offered: z.boolean(),
  words: z.array(text(20)).check(z.maxLength(20, '最多 20 个叫法')),
  materials: z
    .array(z.strictObject({ name: text(60), need: z.enum(materialNeeds) }))
    .check(z.maxLength(30, '最多 30 样材料')),
  limit: z.nullable(
    z.strictObject({
      unit: z.enum(limitUnits),
      amount: z.number().check(z.int('时限要是整数'), z.gte(0, '时限不能小于 0'), z.lte(400, '时限太长')),
      source: text(60),
      confirmed: z.boolean(),
    }),
  ),
  acting: z.enum(actingRules),
  condition: text(200, 0),
  fee: text(40),
  /** Absent from an older client: as it is. */
  limits: z.optional(limits),
  /** Absent from an older client, which knows none: those that are there stay. */
  questions: z.optional(
    z.array(questionInput).check(
      z.maxLength(questionLimits.questions, `最多 ${questionLimits.questions} 个问题`),
      z.refine((all) => new Set(all.map((one) => one.id)).size === all.length, '问题编号重复了'),
    ),
  ),
  /** Absent from an older client: as they are. */
  formIds: z.optional(z.array(id).check(z.maxLength(MOST_FORMS, `最多放 ${MOST_FORMS} 份表`))),
})
export type ServiceGuideInput = z.output<typeof guide>

const example = {
  code: 'elder-card',
  label: '老年优待证',
  group: 'elders',
  offered: true,
} as const
const fullExample = {
  ...example,
  version: 0,
  words: ['老年证'],
  materials: [{ name: '身份证', need: 'required' }],
  limit: { unit: 'workdays', amount: 5, source: '当地办事指南', confirmed: false },
  acting: 'family',
  condition: '年满 60 周岁',
  fee: '不收费',
  questions: [
    { id: 'q1', kind: 'choice', label: '第一次办还是补办', required: true, options: ['第一次', '补办'] },
  ],
  forms: [
    {
      ...{ id: 'fil_1CjnvmPzqQZ8aY3kT5wLxe', kind: 'document', name: '申请表.pdf' },
      ...{ mime: 'application/pdf', bytes: 84_320 },
      urls: {
        view: '/api/v1/files/fil_1CjnvmPzqQZ8aY3kT5wLxe/view?e=1795305600&s=Jx0mUq8dWm0Ck2bTn0b9Yg',
      },
    },
  ],
  limits: { person: 0, home: 2, homeDay: 1 },
  desks: [
    {
      ...{ id: 'dsk_1BoxkVZLBjFjeN8D7rQ2wX', name: '1 号窗口', place: '社区服务站一楼', kind: 'counter' },
      mostVisits: null,
    },
  ],
} as const

export const serviceSchemas = {
  list: {
    query: z.strictObject({ communityId: id, q: searchText }),
    response: z.object({ items: z.array(item), refused: z.array(refused) }),
    errors: ['not_found'],
    examples: { response: { items: [example], refused: [] } },
  },
  get: {
    params: z.strictObject({ code: serviceCode }),
    query: z.strictObject({ communityId: id }),
    response: service,
    errors: ['not_found'],
    examples: { response: fullExample },
  },
  change: {
    params: z.strictObject({ code: serviceCode }),
    body: guide,
    response: service,
    errors: [...staffErrors, 'version_conflict'],
    examples: {
      body: {
        communityId: 'nod_1BoxkVZLBjFjeN8D7rQ2wX',
        version: 0,
        label: '老年优待证',
        group: 'elders',
        offered: true,
        words: ['老年证'],
        materials: [{ name: '身份证', need: 'required' }],
        limit: null,
        acting: 'family',
        condition: '年满 60 周岁',
        fee: '不收费',
      },
      response: fullExample,
    },
  },
} as const satisfies SchemaTable<typeof serviceRoutes>
