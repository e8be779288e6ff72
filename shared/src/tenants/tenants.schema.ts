import * as z from 'zod/mini'
import type { SchemaTable } from '../contract'
import { id, idParams, isoTime, phone, text, version } from '../scalars.schema'
import type { tenantRoutes } from './tenants.routes'

const landline = z.string().check(z.trim(), z.regex(/^[\d-]{3,20}$/, '请填电话号码，只用数字和短横'))
const contact = z.strictObject({ phone: landline, address: text(60, 2), supervisionPhone: landline })
const name = text(20, 2)

const community = z.object({
  id,
  name: z.string(),
  /** Letters in case numbers: `QH`. */
  code: z.string(),
  version,
  rooms: z.number(),
  /** Holders of roles for the community itself; grid workers are the community's own business. */
  staff: z.number(),
  admins: z.number(),
  /** Administrators who have not signed in yet. */
  adminsWaiting: z.number(),
  suspendedAt: z.nullable(isoTime),
})
export type TenantCommunityView = z.infer<typeof community>

const street = z.object({ id, name: z.string(), version, communities: z.array(community) })
export type TenantStreetView = z.infer<typeof street>

const card = z
  .extend(community, {
    streetName: z.string(),
    contact: z.nullable(z.object({ phone: z.string(), address: z.string(), supervisionPhone: z.string() })),
    createdAt: isoTime,
    persons: z.number(),
    households: z.number(),
    grids: z.number(),
    /** When rooms or people were last imported; null for never. */
    lastImportAt: z.nullable(isoTime),
    adminNames: z.array(z.string()),
  })
  .register(z.globalRegistry, { id: 'TenantCommunity' })
export type TenantCardView = z.infer<typeof card>

const sampleId = 'nod_1BoxkVZLBjFjeN8D7r'
const sampleCommunity = {
  id: sampleId,
  name: '青禾社区',
  code: 'QH',
  version: 1,
  rooms: 412,
  staff: 5,
  admins: 2,
  adminsWaiting: 0,
  suspendedAt: null,
}
const sampleCard = {
  ...sampleCommunity,
  streetName: '禾苗街道',
  contact: { phone: '0571-88000001', address: '青禾路 1 号', supervisionPhone: '0571-88000002' },
  createdAt: '2026-01-01T00:00:00.000Z',
  persons: 1_020,
  households: 400,
  grids: 4,
  lastImportAt: '2026-11-20T02:00:00.000Z',
  adminNames: ['赵国强', '王秀英'],
}
const changed = { params: idParams, response: z.object({ id }) }

export const tenantSchemas = {
  list: {
    response: z.object({
      district: z.nullable(z.object({ id, name: z.string(), version })),
      streets: z.array(street),
    }),
    errors: [],
    examples: {
      response: {
        district: { id: sampleId, name: '滨河区', version: 1 },
        streets: [{ id: sampleId, name: '禾苗街道', version: 1, communities: [sampleCommunity] }],
      },
    },
  },
  get: {
    params: idParams,
    response: card,
    errors: ['not_found'],
    examples: { response: sampleCard },
  },
  createStreet: {
    body: z.strictObject({ name }),
    response: z.object({ id }),
    errors: ['conflict', 'not_found'],
    examples: { body: { name: '禾苗街道' }, response: { id: sampleId } },
  },
  createCommunity: {
    body: z.strictObject({
      streetId: id,
      name,
      code: z.string().check(z.trim(), z.regex(/^[A-Z]{2,4}$/, '请填 2 至 4 个大写字母')),
      contact,
      /** Two from the beginning: one alone could reset nobody's second factor. */
      admins: z.array(z.strictObject({ name, phone })).check(z.length(2, '请填两位负责人')),
    }),
    response: z.object({ id }),
    errors: ['conflict', 'not_found', 'role_held'],
    examples: {
      body: {
        streetId: sampleId,
        name: '青禾社区',
        code: 'QH',
        contact: sampleCard.contact,
        admins: [
          { name: '赵国强', phone: '13800005010' },
          { name: '王秀英', phone: '13800005011' },
        ],
      },
      response: { id: sampleId },
    },
  },
  rename: {
    ...changed,
    body: z.strictObject({ version, name }),
    errors: ['not_found', 'version_conflict', 'conflict'],
    examples: { body: { version: 1, name: '青禾社区' }, response: { id: sampleId } },
  },
  suspend: {
    ...changed,
    body: z.strictObject({ version }),
    errors: ['not_found', 'version_conflict', 'invalid_status'],
    examples: { body: { version: 1 }, response: { id: sampleId } },
  },
  resume: {
    ...changed,
    body: z.strictObject({ version }),
    errors: ['not_found', 'version_conflict', 'invalid_status'],
    examples: { body: { version: 2 }, response: { id: sampleId } },
  },
} satisfies SchemaTable<typeof tenantRoutes>
