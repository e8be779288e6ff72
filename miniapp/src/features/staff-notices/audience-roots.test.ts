import { rootsOf } from './audience-roots'

test('nodes stand below their parents, and one whose parent is out of sight is a root', () => {
  const roots = rootsOf([
    { id: 'c', parentId: 'street', name: '青禾社区', households: 5 },
    { id: 'e', parentId: 'c', name: '锦和苑', households: 5 },
    { id: 'b', parentId: 'e', name: '3 号楼', households: 5 },
  ])
  expect(roots).toEqual([
    {
      id: 'c',
      name: '青禾社区',
      count: 5,
      children: [
        {
          id: 'e',
          name: '锦和苑',
          count: 5,
          children: [{ id: 'b', name: '3 号楼', count: 5, children: [] }],
        },
      ],
    },
  ])
})
