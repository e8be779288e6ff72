import type { RoomNode } from '@/ui/room-tree.model'

interface FlatNode {
  readonly id: string
  readonly parentId: string | null
  readonly name: string
  readonly households: number
}

/** The flat answer of the server as the tree that is drawn; a node whose parent is not in it is a root. */
export function rootsOf(nodes: readonly FlatNode[]): readonly RoomNode[] {
  const known = new Set(nodes.map(({ id }) => id))
  const below = new Map<string | null, FlatNode[]>()
  for (const node of nodes) {
    const parent = node.parentId !== null && known.has(node.parentId) ? node.parentId : null
    below.set(parent, [...(below.get(parent) ?? []), node])
  }
  const grow = (parent: string | null): readonly RoomNode[] =>
    (below.get(parent) ?? []).map(({ id, name, households }) => ({
      id,
      name,
      count: households,
      children: grow(id),
    }))
  return grow(null)
}
