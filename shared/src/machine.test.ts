import { can, defineMachine, sourcesOf, targetOf } from './machine'

const door = defineMachine({ open: { shut: 'closed' }, closed: { open: 'open', lock: 'locked' }, locked: {} })

test('a machine allows exactly what its table says', () => {
  expect(can(door, 'open', 'shut')).toBe(true)
  expect(can(door, 'locked', 'open')).toBe(false)
  expect(sourcesOf(door, 'lock')).toEqual(['closed'])
  expect(targetOf(door, 'closed', 'lock')).toBe('locked')
  expect(() => targetOf(door, 'locked', 'shut')).toThrow(RangeError)
})
