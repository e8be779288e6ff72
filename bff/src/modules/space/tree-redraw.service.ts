import { spacePermissions } from '@linli/shared/space/space.permissions'
import { isGridded } from '@linli/shared/space/space.rules'
import type { RedrawPreviewView } from '@linli/shared/space/tree.schema'
import { dayOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { demand, type Scope } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { NodeChanges } from './node-changes'
import type { NodeWrites } from './node-writes.repository'
import type { NodeRow } from './node.model'
import type { SpaceRepository } from './space.repository'
import type { NodeTenants } from './tree-reading.service'

export interface GridMove {
  readonly nodeId: string
  readonly version: number
  readonly gridId: string | null
}
interface Redraw {
  readonly communityId: string
  readonly moves: readonly GridMove[]
}

export interface TreeRedraw {
  /** What moving buildings between grids would touch; changes nothing. */
  previewRedraw(actor: Actor, body: Redraw): Promise<RedrawPreviewView>
  /**
   * Moves them all from today on, or none: each is guarded by its version, so of two people re-drawing at once one
   * wins. Opinions stay with the grid they were sent to; who lives there follows.
   */
  redraw(actor: Actor, body: Redraw): Promise<{ moved: number }>
}

export interface RedrawDeps extends Pick<NodeTenants, 'residents' | 'cases'> {
  readonly nodes: SpaceRepository
  readonly writes: NodeWrites
  readonly changes: NodeChanges
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
}

interface Planned {
  readonly row: NodeRow
  readonly to: NodeRow | null
}

/** Grids are drawn anew: buildings and common parts change hands in one act. */
export function createTreeRedraw(deps: RedrawDeps): TreeRedraw {
  const { nodes, writes, changes, residents, cases, uow, audit, clock } = deps

  /** Checked against the tree as it is; moves that change nothing fall out. */
  async function plan(scope: Scope, moves: readonly GridMove[]): Promise<Planned[]> {
    const ids = moves.map(({ nodeId }) => nodeId)
    if (new Set(ids).size < ids.length)
      throw new AppError('validation_failed', { errors: [{ path: 'body.moves', message: '有楼栋选了两次' }] })
    const gridIds = moves.flatMap(({ gridId }) => gridId ?? [])
    const rows = new Map((await nodes.within(scope, [...ids, ...gridIds])).map((row) => [row._id, row]))
    return moves.flatMap(({ nodeId, version, gridId }, index): Planned[] => {
      const row = rows.get(nodeId)
      const to = gridId === null ? null : rows.get(gridId)
      if (!row || to === undefined) throw new AppError('not_found')
      if (!isGridded(row.kind) || (to !== null && to.kind !== 'grid')) {
        const message = '只能把楼栋和公共部位划到网格里'
        throw new AppError('validation_failed', { errors: [{ path: `body.moves.${index}`, message }] })
      }
      if (row.version !== version) throw new AppError('version_conflict')
      return row.gridId === gridId ? [] : [{ row, to }]
    })
  }

  return {
    async previewRedraw(actor, { communityId, moves }) {
      const scope = demand(judgeBy(actor, spacePermissions.redraw, communityId))
      const planned = await plan(scope, moves)
      const names = new Map(
        (await nodes.findByIds(planned.flatMap(({ row }) => row.gridId ?? []))).map((row) => [
          row._id,
          row.name,
        ]),
      )
      const items = await Promise.all(
        planned.map(async ({ row, to }) => ({
          nodeId: row._id,
          label: row.label,
          from: row.gridId === null ? null : (names.get(row.gridId) ?? null),
          to: to?.name ?? null,
          rooms: row.rooms,
          households: (await residents.countUnder(scope, row._id)).households,
          openCases: await cases.countUnder(scope, row._id),
        })),
      )
      return {
        items,
        households: items.reduce((sum, item) => sum + item.households, 0),
        openCases: items.reduce((sum, item) => sum + item.openCases, 0),
      }
    },

    async redraw(actor, { communityId, moves }) {
      const scope = demand(judgeBy(actor, spacePermissions.redraw, communityId))
      return uow.run(async () => {
        const planned = await plan(scope, moves)
        // A grid that gets something cannot be ended meanwhile.
        const grids = [...new Set(planned.flatMap(({ to }) => to?._id ?? []))]
        if ((await writes.touch(scope, grids)) < grids.length) throw new AppError('version_conflict')
        const today = dayOf(clock.now())
        for (const { row, to } of planned) await changes.apply(scope, row, { gridId: to?._id ?? null }, today)
        if (planned.length > 0) {
          await audit.record({
            ...{ actor, action: 'space.redraw', communityId, targetType: 'node', targetId: communityId },
            detail: { moved: planned.length, nodeIds: planned.map(({ row }) => row._id).join(',') },
          })
        }
        return { moved: planned.length }
      })
    },
  }
}
