import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { noticeItem } from '../notices/notices.parts.schema'
import { boardItem } from '../opinions/board.schema'
import { deadline } from '../opinions/opinions.parts.schema'
import { id, isoDay } from '../scalars.schema'
import type { homeRoutes } from './home.routes'

const matterKinds = [
  'confirm-notice',
  'vote',
  'rate-opinion',
  'supplement-opinion',
  'opinion',
  'booking',
  'meeting',
] as const

/** One row of 与您有关; the sentence says who does what by when. */
export const matter = z
  .object({
    kind: z.enum(matterKinds),
    targetId: id,
    title: z.string(),
    sentence: z.string(),
    deadline: z.nullable(deadline),
  })
  .register(z.globalRegistry, { id: 'Matter' })
export type MatterView = z.infer<typeof matter>

export const homeSchemas = {
  get: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({
      today: isoDay,
      community: z.nullable(z.object({ id, name: z.string() })),
      matters: z.array(matter),
      notices: z.array(noticeItem),
      noticeCount: z.number(),
      board: z.array(boardItem),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        today: '2026-11-23',
        community: { id: 'nod_1BoxkVZLBjFjeN8D7r', name: '青禾社区' },
        matters: [],
        notices: [],
        noticeCount: 26,
        board: [],
      },
    },
  },
} satisfies SchemaTable<typeof homeRoutes>
