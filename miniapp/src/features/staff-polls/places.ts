interface FlatPlace {
  readonly id: string
  readonly parentId: string | null
  readonly kind: string
  readonly name: string
}

/** Places that hold the people of a roll; a unit or a room is too few. */
const kinds: readonly string[] = ['community', 'estate', 'grid', 'building']

/** The places a roll can be made for, each with the way to it: `青禾社区`, `锦和苑`, `锦和苑 › 3 号楼`. */
export function placesOf(nodes: readonly FlatPlace[]): { readonly value: string; readonly label: string }[] {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const above = (node: FlatPlace): readonly FlatPlace[] => {
    const parent = node.parentId === null ? undefined : known.get(node.parentId)
    return parent === undefined ? [] : [...above(parent), parent]
  }
  return nodes
    .filter(({ kind }) => kinds.includes(kind))
    .map((node) => {
      // A grid runs across estates and buildings; on the way to a building it says nothing.
      const way = above(node).filter(({ kind }) => kind !== 'community' && kind !== 'grid')
      return { value: node.id, label: [...way, node].map(({ name }) => name).join(' › ') }
    })
}
