import { spacePermissions } from '@linli/shared/space/space.permissions'
import { dayOf, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { isDuplicateKey } from '../../platform/mongo-errors'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { Outbox } from '../../platform/outbox'
import type { TenantMove } from '../../platform/tenant-move'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { NodeChanges } from './node-changes'
import type { NodeWrites } from './node-writes.repository'
import type { NodeRow } from './node.model'
import { oneCommunity } from './space.policy'
import type { SpaceRepository } from './space.repository'

export interface CommunityMerge {
  /**
   * Merges a community into another in one act of the district: its estates, grids and common parts stand in the other
   * one from today on, under a name of their own where both have the same; people, notices and opinions go along; the
   * community itself ends and its days stay readable from the other one. Staff of the old community keep no rights in
   * the new one: the operator grants them anew.
   */
  mergeCommunity(
    actor: Actor,
    id: string,
    body: { version: number; intoId: string },
  ): Promise<{ intoId: string; nodes: number; mergedAt: string }>
}

export interface MergeDeps {
  readonly nodes: SpaceRepository
  readonly writes: NodeWrites
  readonly changes: NodeChanges
  readonly tenants: TenantMove
  readonly uow: UnitOfWork
  readonly audit: Audit
  /** Features mend what they derive from a community's id. */
  readonly outbox: Pick<Outbox, 'add'>
  readonly clock: Clock
}

/** Two communities become one. */
export function createCommunityMerge(deps: MergeDeps): CommunityMerge {
  const { nodes, writes, changes, tenants, uow, audit, outbox, clock } = deps

  async function communityOf(scope: Scope, id: string): Promise<NodeRow> {
    const row = await nodes.find(scope, id)
    if (row?.kind !== 'community') throw new AppError('not_found')
    return row
  }

  async function moveChildren(scope: Scope, from: NodeRow, into: NodeRow): Promise<void> {
    const taken = new Set(
      (await nodes.children(oneCommunity(into._id), into._id)).map((row) => `${row.kind}/${row.name}`),
    )
    const today = dayOf(clock.now())
    for (const child of await nodes.children(scope, from._id)) {
      const name = taken.has(`${child.kind}/${child.name}`) ? `${from.name} ${child.name}` : child.name
      await changes.apply(scope, child, { parentId: into._id, name }, today)
    }
  }

  return {
    async mergeCommunity(actor, id, { version, intoId }) {
      const reach = demand(judgeBy(actor, spacePermissions.tenants))
      if (id === intoId)
        throw new AppError('validation_failed', {
          errors: [{ path: 'body.intoId', message: '请选另一个社区' }],
        })
      const now = clock.now()
      try {
        const moved = await uow.run(async () => {
          const [from, into] = [await communityOf(reach, id), await communityOf(reach, intoId)]
          const scope = oneCommunity(id)
          if (from.version !== version) throw new AppError('version_conflict')
          if ((await writes.touch(oneCommunity(intoId), [intoId], { hasChildren: true })) === 0)
            throw new AppError('version_conflict')
          await moveChildren(scope, from, into)
          await writes.addRooms(oneCommunity(intoId), new Map([[intoId, from.rooms]]))
          const ended = { validTo: instantOf(dayOf(now)), mergedInto: intoId }
          if (!(await writes.replace(scope, { id, version }, ended))) throw new AppError('version_conflict')
          const count = await writes.handOver(scope, intoId)
          await tenants.move(id, intoId)
          await outbox.add({
            ...{ type: 'community.merged', aggregateId: id, communityId: intoId, payload: { intoId } },
          })
          await audit.record({
            ...{ actor, action: 'space.merge', communityId: intoId, targetType: 'node', targetId: id },
            detail: { intoId, nodes: count },
          })
          return count
        })
        return { intoId, nodes: moved, mergedAt: now.toISOString() }
      } catch (error) {
        if (!isDuplicateKey(error)) throw error
        const message = '有居民在两个社区都有登记或绑定，请先把重复的合成一条'
        throw new AppError('conflict', { errors: [{ path: 'body.intoId', message }], cause: error })
      }
    },
  }
}
