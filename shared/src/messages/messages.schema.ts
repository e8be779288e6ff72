import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { ownErrors, signedInErrors } from '../door-errors'
import { id, idParams, isoTime, page, pageQuery } from '../scalars.schema'
import type { messageRoutes } from './messages.routes'

/** What the message is about decides the page it opens: an opinion as its author sees it, a case as its handlers do. */
export const messageTopics = [
  'notice',
  'opinion',
  'case',
  'poll',
  /** For supervisors: the page where a result is counted again and signed. */
  'poll_sign',
  /** For staff: the desk of a vote. */
  'poll_desk',
  /** For staff: a vote that somebody says was not theirs, at the same desk. */
  'poll_doubt',
  'topic',
  /** For staff: the desk of a topic. */
  'topic_desk',
  'meeting',
  'booking',
  'account',
  'home',
] as const

export const message = z
  .object({
    id,
    topic: z.enum(messageTopics),
    /** Id of the notice, opinion or case; null for the account. */
    targetId: z.nullable(id),
    title: z.string(),
    text: z.string(),
    /** True when it asks for an act (confirm, rate, add a photo) rather than telling something. */
    needsAct: z.boolean(),
    read: z.boolean(),
    createdAt: isoTime,
  })
  .register(z.globalRegistry, { id: 'Message' })
export type MessageView = z.infer<typeof message>

const counts = z.object({ unread: z.number(), needsAct: z.number() })

const sample = {
  id: 'msg_1BoxkVZLBjFjeN8D7r',
  topic: 'notice',
  targetId: 'ntc_1BoxkVZLBjFjeN8D7r',
  title: '请确认停水通知',
  text: '11月28日锦和苑 3、4 号楼停水检修，还没有看到您的确认',
  needsAct: true,
  read: false,
  createdAt: '2026-11-23T00:30:00.000Z',
}

export const messageSchemas = {
  list: {
    query: z.strictObject({ ...pageQuery, filter: z.optional(z.enum(['all', 'needs-act', 'tells'])) }),
    response: page(message),
    errors: signedInErrors,
    examples: { response: { items: [sample], nextCursor: null } },
  },
  counts: {
    response: counts,
    errors: signedInErrors,
    examples: { response: { unread: 2, needsAct: 1 } },
  },
  wechatTemplates: {
    /** Null where none is configured: then the inbox is the only way. */
    response: z.object({
      notice: z.nullable(z.string()),
      opinion: z.nullable(z.string()),
      booking: z.nullable(z.string()),
    }),
    errors: signedInErrors,
    examples: { response: { notice: 'tmpl-notice', opinion: 'tmpl-opinion', booking: null } },
  },
  read: {
    params: idParams,
    response: counts,
    errors: ownErrors,
    examples: { response: { unread: 1, needsAct: 1 } },
  },
  readAll: {
    response: counts,
    errors: signedInErrors,
    examples: { response: { unread: 0, needsAct: 0 } },
  },
} satisfies SchemaTable<typeof messageRoutes>
