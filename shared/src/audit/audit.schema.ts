import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { signedInErrors, staffErrors } from '../door-errors'
import { roles } from '../roles'
import { actKinds } from './audit.acts'
import { importFormats } from '../imports/imports.kinds'
import { auditExportPurposes } from './audit.kinds'
import { id, isoDay, isoTime, page, pageQuery } from '../scalars.schema'
import type { auditRoutes } from './audit.routes'

const accountId = z.string().check(z.regex(/^[\w]{3,40}$/, '编号不对'))

const auditRow = z.object({
  id,
  at: isoTime,
  communityId: z.nullable(id),
  /** The name is how the person signs; null for residents and for what happens by itself. */
  actor: z.object({
    accountId: z.string(),
    name: z.nullable(z.string()),
    role: z.nullable(z.enum(roles)),
  }),
  /** `陈立新（社区工作者）查看了周**的完整手机号，用途：上门走访` */
  sentence: z.string(),
  kind: z.nullable(z.enum(actKinds)),
  /** `notice.publish` */
  action: z.string(),
  target: z.object({ type: z.string(), id: z.string(), label: z.nullable(z.string()) }),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** Null until the chaining worker has been there, within a minute. */
  chain: z.nullable(z.object({ seq: z.number(), hash: z.string() })),
})
auditRow.register(z.globalRegistry, { id: 'AuditRow' })

const auditReport = z.object({
  communityId: id,
  intact: z.boolean(),
  /** Rows of this slice whose hash was recomputed. */
  checked: z.number(),
  /** Rows still waiting for the worker. */
  waiting: z.number(),
  head: z.nullable(z.object({ seq: z.number(), hash: z.string() })),
  /** First place where the chain does not hold. */
  brokenAt: z.nullable(
    z.object({ seq: z.number(), reason: z.enum(['gap', 'row_changed', 'link_broken', 'head_changed']) }),
  ),
  /** Where to go on: the number of the last row of this slice; null at the end, and at a fault. */
  next: z.nullable(z.number()),
  /** How many rows the chain has. */
  total: z.number(),
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
      kind: z.optional(z.enum(actKinds)),
      actorId: z.optional(accountId),
      targetId: z.optional(id),
      /** Days in Shanghai, both included. */
      from: z.optional(isoDay),
      to: z.optional(isoDay),
      action: z.optional(z.string().check(z.regex(/^[a-z_]+(\.[a-z_]+)*$/, '操作名不对'), z.maxLength(60))),
    }),
    response: page(auditRow),
    errors: staffErrors,
    examples: {
      response: {
        items: [
          {
            id: 'aud_1CjnvmPzqQZ8aY3kT5wLxe',
            at: '2026-11-23T02:00:00.000Z',
            communityId: communityExample,
            actor: { accountId: 'acc_1CjnvmPzqQZ8aY3kT5wLxe', name: '陈立新', role: 'community_staff' },
            sentence: '陈立新（社区工作者）发布了一条通知',
            kind: 'notices',
            action: 'notice.publish',
            target: { type: 'notice', id: 'ntc_1CjnvmPzqQZ8aY3kT5wLxe', label: null },
            detail: {},
            chain: { seq: 41, hash: hashExample },
          },
        ],
        nextCursor: null,
      },
    },
  },
  actors: {
    query: z.strictObject({ communityId: z.optional(id) }),
    response: z.object({
      items: z.array(z.object({ accountId: id, name: z.string(), role: z.enum(roles) })),
    }),
    errors: ['not_found'],
    examples: {
      response: {
        items: [{ accountId: 'acc_1CjnvmPzqQZ8aY3kT5wLxe', name: '陈立新', role: 'community_staff' }],
      },
    },
  },
  export: {
    body: z.strictObject({
      communityId: id,
      kind: z.optional(z.enum(actKinds)),
      actorId: z.optional(accountId),
      targetId: z.optional(id),
      /** Days in Shanghai, both included. */
      from: z.optional(isoDay),
      to: z.optional(isoDay),
      format: z.enum(importFormats, { error: '请选择文件格式' }),
      purpose: z.enum(auditExportPurposes, { error: '请选择导出的用途' }),
    }),
    response: z.object({
      id,
      /** The file, made while it is sent; the address works for five to ten minutes. */
      address: z.string(),
    }),
    errors: [...signedInErrors, 'second_factor_required', 'forbidden', 'not_found'],
    examples: {
      body: { communityId: communityExample, kind: 'look', format: 'xlsx', purpose: 'supervision' },
      response: {
        id: 'exp_1CjnvmPzqQZ8aY3kT5wLxe',
        address:
          '/api/v1/audit-exports/exp_1CjnvmPzqQZ8aY3kT5wLxe/file?e=1795305600&s=0TQz2vJm3mT1l3c0cXb8Rw',
      },
    },
  },
  verify: {
    query: z.strictObject({
      communityId: id,
      /** Go on behind the row of this number. */
      after: z.optional(z.coerce.number().check(z.int('序号不对'), z.gte(0, '序号不对'))),
    }),
    response: auditReport,
    errors: staffErrors,
    examples: {
      response: {
        communityId: communityExample,
        intact: true,
        checked: 41,
        waiting: 0,
        head: { seq: 41, hash: hashExample },
        brokenAt: null,
        next: null,
        total: 41,
        heads: [{ day: '2026-11-22', seq: 40, hash: hashExample }],
      },
    },
  },
} satisfies SchemaTable<typeof auditRoutes>
