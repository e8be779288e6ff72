import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { staffErrors } from '../door-errors'
import { id, idParams, isoDay, isoTime, text } from '../scalars.schema'
import type { open311Routes } from './open311.routes'

export const apiKey = z
  .object({
    id,
    communityId: id,
    name: z.string(),
    /** The organisation of the community it speaks for; null for a system that only files. */
    organisation: z.nullable(z.string()),
    /** The last four characters, to tell keys apart. */
    tail: z.string(),
    createdAt: isoTime,
    expiresAt: isoTime,
    revokedAt: z.nullable(isoTime),
    /** The day it was last used on. */
    usedOn: z.nullable(isoDay),
    state: z.enum(['valid', 'expired', 'revoked']),
  })
  .register(z.globalRegistry, { id: 'ApiKey' })
export type ApiKeyView = z.infer<typeof apiKey>

const sampleKey = {
  id: 'key_1BoxkVZLBjFjeN8D7r',
  communityId: 'nod_1BoxkVZLBjFjeN8D7r',
  name: '12345 热线',
  organisation: null,
  tail: 'k3Qx',
  createdAt: '2026-11-23T02:00:00.000Z',
  expiresAt: '2027-11-23T02:00:00.000Z',
  revokedAt: null,
  usedOn: '2026-11-25',
  state: 'valid',
}

export const open311Schemas = {
  keys: {
    query: z.strictObject({ communityId: id }),
    response: z.object({ items: z.array(apiKey) }),
    errors: staffErrors,
    examples: { response: { items: [sampleKey] } },
  },
  createKey: {
    body: z.strictObject({
      communityId: id,
      /** The system it is for. */
      name: text(40, 2),
      /** What it pushes counts as done by this organisation of the community. */
      organisation: z.optional(text(40, 2)),
      days: z.number().check(z.int('请填整数天'), z.gte(1, '至少 1 天'), z.lte(730, '最长 730 天')),
    }),
    response: z.object({
      key: apiKey,
      secret: z.string(),
      /** What pushes of its status are signed with. */
      signingSecret: z.string(),
    }),
    errors: [...staffErrors, 'second_factor_required', 'conflict'],
    examples: {
      body: { communityId: sampleKey.communityId, name: sampleKey.name, days: 365 },
      response: {
        ...{ key: sampleKey, secret: 'llk_3yZQn8cV1mWfT6uEoR2sKd9b' },
        signingSecret: 'lls_8cV1mWfT6uEoR2sKd9b3yZQn',
      },
    },
  },
  revokeKey: {
    params: idParams,
    response: apiKey,
    errors: [...staffErrors, 'second_factor_required'],
    examples: { response: { ...sampleKey, revokedAt: '2026-11-25T02:00:00.000Z', state: 'revoked' } },
  },
} satisfies SchemaTable<typeof open311Routes>
