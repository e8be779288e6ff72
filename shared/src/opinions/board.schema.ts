import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id } from '../scalars.schema'
import type { boardRoutes } from './board.routes'
import { MOST_COVERS } from './intake.limits'

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
export const boardFilters = {
  /** A first level of the catalogue. */
  group: z.optional(z.string().check(z.regex(/^[a-z-]{1,40}$/, '请选择类别'))),
  gridId: z.optional(id),
}

const share = z.number().check(z.gte(0, '超出了照片'), z.lte(1, '超出了照片'))
/** Rectangles in shares of the photo's width and height, from its upper left corner. */
const area = z.strictObject({ x: share, y: share, width: share, height: share })
export type CoverArea = z.infer<typeof area>

/** What was decided about each photo after looking at it. */
export const photoChoices = z
  .array(
    z.strictObject({
      id,
      show: z.boolean(),
      areas: z.array(area).check(z.maxLength(MOST_COVERS, `一张照片最多遮 ${MOST_COVERS} 处`)),
    }),
  )
  .check(z.maxLength(60, '照片太多，请分次公开'))
export type PhotoChoice = z.infer<typeof photoChoices>[number]

export const boardSchemas = {
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
} satisfies SchemaTable<Omit<typeof boardRoutes, 'showPhotos'>>
