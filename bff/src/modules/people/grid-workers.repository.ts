import type { Connection } from 'mongoose'
import { roleGrantModel, type RoleGrantRow } from './role-grant.model'

export type WorkerTime = Pick<RoleGrantRow, 'nodeId' | 'name' | 'workPhone' | 'from' | 'to'>

export interface GridWorkers {
  /** Who works or worked in these grids, the latest first. Grants belong to the deployment and name the post, not the person. */
  ever(gridIds: readonly string[]): Promise<WorkerTime[]>
}

/** A grid's workers now and before, read from the role grants. */
export function createGridWorkers(connection: Connection): GridWorkers {
  const grants = roleGrantModel(connection)
  return {
    ever: (gridIds) =>
      grants
        .find(
          { nodeId: { $in: [...gridIds] }, role: 'grid_worker' },
          { nodeId: 1, name: 1, workPhone: 1, from: 1, to: 1 },
        )
        .sort({ from: -1, _id: -1 })
        .lean<WorkerTime[]>(),
  }
}
