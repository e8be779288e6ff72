import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoTime, page, pageQuery } from '../scalars.schema'
import { householdStates } from './household.machine'
import type { noticeReachRoutes } from './notices-reach.routes'
import { audience, reachTotals, sampleAudience, sampleTotals } from './notices.parts.schema'

export const audiencePreview = z
  .object({
    households: z.number(),
    persons: z.number(),
    /** How the households are reached: with an account that takes WeChat messages, by inbox only, or at the door. */
    byWechat: z.number(),
    byInbox: z.number(),
    byVisit: z.number(),
    /** Of those to be visited, households with a person of 80 and over. */
    visitAged80: z.number(),
  })
  .register(z.globalRegistry, { id: 'AudiencePreview' })

export const reachHousehold = z
  .object({
    roomId: id,
    label: z.string(),
    state: z.enum(householdStates),
    hasAccount: z.boolean(),
    persons: z.number(),
    aged80: z.boolean(),
    lastVisit: z.nullable(
      z.object({ at: isoTime, outcome: z.enum(['told', 'nobody-home']), by: z.string() }),
    ),
  })
  .register(z.globalRegistry, { id: 'ReachHousehold' })
export type ReachHouseholdView = z.infer<typeof reachHousehold>

const reach = z
  .object({
    totals: reachTotals,
    buildings: z.array(
      z.object({
        nodeId: id,
        label: z.string(),
        households: z.number(),
        confirmed: z.number(),
        readOnly: z.number(),
        told: z.number(),
        notYet: z.number(),
      }),
    ),
    toVisit: z.number(),
    lastRemindedAt: z.nullable(isoTime),
    nextRemindAt: z.nullable(isoTime),
  })
  .register(z.globalRegistry, { id: 'NoticeReach' })
export type NoticeReachView = z.infer<typeof reach>
const nodeId = 'nod_1BoxkVZLBjFjeN8D7r'
const sampleHousehold = {
  roomId: nodeId,
  label: '锦和苑 3 号楼 2 单元 501',
  state: 'not-yet',
  hasAccount: false,
  persons: 2,
  aged80: true,
  lastVisit: null,
}

export const noticeReachSchemas = {
  previewAudience: {
    body: z.strictObject({ audience, communityId: z.optional(id) }),
    response: audiencePreview,
    errors: staffErrors,
    examples: {
      body: { audience: sampleAudience },
      response: { households: 412, persons: 1036, byWechat: 318, byInbox: 67, byVisit: 27, visitAged80: 9 },
    },
  },
  reach: {
    params: idParams,
    response: reach,
    errors: staffErrors,
    examples: {
      response: {
        totals: sampleTotals,
        buildings: [
          {
            nodeId,
            label: '锦和苑 3 号楼',
            households: 206,
            confirmed: 130,
            readOnly: 30,
            told: 5,
            notYet: 41,
          },
        ],
        toVisit: 27,
        lastRemindedAt: null,
        nextRemindAt: null,
      },
    },
  },
  reachHouseholds: {
    params: idParams,
    query: z.strictObject({
      ...pageQuery,
      state: z.optional(z.enum(householdStates)),
      nodeId: z.optional(id),
      /** Only households without any account: the visit list. */
      toVisit: z.optional(z.enum(['true'])),
    }),
    response: page(reachHousehold),
    errors: staffErrors,
    examples: { response: { items: [sampleHousehold], nextCursor: null } },
  },
  remind: {
    params: idParams,
    response: z.object({ reminded: z.number(), nextRemindAt: isoTime }),
    errors: [...staffErrors, 'invalid_status', 'already_reminded'],
    examples: { response: { reminded: 86, nextRemindAt: '2026-11-23T04:30:00.000Z' } },
  },
  recordVisit: {
    params: idParams,
    body: z.strictObject({ roomId: id, outcome: z.enum(['told', 'nobody-home']) }),
    response: reachHousehold,
    errors: [...staffErrors, 'invalid_status'],
    examples: { body: { roomId: nodeId, outcome: 'told' }, response: { ...sampleHousehold, state: 'told' } },
  },
} satisfies SchemaTable<typeof noticeReachRoutes>
