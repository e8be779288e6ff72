import type { Role } from '@linli/shared/roles'
import type { CaseCounts } from '@/features/staff-cases/filters'
import { areaPaths, areasFor } from './areas'

const counts = (more: Partial<CaseCounts>) =>
  ({ urgent: 0, overdue: 0, 'due-today': 0, ...more }) as CaseCounts
const cases = (held: readonly Role[], day?: CaseCounts) =>
  areasFor(held, day)
    .flatMap(({ links }) => links)
    .find(({ to }) => to === areaPaths.cases)

test('whoever is given cases finds the way to them, and nobody else', () => {
  expect(cases(['organisation_staff'])?.title).toBe('办件')
  expect(cases(['grid_worker'])?.title).toBe('办件')
  expect(cases(['supervisor'])).toBeUndefined()
  expect(areasFor(['verified_resident'])).toEqual([])
})

test('a supervisor, who is given no case, finds the way to the figures of all', () => {
  const figuresOf = (role: Role) =>
    areasFor([role])
      .flatMap(({ links }) => links)
      .some(({ to }) => to === areaPaths.caseFigures)
  expect(figuresOf('supervisor')).toBe(true)
  expect(figuresOf('organisation_staff')).toBe(false)
})

test.each([
  [
    { overdue: 1, 'due-today': 2 },
    { count: 3, countWords: '今天 2 件到期，1 件已逾期', hot: true },
  ],
  [{ 'due-today': 2 }, { count: 2, hot: false }],
])('the navigation says what the day asks for: %j', (day, shown) => {
  expect(cases(['community_staff'], counts(day))).toMatchObject(shown)
})

test('a day without anything due says nothing', () => {
  expect(cases(['community_staff'], counts({}))?.count).toBeUndefined()
})
