import type {
  TenantCardView,
  TenantCommunityView,
  TenantStreetView,
} from '@linli/shared/tenants/tenants.schema'
import type { Actor } from '../../platform/actor'
import type { Clock } from '../../platform/clock'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { TenantNode } from '../space/space.service'
import { figuresOf, judgeTenants } from './tenants.policy'
import type { TenantGrants, TenantRoles, TenantRoll, TenantSpace, TenantTrail } from './tenants.ports'

export interface NewTenant {
  readonly streetId: string
  readonly name: string
  readonly code: string
  readonly contact: { readonly phone: string; readonly address: string; readonly supervisionPhone: string }
  readonly admins: readonly { readonly name: string; readonly phone: string }[]
}

export interface TenantsService {
  list(actor: Actor): Promise<{
    district: { id: string; name: string; version: number } | null
    streets: TenantStreetView[]
  }>
  get(actor: Actor, communityId: string): Promise<TenantCardView>
  createStreet(actor: Actor, street: { readonly name: string }): Promise<string>
  /**
   * An empty community and its two administrators, who take up their role at once or at their first sign-in. Its
   * limits are the defaults of each feature until it decides something else. Several acts of other features: call it
   * inside the transaction of an idempotent request. Throws `conflict` for a name or letters that are taken.
   */
  createCommunity(actor: Actor, community: NewTenant): Promise<string>
  rename(
    actor: Actor,
    id: string,
    change: { readonly version: number; readonly name: string },
  ): Promise<string>
  setSuspended(
    actor: Actor,
    id: string,
    change: { readonly version: number; readonly suspended: boolean },
  ): Promise<string>
}

export interface TenantsDeps {
  readonly space: TenantSpace
  readonly roles: TenantRoles
  readonly grants: TenantGrants
  readonly roll: TenantRoll
  readonly trail: TenantTrail
  readonly clock: Clock
}

/** The frame of a deployment as its operators see and put it up. */
export function createTenantsService(deps: TenantsDeps): TenantsService {
  const { space, roles, grants, roll, trail, clock } = deps

  /** Figures of all communities at once: two reads, however many there are. */
  async function communitiesOf(rows: readonly TenantNode[]): Promise<TenantCommunityView[]> {
    const ids = rows.map(({ id }) => id)
    const now = clock.now()
    const [counts, waiting] = await Promise.all([roles.countAt(ids, now), roles.countInvitationsAt(ids, now)])
    return rows.map(({ id, name, code, version, rooms, suspendedAt }) => {
      const held = counts.filter(({ nodeId }) => nodeId === id)
      return {
        ...{ id, name, code: code ?? '', version, rooms },
        staff: held.reduce((sum, { count }) => sum + count, 0),
        admins: held.find(({ role }) => role === 'community_admin')?.count ?? 0,
        adminsWaiting:
          waiting.find(({ nodeId, role }) => nodeId === id && role === 'community_admin')?.count ?? 0,
        suspendedAt: suspendedAt?.toISOString() ?? null,
      }
    })
  }

  return {
    async list(actor) {
      demand(judgeTenants(actor))
      const frame = await space.frame(actor)
      const district = frame.find(({ kind }) => kind === 'district')
      const communities = frame.filter(({ kind }) => kind === 'community')
      const views = await communitiesOf(communities)
      const streets = frame.filter(({ kind }) => kind === 'street')
      return {
        district: district ? { id: district.id, name: district.name, version: district.version } : null,
        streets: streets.map(({ id, name, version }) => ({
          ...{ id, name, version },
          communities: views.filter((_, index) => communities[index]?.parentId === id),
        })),
      }
    },

    async get(actor, communityId) {
      demand(judgeTenants(actor))
      const frame = await space.frame(actor)
      const row = frame.find(({ id, kind }) => id === communityId && kind === 'community')
      if (!row) throw new AppError('not_found')
      const [view] = await communitiesOf([row])
      if (!view) throw new AppError('not_found')
      const [people, posts, admins, lastImportAt] = await Promise.all([
        roll.countUnder(figuresOf(communityId), communityId),
        space.postsUnder(communityId),
        roles.at([communityId], ['community_admin'], clock.now()),
        trail.lastImportAt(actor, communityId),
      ])
      return {
        ...view,
        ...people,
        streetName: frame.find(({ id }) => id === row.parentId)?.name ?? '',
        contact: row.contact,
        createdAt: row.createdAt.toISOString(),
        grids: posts.filter(({ kind }) => kind === 'grid').length,
        lastImportAt: lastImportAt?.toISOString() ?? null,
        adminNames: admins.map(({ name }) => name),
      }
    },

    createStreet: (actor, street) => space.createStreet(actor, street),

    async createCommunity(actor, { admins, ...community }) {
      demand(judgeTenants(actor))
      if (new Set(admins.map(({ phone }) => phone)).size < admins.length)
        throw new AppError('validation_failed', {
          errors: [{ path: 'body.admins.1.phone', message: '两位负责人要用不同的手机号' }],
        })
      const id = await space.createCommunity(actor, community)
      for (const holder of admins) await grants.grant(actor, { role: 'community_admin', nodeId: id, holder })
      return id
    },

    async rename(actor, id, change) {
      await space.rename(actor, id, change)
      return id
    },
    async setSuspended(actor, id, change) {
      await space.setSuspended(actor, id, change)
      return id
    },
  }
}
