import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, isoTime, page, pageQuery, searchText } from '../scalars.schema'
import type { boardRoutes } from './board.routes'
import { BRUSH_WIDTHS, MOST_COVERS, MOST_STROKES, MOST_STROKE_POINTS } from './intake.limits'
import { category, sampleCategory, sampleItem, status } from './opinions.parts.schema'

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

export const boardOverview = z
  .object({
    /** Cases of the community answered since the first of the month; counting stops at 500. */
    answeredThisMonth: z.number(),
    /** Those whose author says that it is solved: nobody's silence counts. */
    solvedThisMonth: z.number(),
    grids: z.array(z.object({ id, name: z.string(), cases: z.number() })),
    groups: z.array(z.object({ code: z.string(), label: z.string(), cases: z.number() })),
  })
  .register(z.globalRegistry, { id: 'BoardOverview' })
export type BoardOverviewView = z.infer<typeof boardOverview>

/** Filters of the board beside its search words. */
const boardFilters = {
  /** A first level of the catalogue. */
  group: z.optional(z.string().check(z.regex(/^[a-z-]{1,40}$/, '请选择类别'))),
  gridId: z.optional(id),
}

const rate = z.object({ hit: z.number(), of: z.number() })
const rates = {
  cases: z.number(),
  onTime: rate,
  resolution: rate,
  satisfaction: rate,
  /** Neither rated nor reached: in no rate. */
  unheard: z.number(),
}
export const publicFigures = z
  .object({
    month: z.string(),
    ...rates,
    /** First levels with at least five ended cases, by name: fewer would tell of single people. */
    groups: z.array(z.object({ code: z.string(), label: z.string(), ...rates })),
    /** More cases than one answer counts: the figures are of the first of them. */
    capped: z.boolean(),
  })
  .register(z.globalRegistry, { id: 'PublicCaseFigures' })
export type PublicFiguresView = z.infer<typeof publicFigures>
const sampleRates = {
  ...{ cases: 36, onTime: { hit: 34, of: 36 }, resolution: { hit: 25, of: 27 } },
  ...{ satisfaction: { hit: 24, of: 27 }, unheard: 9 },
}
const share = z.number().check(z.gte(0, '超出了照片'), z.lte(1, '超出了照片'))
/** Rectangles in shares of the photo's width and height, from its upper left corner. */
const area = z.strictObject({ x: share, y: share, width: share, height: share })
export type CoverArea = z.infer<typeof area>

/** What a round brush went over: points in the same shares, the brush as wide as a share of the width. */
const stroke = z.strictObject({
  points: z
    .array(z.tuple([share, share]))
    .check(
      z.minLength(1, '这一笔是空的'),
      z.maxLength(MOST_STROKE_POINTS, `一笔最多 ${MOST_STROKE_POINTS} 个点，请分几笔画`),
    ),
  width: z.number().check(z.gte(BRUSH_WIDTHS.least, '笔太细'), z.lte(BRUSH_WIDTHS.most, '笔太粗')),
})
export type CoverStroke = z.infer<typeof stroke>

/** What was decided about each photo after looking at it. */
export const photoChoices = z
  .array(
    z.strictObject({
      id,
      show: z.boolean(),
      areas: z.array(area).check(z.maxLength(MOST_COVERS, `一张照片最多遮 ${MOST_COVERS} 处`)),
      strokes: z.optional(
        z.array(stroke).check(z.maxLength(MOST_STROKES, `一张照片最多画 ${MOST_STROKES} 笔`)),
      ),
    }),
  )
  .check(z.maxLength(60, '照片太多，请分次公开'))
export type PhotoChoice = z.infer<typeof photoChoices>[number]

const opinionId = 'opn_1BoxkVZLBjFjeN8D7r'
const at = '2026-11-23T02:31:00.000Z'
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

export const boardSchemas = {
  board: {
    query: z.strictObject({ ...pageQuery, ...boardFilters, communityId: z.optional(id), q: searchText }),
    response: page(boardItem),
    errors: ['not_found'],
    examples: { response: { items: [sampleBoard], nextCursor: null } },
  },
  boardFigures: {
    query: z.strictObject({
      communityId: z.optional(id),
      month: z.string().check(z.regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份写成 2026-11')),
    }),
    response: publicFigures,
    errors: ['not_found'],
    examples: {
      response: {
        ...{ month: '2026-11', ...sampleRates, capped: false },
        groups: [{ code: 'sanitation', label: '环境卫生', ...sampleRates }],
      },
    },
  },
  boardOverview: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: boardOverview,
    errors: ['not_found'],
    examples: {
      response: {
        answeredThisMonth: 41,
        solvedThisMonth: 36,
        grids: [{ id: 'nod_1BoxkVZLBjFjeN8D7r', name: '第 2 网格', cases: 12 }],
        groups: [{ code: 'sanitation', label: '环境卫生', cases: 9 }],
      },
    },
  },
} satisfies SchemaTable<typeof boardRoutes>
