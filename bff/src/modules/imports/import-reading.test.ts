import fc from 'fast-check'
import { bytesOf } from '../../../test/sheet-files'
import { readSheet } from '../../platform/sheets/read-sheet'
import type { SheetRow } from '../../platform/sheets/sheet'
import { readList, textsOf } from './import-reading'
import { sampleFile } from './list-sheets'
import { sampleKinds, sampleRows } from './sample-lists'

const today = '2026-11-26'
const head = { line: 1, cells: ['小区', '楼栋', '单元', '房号', '姓名', '手机号', '份额'] }
const owner = (line: number, room: string, phone: string, share = ''): SheetRow => ({
  line,
  cells: ['锦和苑', '3', '2', room, '周玉兰', phone, share],
})
const phoneOf = (n: number): string => `139${10_000_000 + n}`

async function* batches(...all: readonly (readonly SheetRow[])[]) {
  for (const batch of all) yield batch
}

test('every row stands in exactly one slice, in the order of the file, and no slice is larger than one write', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 1_600 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 300 }),
      async (count, perRoom, batch) => {
        const rows = Array.from({ length: count }, (_, n) =>
          owner(n + 2, String(101 + Math.floor(n / perRoom)), phoneOf(n)),
        )
        const parts = [[head]]
        for (let at = 0; at < count; at += batch) parts.push(rows.slice(at, at + batch) as (typeof head)[])
        const list = await readList('owners', batches(...parts), today)
        expect(list.rows).toBe(count)
        expect(list.slices.flatMap(({ entries }) => entries.map(({ line }) => line))).toEqual(
          rows.map(({ line }) => line),
        )
        for (const { entries } of list.slices) expect(entries.length).toBeLessThanOrEqual(500)
        // Rows of one room are judged together, so no slice ends between them.
        const rooms = list.slices.map(({ entries }) => new Set(entries.map(({ texts }) => texts[3])))
        for (const [index, own] of rooms.entries())
          for (const room of rooms[index + 1] ?? []) expect(own.has(room)).toBe(false)
      },
    ),
    { numRuns: 40 },
  )
})

test('a room with more rows than one write takes is cut all the same', async () => {
  const rows = Array.from({ length: 1_100 }, (_, n) => owner(n + 2, '501', phoneOf(n)))
  const { slices } = await readList('owners', batches([head, ...rows]), today)
  expect(slices.map(({ entries }) => entries.length)).toEqual([500, 500, 100])
})

test('whatever stands in the cells, each row is good or has its problems, and nothing throws', async () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('锦和苑', '3', '501', '周玉兰', '13800000001', '1/2', '周**', '=1+1', 'x'.repeat(300)),
  )
  const faults = fc.array(
    fc.record({ column: fc.nat(9), fault: fc.constantFrom('formula', 'error_value', 'digits_lost') }),
    { maxLength: 2 },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.array(cell, { maxLength: 9 }), faults)), async (drawn) => {
      const rows = drawn.map(([cells, wrong], n): SheetRow => ({ line: n + 2, cells, faults: wrong }))
      const good = owner(9_999, '999', '13900000000')
      const { slices } = await readList('owners', batches([head, ...rows, good]), today)
      for (const { entries, problems } of slices) {
        for (const { row, value, reason } of problems) {
          expect(entries[row]).toBeDefined()
          expect(value.length).toBeLessThanOrEqual(200)
          expect(reason).not.toBe('')
        }
        for (const entry of entries) expect(Object.keys(textsOf('owners', entry))).toHaveLength(11)
      }
    }),
    { numRuns: 150 },
  )
})

test('the same person again, the same row again and too many shares are said of the later row', async () => {
  const { slices } = await readList(
    'owners',
    batches([
      head,
      owner(2, '501', '13800000001', '2/3'),
      owner(3, '502', '13800000001', '全部'),
      owner(4, '501', '13800000001', '1/3'),
      owner(5, '501', '13800000002', '1/2'),
      owner(6, '501', '13800000003', '1/3'),
    ]),
    today,
  )
  expect(slices[0]?.entries.map(({ again }) => again ?? false)).toEqual([false, true, false, false, false])
  expect(slices[0]?.problems.map(({ row, reason }) => [row, reason])).toEqual([
    [2, '和第 2 行重复'],
    [3, '和前面同一套房的份额加起来超过了整套房'],
  ])
})

test('a file is refused as a whole without a header near its beginning, without rows, and beyond 20,000', async () => {
  const read = (...rows: readonly SheetRow[]) => readList('owners', batches(rows), today)
  const words = Array.from({ length: 12 }, (_, n): SheetRow => ({ line: n + 1, cells: [`说明 ${n}`] }))
  await expect(read(...words, head)).rejects.toMatchObject({ code: 'header_missing', line: 1 })
  await expect(read(...words.slice(0, 5), head)).rejects.toMatchObject({ code: 'empty' })
  await expect(read()).rejects.toMatchObject({ code: 'header_missing' })
  const many = Array.from({ length: 20_001 }, (_, n) => owner(n + 2, String(n), phoneOf(n)))
  await expect(read(head, ...many)).rejects.toMatchObject({ code: 'too_many_rows', line: 20_002 })
})

test.each(sampleKinds)('the sample list of %s has nothing wrong with it, in both formats', async (kind) => {
  for (const format of ['csv', 'xlsx'] as const) {
    const file = await bytesOf(sampleFile(kind, format, new Date('2026-11-26T02:00:00.000Z')).stream)
    const { rows } = await readSheet(file, format, { skipSheets: ['填写说明'] })
    const list = await readList(kind, rows, today)
    expect(list.slices.flatMap(({ problems }) => problems)).toEqual([])
    expect(list).toMatchObject({ rows: sampleRows[kind].length, ignored: [] })
  }
})

test('the people of the sample lists live in rooms of the sample list of rooms', () => {
  const homeOf = ({ estate, building, unit, room }: Readonly<Record<string, string>>): string =>
    [estate, building, unit, room].join('/')
  const known = sampleRows.rooms.map(homeOf)
  for (const row of [...sampleRows.owners, ...sampleRows.people]) expect(known).toContain(homeOf(row))
})
