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
  /** Every street and district of the deployment, for the operator's page. */
  streets(by: Actor): Promise<{ id: string; name: string }[]>
}

export interface TenantsDeps {
  readonly nodes: SpaceRepository
  readonly writes: NodeWrites
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
  readonly ids: Ids
}

/** Streets and communities: the frame that the district puts up and each community fills. */
export function createSpaceTenants({ nodes, writes, uow, audit, clock, ids }: TenantsDeps): SpaceTenants {
  const allow = (by: Actor) => demand(judgeBy(by, spacePermissions.tenants))

  async function add(
    by: Actor,
    parent: NodeRow,
    draft: Partial<NodeRow> & { name: string },
  ): Promise<string> {
    const _id = ids.next('nod')
    const kind = parent.kind === 'district' ? 'street' : 'community'
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
    async streets(by) {
      allow(by)
      return (await nodes.streets()).map(({ _id, name }) => ({ id: _id, name }))
    },
  }
}
