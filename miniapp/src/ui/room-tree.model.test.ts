import fc from 'fast-check'
import { checkOf, linesOf, toggleRoom, type RoomNode } from './room-tree.model'

const room = (id: string, ...children: RoomNode[]): RoomNode => ({ id, name: id, children })
const tree = [
  room('town', room('north', room('n1'), room('n2')), room('south', room('s1'), room('s2'), room('s3'))),
  room('hamlet', room('h1')),
]
const none: ReadonlySet<string> = new Set()
const after = (...ids: string[]) =>
  [...ids.reduce((selected, id) => toggleRoom(tree, id, selected), none)].sort()

test('choosing a place holds that place alone, so that rooms added later are included', () => {
  expect(after('north')).toEqual(['north'])
})

test('choosing the last sibling lifts the choice to the parent', () => {
  expect(after('n1', 'n2')).toEqual(['north'])
  expect(after('n1', 'n2', 'south')).toEqual(['town'])
})

test('freeing one room of a chosen place keeps its siblings chosen', () => {
  expect(after('town', 'n1')).toEqual(['n2', 'south'])
  expect(after('north', 'n1')).toEqual(['n2'])
})

test('choosing a place swallows what was chosen inside it', () => {
  expect(after('s1', 's2', 'town')).toEqual(['town'])
})

test('an unknown place changes nothing', () => {
  expect(after('south', 'nowhere')).toEqual(['south'])
})

test.each([
  ['all', ['town'], 'town'],
  ['some', ['n1'], 'town'],
  ['none', ['h1'], 'town'],
  ['all', ['n1', 'n2'], 'north'],
] as const)('the box of a node is “%s” with %j chosen', (state, ids, id) => {
  const node = tree[0]?.id === id ? tree[0] : tree[0]?.children[0]
  if (node === undefined) throw new Error('the tree has no such node')
  expect(checkOf(node, new Set(ids))).toBe(state)
})

test('searching shows every hit with the way to it, and no folded branch hides one', () => {
  const lines = linesOf(tree, none, new Set(), 's2')
  expect(lines.map(({ node }) => node.name)).toEqual(['town south s2'])
})

test('folded places hide what is in them; what is in a chosen place shows as chosen', () => {
  const lines = linesOf(tree, new Set(['north']), new Set(['town', 'north']))
  expect(lines.map(({ node, check }) => [node.id, check])).toEqual([
    ['town', 'some'],
    ['north', 'all'],
    ['n1', 'all'],
    ['n2', 'all'],
    ['south', 'none'],
    ['hamlet', 'none'],
  ])
})

const leaves = (node: RoomNode): string[] =>
  node.children.length === 0 ? [node.id] : node.children.flatMap(leaves)
const all = ['town', 'north', 'south', 'hamlet', 'n1', 'n2', 's1', 's2', 's3', 'h1']

function roomsIn(selected: ReadonlySet<string>): string[] {
  const walk = (node: RoomNode): string[] =>
    selected.has(node.id) ? leaves(node) : node.children.flatMap(walk)
  return tree.flatMap(walk).sort()
}

test('after any taps the chosen rooms are those a plain list of ticks would hold', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...all), { maxLength: 20 }), (taps) => {
      let selected: ReadonlySet<string> = new Set()
      const plain = new Set<string>()
      const find = (nodes: readonly RoomNode[], id: string): RoomNode | undefined =>
        nodes
          .flatMap((node) => (node.id === id ? [node] : [find(node.children, id)]))
          .find((node) => node !== undefined)
      for (const id of taps) {
        selected = toggleRoom(tree, id, selected)
        const node = find(tree, id)
        if (node === undefined) throw new Error('no such node')
        const inside = leaves(node)
        const whole = inside.every((leaf) => plain.has(leaf))
        for (const leaf of inside) {
          if (whole) plain.delete(leaf)
          else plain.add(leaf)
        }
      }
      expect(roomsIn(selected)).toEqual([...plain].sort())
    }),
    { seed: 20_261_123, numRuns: 500 },
  )
})
