import { spacePermissions } from '@linli/shared/space/space.permissions'
import { dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import type { Ids } from '../../platform/ids'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { demand } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { NodeWrites } from './node-writes.repository'
import { newNode } from './node-draft'
import type { CommunityContact, NodeRow } from './node.model'
import { changeOf } from './node-change'
import type { NodeVersionsRepository } from './node-versions.repository'
import { nodeTokens } from './space.search'
import { oneCommunity } from './space.policy'
import type { SpaceRepository } from './space.repository'

export interface NewCommunity {
  readonly streetId: string
  readonly name: string
  /** Letters in case numbers: `QH`. */
  readonly code: string
  readonly contact: CommunityContact
}

/** Acts of the district operator on what lies above a community. */
export interface SpaceTenants {
  /** @throws conflict when the district has a street of this name */
  createStreet(by: Actor, street: { readonly name: string }): Promise<string>
  /** An empty community. @throws not_found without such a street, conflict when the street has one of this name */
  createCommunity(by: Actor, community: NewCommunity): Promise<string>
  /**
   * Gives a street, a community or the district another name from today on; what was before stays readable.
   * @throws not_found, version_conflict, conflict when there is one of this name already
   */
  rename(by: Actor, id: string, change: { readonly version: number; readonly name: string }): Promise<void>
  /**
   * Takes a community out of use, or back into it. @throws not_found, version_conflict, invalid_status when it is so
   * already
   */
  setSuspended(
    by: Actor,
    id: string,
    change: { readonly version: number; readonly suspended: boolean },
  ): Promise<void>
  /** Every street and community of the deployment with the district, for the operator's page. */
  frame(by: Actor): Promise<TenantNode[]>
}

/** A node of the frame, as the operator sees it. */
export interface TenantNode {
  readonly id: string
  readonly kind: 'district' | 'street' | 'community'
  readonly parentId: string | null
  readonly name: string
  readonly version: number
  readonly code: string | null
  readonly contact: CommunityContact | null
  readonly rooms: number
  readonly createdAt: Date
  readonly suspendedAt: Date | null
}

export interface TenantsDeps {
  readonly nodes: SpaceRepository
  readonly writes: NodeWrites
  readonly versions: NodeVersionsRepository
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** Streets and communities: the frame that the district puts up and each community fills. */
export function createSpaceTenants(deps: TenantsDeps): SpaceTenants {
  const { nodes, writes, versions, uow, audit, clock, ids } = deps
  const allow = (by: Actor) => demand(judgeBy(by, spacePermissions.tenants))

  async function add(
    by: Actor,
    parent: NodeRow,
    draft: Partial<NodeRow> & { name: string },
  ): Promise<string> {
    const _id = ids.next('nod')
    const kind = parent.kind === 'district' ? ('street' as const) : ('community' as const)
    const communityId = kind === 'community' ? _id : null
    const validFrom = instantOf(dayOf(clock.now()))
    await writes.insertMany([
      newNode({
        ...draft,
        ...{ _id, kind, communityId, parentId: parent._id, label: draft.name, path: [...parent.path, _id] },
        validFrom,
      }),
    ])
    await writes.touchAbove(parent._id)
    await audit.record({
      actor: by,
      action: `space.create_${kind}`,
      communityId,
      targetType: 'node',
      targetId: _id,
    })
    return _id
  }

  async function tenantOf(id: string, kinds: readonly NodeRow['kind'][]): Promise<NodeRow> {
    const [row] = await nodes.findByIds([id])
    if (!row || row.validTo !== null || !kinds.includes(row.kind)) throw new AppError('not_found')
    return row
  }

  const record = (by: Actor, action: 'tenant.rename' | 'tenant.suspend' | 'tenant.resume', row: NodeRow) =>
    audit.record({
      ...{ actor: by, action, communityId: row.communityId, targetType: 'node', targetId: row._id },
      detail: { kind: row.kind },
    })

  return {
    async createStreet(by, { name }) {
      allow(by)
      return uow.run(async () => {
        const district = await nodes.findRoot()
        if (!district) throw new AppError('not_found')
        return add(by, district, { name })
      })
    },
    async createCommunity(by, { streetId, name, code, contact }) {
      allow(by)
      return uow.run(async () => {
        const [street] = await nodes.findByIds([streetId])
        if (street?.kind !== 'street' || street.validTo !== null) throw new AppError('not_found')
        return add(by, street, { name, code, contact })
      })
    },
    async rename(by, id, { version, name }) {
      allow(by)
      await uow.run(async () => {
        const row = await tenantOf(id, ['district', 'street', 'community'])
        const named = { name, label: name, tokens: nodeTokens({ ...row, name, label: name }) }
        const { set, over } = changeOf(row, named, dayOf(clock.now()), ids.next('nvr'))
        const expected = { id, version }
        const changed = await (row.communityId === null
          ? writes.replaceAbove(expected, set)
          : writes.replace(oneCommunity(id), expected, set))
        if (!changed) throw new AppError('version_conflict')
        if (over) await versions.insertMany([over])
        await record(by, 'tenant.rename', row)
      })
    },
    async setSuspended(by, id, { version, suspended }) {
      allow(by)
      await uow.run(async () => {
        const row = await tenantOf(id, ['community'])
        if (((row.suspendedAt ?? null) !== null) === suspended)
          throw new AppError('invalid_status', {
            details: { current: suspended ? 'suspended' : 'active', allowedFrom: [] },
          })
        const set = { suspendedAt: suspended ? clock.now() : null }
        if (!(await writes.replace(oneCommunity(id), { id, version }, set)))
          throw new AppError('version_conflict')
        await record(by, suspended ? 'tenant.suspend' : 'tenant.resume', row)
      })
    },
    async frame(by) {
      allow(by)
      const root = await nodes.findRoot()
      if (!root) return []
      return [root, ...(await nodes.streets()), ...(await nodes.communities())].map((row): TenantNode => ({
        ...{ id: row._id, parentId: row.parentId, name: row.name, version: row.version, code: row.code },
        ...{ contact: row.contact, rooms: row.rooms, createdAt: row.createdAt },
        kind: row.kind === 'district' || row.kind === 'street' ? row.kind : 'community',
        suspendedAt: row.suspendedAt ?? null,
      }))
    },
  }
}
