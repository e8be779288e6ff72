import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { changeErrors, staffErrors } from '../door-errors'
import { id, idParams, page, pageQuery, text, version } from '../scalars.schema'
import { exclusionReasons, figureParts, markedReasons, measures, type ExclusionReason } from './figures.rules'
import type { figureRoutes } from './figures.routes'
import { sampleStaff, sampleStaffItem, staffOpinion, staffOpinionItem } from './workbench.schema'

const month = z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份写成 2026-11'))
const groupings = ['category', 'grid', 'organisation'] as const
export type FigureGrouping = (typeof groupings)[number]
const reasonCodes = Object.keys(exclusionReasons) as [ExclusionReason, ...ExclusionReason[]]

const rate = z.object({ hit: z.number(), of: z.number(), text: z.string() })
const figures = z
  .object({
    cases: z.number(),
    response: rate,
    onTime: rate,
    resolution: rate,
    satisfaction: rate,
    /** Neither rated nor reached by a callback: in no rate. */
    unheard: z.number(),
    excluded: z.number(),
  })
  .register(z.globalRegistry, { id: 'CaseFigures' })
export type CaseFiguresView = z.infer<typeof figures>

const sampleRate = { hit: 18, of: 21, text: '85.7%' }
const sampleFigures = {
  ...{
    cases: 36,
    response: sampleRate,
    onTime: sampleRate,
    resolution: sampleRate,
    satisfaction: sampleRate,
  },
  ...{ unheard: 9, excluded: 6 },
}

export const figureSchemas = {
  figures: {
    query: z.strictObject({ communityId: id, month, by: z.enum(groupings) }),
    response: z.object({
      month: z.string(),
      total: figures,
      rows: z.array(z.object({ key: z.string(), label: z.string(), figures })),
      /** Complaints against a person: apart, in no row and no total. */
      persons: figures,
      exclusions: z.array(z.object({ reason: z.enum(reasonCodes), label: z.string(), count: z.number() })),
      /** More cases than one answer counts: the figures are of the first of them. */
      capped: z.boolean(),
    }),
    errors: staffErrors,
    examples: {
      response: {
        ...{ month: '2026-11', total: sampleFigures, persons: sampleFigures, capped: false },
        rows: [{ key: 'sanitation', label: '环境卫生', figures: sampleFigures }],
        exclusions: [{ reason: 'merged', label: '合并办理', count: 3 }],
      },
    },
  },
  figureCases: {
    query: z.strictObject({
      ...{
        communityId: id,
        month,
        by: z.enum(groupings),
        key: z.optional(z.string().check(z.maxLength(120))),
      },
      ...{ measure: z.optional(z.enum(measures)), part: z.enum(figureParts) },
      /** Of what is left out, what for this reason. */
      reason: z.optional(z.enum(reasonCodes)),
      cursor: pageQuery.cursor,
    }),
    response: page(staffOpinionItem),
    errors: staffErrors,
    examples: { response: { items: [sampleStaffItem], nextCursor: null } },
  },
  callbacks: {
    query: z.strictObject({ communityId: id }),
    response: z.object({
      items: z.array(
        z.object({
          ...staffOpinionItem.shape,
          /** The caller handled it: somebody else has to call. */
          mine: z.boolean(),
          /** Somebody called and reached nobody. */
          tried: z.boolean(),
        }),
      ),
    }),
    errors: staffErrors,
    examples: { response: { items: [{ ...sampleStaffItem, mine: false, tried: false }] } },
  },
  callback: {
    params: idParams,
    body: z.strictObject({
      version,
      reached: z.boolean(),
      solved: z.optional(z.enum(['yes', 'partly', 'no'])),
      score: z.optional(
        z.number().check(z.int(), z.gte(1, '请选择 1 到 5 分'), z.lte(5, '请选择 1 到 5 分')),
      ),
      text: z.string().check(z.trim(), z.maxLength(200, '最多 200 个字')),
    }),
    response: staffOpinion,
    errors: changeErrors,
    examples: {
      body: { version: 5, reached: true, solved: 'yes', score: 4, text: '说比以前好多了' },
      response: sampleStaff,
    },
  },
  mark: {
    params: idParams,
    body: z.strictObject({
      version,
      excluded: z.nullable(z.enum(markedReasons)),
      aboutPerson: z.boolean(),
      reason: text(200, 2),
    }),
    response: staffOpinion,
    errors: changeErrors,
    examples: {
      body: { version: 5, excluded: 'beyond', aboutPerson: false, reason: '市政道路，已转街道' },
      response: sampleStaff,
    },
  },
} satisfies SchemaTable<typeof figureRoutes>
