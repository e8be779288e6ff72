import { isGridded } from '@linli/shared/space/space.rules'
import { labelIn } from '@linli/shared/space/space.names'
import type { NodeKind } from '@linli/shared/space/space.kinds'
import type { NodeRow } from './node.model'

type Above = Pick<NodeRow, 'kind' | 'label' | 'path' | 'gridId'>

/** Where a node stands once it has this parent, name and grid: everything that is derived and not said of it. */
export function placeIn(
  parent: Above,
  child: { _id: string; kind: NodeKind; name: string; gridId: string | null },
): Pick<NodeRow, 'label' | 'path' | 'gridId'> {
  const own = isGridded(child.kind)
  const gridId = own ? child.gridId : parent.gridId
  const above =
    own && gridId !== parent.gridId ? parent.path.filter((id) => id !== parent.gridId) : parent.path
  const between = gridId === null || above.includes(gridId) ? [] : [gridId]
  return { label: labelIn(parent, child.kind, child.name), path: [...above, ...between, child._id], gridId }
}

/** The part of a path from the community down: how other features keep it. */
export const belowCommunity = ({ path, communityId }: Pick<NodeRow, 'path' | 'communityId'>): string[] =>
  communityId === null ? [] : path.slice(path.indexOf(communityId))
