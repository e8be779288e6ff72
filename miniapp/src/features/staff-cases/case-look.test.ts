import { isSameLook, lookOf, plainLook, withView } from './case-look'

const view = { name: '我的', filter: 'mine', order: 'newest', gridId: null, isDefault: true } as const

test('a view saved again under its name takes its place, and only one opens the list', () => {
  const other = { ...view, name: '逾期', filter: 'overdue' } as const
  const both = withView([view], other)
  expect(both.map(({ name, isDefault }) => [name, isDefault])).toEqual([
    ['我的', false],
    ['逾期', true],
  ])
  expect(withView(both, { ...view, order: 'due' })).toHaveLength(2)
  expect(isSameLook(lookOf(view), { ...plainLook, filter: 'mine', order: 'newest' })).toBe(true)
  expect(isSameLook(lookOf(view), plainLook)).toBe(false)
})
