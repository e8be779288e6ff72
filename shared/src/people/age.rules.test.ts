import { isAdultOn, latestBirth, needsGuardianOn, yearsOn } from './age.rules'

test.each([
  ['2008-11-25', '2026-11-24', false],
  ['2008-11-25', '2026-11-25', true],
  ['2008-02-29', '2026-02-28', false],
  ['2008-02-29', '2026-03-01', true],
  ['2008-02-28', '2026-02-28', true],
  // A leap year on the other side: born on 1 March, still a child on the leap day.
  ['2010-03-01', '2028-02-29', false],
  ['2010-02-28', '2028-02-29', true],
  [null, '2026-11-25', true],
] as const)('born %s is an adult on %s: %s', (birthDate, day, expected) => {
  expect(isAdultOn(birthDate, day)).toBe(expected)
})

test.each([
  ['2012-11-25', '2026-11-24', true],
  ['2012-11-25', '2026-11-25', false],
  [null, '2026-11-25', false],
] as const)('born %s, on %s a guardian consents: %s', (birthDate, day, expected) => {
  expect(needsGuardianOn(birthDate, day)).toBe(expected)
})

test.each([
  ['1942-11-25', '2026-11-24', 83],
  ['1942-11-25', '2026-11-25', 84],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  [null, '2026-11-25', null],
] as const)('born %s is on %s of age %s', (birthDate, day, expected) => {
  expect(yearsOn(birthDate, day)).toBe(expected)
})

test('completed years and the comparison by text agree on every day of four years', () => {
  for (let offset = 0; offset < 4 * 366; offset += 1) {
    const birthDate = new Date(Date.UTC(2007, 0, 1) + offset * 86_400_000).toISOString().slice(0, 10)
    for (const day of ['2026-02-28', '2026-03-01', '2028-02-29', '2026-12-31']) {
      expect(birthDate <= latestBirth(18, day)).toBe((yearsOn(birthDate, day) ?? 0) >= 18)
    }
  }
})
