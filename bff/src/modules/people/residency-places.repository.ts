import type { Connection } from 'mongoose'
import { rebasedPath, relabelled } from '../../platform/mongo-expressions'
import { inScope, type Scope } from '../../platform/scope'
import { residencyModel } from './residency.model'

/** What has become of a node, as far as residencies copy it. */
export interface MovedPlace {
  readonly nodeId: string
  /** Its path before and now, from the community down, itself last. */
  readonly path: { readonly from: readonly string[]; readonly to: readonly string[] }
  readonly label?: { readonly from: string; readonly to: string }
  /** Whether it is a building or above, so that building labels follow too. */
  readonly holdsBuildings: boolean
}

export interface ResidencyPlaces {
  /** Carries a node's new path and label into the residencies under it. Those that are over keep what they said. */
  follow(scope: Scope, moved: MovedPlace): Promise<void>
  /** Who lives under a node today: rooms with somebody in them, and persons. */
  countUnder(scope: Scope, nodeId: string): Promise<{ households: number; persons: number }>
}

/** The parts of a residency that are derived from the tree; written by the tree alone. */
export function createResidencyPlaces(connection: Connection): ResidencyPlaces {
  const residencies = residencyModel(connection)
  return {
    async follow(scope, { nodeId, path, label, holdsBuildings }) {
      await residencies.updateMany(
        { ...inScope(scope), to: null, path: nodeId },
        [
          {
            $set: {
              path: rebasedPath(path.from, path.to),
              ...(label && { roomLabel: relabelled('roomLabel', label) }),
              ...(label && holdsBuildings && { buildingLabel: relabelled('buildingLabel', label) }),
            },
          },
        ],
        { updatePipeline: true },
      )
    },
    async countUnder(scope, nodeId) {
      const [row] = await residencies.aggregate<{ households: number; persons: number }>([
        { $match: { ...inScope(scope), to: null, path: nodeId } },
        { $group: { _id: '$roomId', persons: { $sum: 1 } } },
        { $group: { _id: null, households: { $sum: 1 }, persons: { $sum: '$persons' } } },
      ])
      return { households: row?.households ?? 0, persons: row?.persons ?? 0 }
    },
  }
}
