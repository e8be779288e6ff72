import type { Clock } from '../../platform/clock'
import type { NodeRow } from './node.model'
import type { SpaceRepository } from './space.repository'

/** Architecture §3: what is at most 10 s old is not state. The tree changes a few times a year. */
const MOST_AGE_MS = 10_000
/** Bounds the memory, not its truth. */
const MOST_KEPT = 5_000

export type NodesById = (ids: readonly string[]) => Promise<ReadonlyMap<string, NodeRow>>

/** Nodes by id, whatever the tenant (see {@link SpaceRepository.findByIds}), at most 10 s old. */
export function rememberNodes(nodes: Pick<SpaceRepository, 'findByIds'>, clock: Clock): NodesById {
  const kept = new Map<string, { readonly row: NodeRow; readonly readAt: number }>()

  return async (ids) => {
    const now = clock.now().getTime()
    const wanted = new Set(ids)
    const found = new Map<string, NodeRow>()
    for (const id of wanted) {
      const known = kept.get(id)
      if (known && now - known.readAt < MOST_AGE_MS) found.set(id, known.row)
    }
    const missing = [...wanted].filter((id) => !found.has(id))
    const rows = missing.length === 0 ? [] : await nodes.findByIds(missing)
    if (kept.size + rows.length > MOST_KEPT) kept.clear()
    for (const row of rows) {
      kept.set(row._id, { row, readAt: now })
      found.set(row._id, row)
    }
    return found
  }
}
