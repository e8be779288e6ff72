import { tenantRoutes } from '@linli/shared/tenants/tenants.routes'
import { tenantSchemas } from '@linli/shared/tenants/tenants.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { TenantsService } from './tenants.service'

export const createTenantRoutes = (tenants: TenantsService): FeatureRoutes =>
  implement(
    tenantRoutes,
    tenantSchemas,
  )({
    list: ({ actor }) => tenants.list(actor),
    get: ({ actor, params }) => tenants.get(actor, params.id),
    createStreet: async ({ actor, body }) => ({ id: await tenants.createStreet(actor, body) }),
    createCommunity: async ({ actor, body }) => ({ id: await tenants.createCommunity(actor, body) }),
    rename: async ({ actor, params, body }) => ({ id: await tenants.rename(actor, params.id, body) }),
    suspend: async ({ actor, params, body }) => ({
      id: await tenants.setSuspended(actor, params.id, { ...body, suspended: true }),
    }),
    resume: async ({ actor, params, body }) => ({
      id: await tenants.setSuspended(actor, params.id, { ...body, suspended: false }),
    }),
  })
