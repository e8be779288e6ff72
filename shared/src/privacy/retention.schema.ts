import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, isoDay, isoTime } from '../scalars.schema'
import type { retentionRoutes } from './retention.routes'

const retentionRule = z
  .object({
    code: z.string(),
    label: z.string(),
    period: z.string(),
    source: z.string(),
    lastRunAt: z.nullable(isoTime),
    failedAt: z.nullable(isoTime),
    /** Removed in the last 30 days. */
    removed: z.number(),
    next: z.object({
      at: z.nullable(isoTime),
      /** Within the coming 30 days; `capped` when there are more than were counted. */
      count: z.number(),
      capped: z.boolean(),
    }),
  })
  .register(z.globalRegistry, { id: 'RetentionRule' })
export type RetentionRuleView = z.infer<typeof retentionRule>

const retention = z.object({
  rules: z.array(retentionRule),
  days: z.array(z.object({ day: isoDay, code: z.string(), label: z.string(), removed: z.number() })),
})
export type RetentionView = z.infer<typeof retention>

export const retentionSchemas = {
  retention: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: retention,
    errors: staffErrors,
    examples: {
      response: {
        rules: [
          {
            code: 'sign_in_codes',
            label: '短信验证码',
            period: '2 天',
            source: '隐私说明“保存多久”',
            lastRunAt: '2026-11-23T02:00:00.000Z',
            failedAt: null,
            removed: 12,
            next: { at: '2026-11-24T02:00:00.000Z', count: 3, capped: false },
          },
        ],
        days: [{ day: '2026-11-22', code: 'sign_in_codes', label: '短信验证码', removed: 12 }],
      },
    },
  },
} satisfies SchemaTable<typeof retentionRoutes>
