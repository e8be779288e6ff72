/** A place with the places in it: street, community, estate, building, unit, room. */
export interface RoomNode {
  readonly id: string
  readonly name: string
  /** Households below, or whatever the tree counts. */
  readonly count?: number | undefined
  readonly children: readonly RoomNode[]
}

export type CheckState = 'all' | 'some' | 'none'

/** One line of the drawn tree. */
export interface RoomLine {
  readonly node: RoomNode
  readonly depth: number
  readonly check: CheckState
  readonly open: boolean
}

/**
 * Whether a node is chosen. The selection holds the highest chosen nodes, so choosing a building means all
 * its rooms, also those added later.
 */
export function checkOf(node: RoomNode, selected: ReadonlySet<string>): CheckState {
  if (selected.has(node.id)) return 'all'
  if (node.children.length === 0) return 'none'
  const states = node.children.map((child) => checkOf(child, selected))
  if (states.every((state) => state === 'all')) return 'all'
  return states.every((state) => state === 'none') ? 'none' : 'some'
}

function without(node: RoomNode, id: string, selected: Set<string>): boolean {
  if (node.id === id) {
    clear(node, selected)
    return true
  }
  const wasWhole = selected.has(node.id)
  const holder = node.children.find((child) => contains(child, id))
  if (holder === undefined) return false
  if (wasWhole) {
    // The node is whole no more: its other children stay chosen one by one.
    selected.delete(node.id)
    for (const child of node.children) selected.add(child.id)
  }
  return without(holder, id, selected)
}

const contains = (node: RoomNode, id: string): boolean =>
  node.id === id || node.children.some((child) => contains(child, id))

function clear(node: RoomNode, selected: Set<string>): void {
  selected.delete(node.id)
  for (const child of node.children) clear(child, selected)
}

/** Lifts whole sets of children into their parent, so that the selection stays short. */
function lift(node: RoomNode, selected: Set<string>): void {
  for (const child of node.children) lift(child, selected)
  if (node.children.length > 0 && node.children.every((child) => selected.has(child.id))) {
    for (const child of node.children) selected.delete(child.id)
    selected.add(node.id)
  }
}

function find(roots: readonly RoomNode[], id: string): RoomNode | undefined {
  for (const node of roots) {
    const found = node.id === id ? node : find(node.children, id)
    if (found !== undefined) return found
  }
  return undefined
}

/** The selection after a tap on a node: chosen becomes free, free or partly chosen becomes chosen. */
export function toggleRoom(
  roots: readonly RoomNode[],
  id: string,
  selected: ReadonlySet<string>,
): ReadonlySet<string> {
  const next = new Set(selected)
  const node = find(roots, id)
  const root = roots.find((candidate) => contains(candidate, id))
  if (node === undefined || root === undefined) return selected
  if (isChosen(root, id, selected)) without(root, id, next)
  else {
    clear(node, next)
    next.add(id)
    lift(root, next)
  }
  return next
}

/** Chosen itself, through a parent, or because all its children are. */
function isChosen(root: RoomNode, id: string, selected: ReadonlySet<string>): boolean {
  if (root.id === id) return checkOf(root, selected) === 'all'
  if (selected.has(root.id)) return true
  const holder = root.children.find((child) => contains(child, id))
  return holder !== undefined && isChosen(holder, id, selected)
}

/** The lines to draw: open nodes with their children, or, while searching, every hit without its branches. */
export function linesOf(
  roots: readonly RoomNode[],
  selected: ReadonlySet<string>,
  open: ReadonlySet<string>,
  search = '',
): RoomLine[] {
  const lines: RoomLine[] = []
  const walk = (node: RoomNode, depth: number, path: string, whole: boolean): void => {
    const check = whole ? 'all' : checkOf(node, selected)
    const name = path === '' ? node.name : `${path} ${node.name}`
    const isOpen = open.has(node.id)
    if (search === '') lines.push({ node, depth, check, open: isOpen })
    else if (node.name.includes(search)) lines.push({ node: { ...node, name }, depth: 0, check, open: false })
    if (search !== '' || isOpen) {
      for (const child of node.children) walk(child, depth + 1, name, check === 'all')
    }
  }
  for (const root of roots) walk(root, 0, '', false)
  return lines
}
