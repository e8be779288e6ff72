import fc from 'fast-check'
import { MINIMUM_CELL, type PollSecrecy } from './polls.kinds'
import { buildingOf, createPlaceTurnout } from './turnout.rules'

/** Buildings with how many of their rows voted and stayed away. */
function turnoutOf(
  secrecy: PollSecrecy,
  cells: readonly (readonly [place: string, voted: number, away: number])[],
) {
  const turnout = createPlaceTurnout()
  for (const [place, voted, away] of cells)
    for (let n = 0; n < voted + away; n += 1) turnout.add(`${place} 2 单元 周**`, n < voted)
  return turnout.result(secrecy)
}

test('a line of the roll names its building', () => {
  expect(buildingOf('锦和苑 3 号楼 2 单元 501')).toBe('锦和苑 3 号楼')
  expect(buildingOf('锦和苑 12 栋 501 等 2 处 李**、王**')).toBe('锦和苑 12 栋')
  expect(buildingOf('锦和苑 沿街商铺 5')).toBeNull()
})

test('buildings come in the order of the house, and what is too small is put together', () => {
  expect(
    turnoutOf('named', [
      ['锦和苑 10 号楼', 9, 1],
      ['锦和苑 2 号楼', 0, 8],
      ['锦和苑 3 号楼', 2, 1],
      ['沿街商铺', 2, 0],
    ]),
  ).toEqual([
    { place: '锦和苑 2 号楼', rows: 8, voted: 0 },
    { place: '锦和苑 10 号楼', rows: 10, voted: 9 },
    { place: '其他', rows: 5, voted: 4 },
  ])
})

test('in a secret poll nobody reads that all of a building voted, or none', () => {
  const cells = [
    ['锦和苑 1 号楼', 20, 0],
    ['锦和苑 2 号楼', 6, 9],
    ['锦和苑 3 号楼', 9, 9],
  ] as const
  expect(turnoutOf('secret', cells)).toEqual([
    { place: '锦和苑 3 号楼', rows: 18, voted: 9 },
    { place: '其他', rows: 35, voted: 26 },
  ])
  expect(turnoutOf('named', cells)).toHaveLength(3)
})

test('whatever the house is like, no line is below the minimum and nobody is lost', () => {
  const cell = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(12), fc.nat(12))
  fc.assert(
    fc.property(
      fc.constantFrom('named' as const, 'secret' as const),
      fc.uniqueArray(cell, { selector: ([number]) => number, maxLength: 9 }),
      (secrecy, found) => {
        const lines = turnoutOf(
          secrecy,
          found.map(([number, voted, away]) => [`锦和苑 ${number} 号楼`, voted, away]),
        )
        for (const { rows, voted } of lines) {
          expect(rows).toBeGreaterThanOrEqual(MINIMUM_CELL)
          if (secrecy === 'secret') expect(Math.min(voted, rows - voted)).toBeGreaterThanOrEqual(MINIMUM_CELL)
        }
        const all = found.reduce((sum, [, voted, away]) => sum + voted + away, 0)
        if (lines.length > 0) expect(lines.reduce((sum, { rows }) => sum + rows, 0)).toBe(all)
      },
    ),
  )
})
