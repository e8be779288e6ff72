import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { roles } from '../roles'
import { id, isoDay, isoTime, page, pageQuery } from '../scalars.schema'
import type { auditRoutes } from './audit.routes'

const auditRow = z.object({
  id,
  at: isoTime,
  communityId: z.nullable(id),
  actor: z.object({ accountId: z.string(), role: z.nullable(z.enum(roles)) }),
  /** `notice.publish` */
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string() }),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Null until the chaining worker has been there, within a minute. */
  chain: z.nullable(z.object({ seq: z.number(), hash: z.string() })),
})
auditRow.register(z.globalRegistry, { id: 'AuditRow' })

const auditReport = z.object({
  communityId: id,
  intact: z.boolean(),
  /** Rows whose hash was recomputed. */
  checked: z.number(),
  /** Rows still waiting for the worker. */
  waiting: z.number(),
  head: z.nullable(z.object({ seq: z.number(), hash: z.string() })),
  /** First place where the chain does not hold. */
  brokenAt: z.nullable(
    z.object({ seq: z.number(), reason: z.enum(['gap', 'row_changed', 'link_broken', 'head_changed']) }),
  ),
  heads: z.array(z.object({ day: isoDay, seq: z.number(), hash: z.string() })),
})
auditReport.register(z.globalRegistry, { id: 'AuditReport' })

export type AuditRowView = z.infer<typeof auditRow>
export type AuditReport = z.infer<typeof auditReport>

const communityExample = 'nod_1CjnvmPzqQZ8aY3kT5wLxe'
const hashExample = 'b3f0c1a9b3f0c1a9b3f0c1a9b3f0c1a9b3f0c1a9b3f0c1a9b3f0c1a9b3f0c1a9'

export const auditSchemas = {
  list: {
    query: z.strictObject({
      ...pageQuery,
      communityId: z.optional(id),
      action: z.optional(z.string().check(z.regex(/^[a-z_]+(\.[a-z_]+)*$/, '操作名不对'), z.maxLength(60))),
    }),
    response: page(auditRow),
    errors: ['unauthenticated', 'consent_required', 'forbidden', 'not_found'],
    examples: {
      response: {
        items: [
          {
            id: 'aud_1CjnvmPzqQZ8aY3kT5wLxe',
            at: '2026-11-23T02:00:00.000Z',
            communityId: communityExample,
            actor: { accountId: 'acc_1CjnvmPzqQZ8aY3kT5wLxe', role: 'community_staff' },
            action: 'notice.publish',
            target: { type: 'notice', id: 'ntc_1CjnvmPzqQZ8aY3kT5wLxe' },
            detail: {},
            chain: { seq: 41, hash: hashExample },
          },
        ],
        nextCursor: null,
      },
    },
  },
  verify: {
    query: z.strictObject({ communityId: id }),
    response: auditReport,
    errors: ['unauthenticated', 'consent_required', 'forbidden', 'not_found'],
    examples: {
      response: {
        communityId: communityExample,
        intact: true,
        checked: 41,
        waiting: 0,
        head: { seq: 41, hash: hashExample },
        brokenAt: null,
        heads: [{ day: '2026-11-22', seq: 40, hash: hashExample }],
      },
    },
  },
} satisfies SchemaTable<typeof auditRoutes>
