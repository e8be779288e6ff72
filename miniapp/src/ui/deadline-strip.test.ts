import { shownCells, type StripCell } from './deadline-strip'

const cells = (count: number): StripCell[] =>
  Array.from({ length: count }, (_, index) => ({
    day: `2026-11-${String(index + 1).padStart(2, '0')}`,
    label: String(index),
    kind: 'counted',
  }))

test('a short strip shows every day', () => {
  expect(shownCells(cells(10))).toHaveLength(10)
})

test('a long strip shows its beginning and its end, where the due day is', () => {
  const shown = shownCells(cells(21))
  expect(shown).toHaveLength(8)
  expect(shown[2]).toBe('gap')
  expect(shown.at(-1)).toMatchObject({ day: '2026-11-21' })
})
