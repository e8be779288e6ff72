import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { bytesOf, rowsOf, workbook, zipOf } from '../../../test/sheet-files'
import { dayOfSerial, serialOfDay } from './day-serial'
import { readSheet, usualLimits } from './read-sheet'
import { columnName, columnOf, type ReadOptions } from './sheet'
import type { WrittenCell, WrittenSheet } from './sheet-columns'
import { openXlsx } from './xlsx-reader'
import { writeXlsx } from './xlsx-writer'

const options: ReadOptions = { limits: usualLimits, words: [], skipSheets: ['填写说明'] }
const now = new Date('2026-11-26T01:00:00Z')

async function read(content: Buffer, more: Partial<ReadOptions> = {}) {
  const open = await openXlsx(content, { ...options, ...more })
  return { sheet: open.sheet, rows: await rowsOf(open) }
}
const written = (rows: readonly (readonly WrittenCell[])[]): WrittenSheet => ({
  name: '名册',
  columns: [
    { label: '姓名', type: 'text' },
    { label: '面积', type: 'number' },
    { label: '出生日期', type: 'day' },
    { label: '用途', type: 'text', choices: ['住宅', '商铺'] },
  ],
  rows: [rows],
  watermark: '王芳 & 138****0000',
  notes: { name: '填写说明', lines: ['一行一户'] },
  now,
})
const row = (cells: string, line = 1) => `<row r="${line}">${cells}</row>`

describe('a workbook', () => {
  it('says row and column of what stands in it, through gaps, blank rows and formats without content', async () => {
    const { rows, sheet } = await read(
      await workbook(
        `${row('<c r="A1" t="str"><v>姓名</v></c>')}${row('<c r="B3" s="1"/>', 3)}<row r="7"><c r="C7"><v>501</v></c><c r="XFD7" s="3"/></row><row><c><v>1</v></c><c><v>2</v></c></row>`,
      ),
    )
    expect(sheet).toBe('名册')
    expect(rows).toEqual([
      { line: 1, cells: ['姓名'] },
      { line: 7, cells: ['', '', '501'] },
      { line: 8, cells: ['1', '2'] },
    ])
  })

  it('reads shared and inline texts in pieces, without phonetic hints, and `_x000D_`', async () => {
    const strings = `<sst><si><r><t>张</t></r><r><t xml:space="preserve">桂兰 </t></r><rPh><t>zhang</t></rPh></si><si><t>&amp;a_x000D_b</t></si></sst>`
    const { rows } = await read(
      await workbook(
        row(
          '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>李</t><rPh><t>li</t></rPh></is></c>',
        ),
        { 'xl/sharedStrings.xml': strings },
      ),
    )
    expect(rows[0]?.cells).toEqual(['张桂兰', '&a\rb', '李'])
  })

  it('reads numbers as people write them, and days by their format in either epoch', async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="171" formatCode="0&quot;day&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="31"/></cellXfs></styleSheet>`
    const cells = [
      '<c><v>1.3800138E10</v></c>',
      '<c><v>89.550000000000004</v></c>',
      '<c s="1"><v>25569</v></c>',
      '<c s="2"><v>45000.75</v></c>',
      '<c s="3"><v>7</v></c>',
      '<c s="4"><v>61</v></c>',
      '<c t="b"><v>1</v></c>',
      '<c t="d"><v>2026-11-26T00:00:00</v></c>',
    ].join('')
    const parts = { 'xl/styles.xml': styles }
    expect((await read(await workbook(row(cells), parts))).rows[0]?.cells).toEqual([
      ...['13800138000', '89.55', '1970-01-01', '2023-03-15', '7', '1900-03-01', '是', '2026-11-26'],
    ])
    const since1904 = `<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`
    const old = await workbook(row('<c s="1"><v>24107</v></c>'), { ...parts, 'xl/workbook.xml': since1904 })
    expect((await read(old)).rows[0]?.cells).toEqual(['1970-01-01'])
  })

  it('tells of formulas, errors and lost digits in their cells instead of trusting the values', async () => {
    const { rows } = await read(
      await workbook(
        row(
          '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1"><v>110101195803040000</v></c><c r="D1"><v>3</v></c><c r="E1"><f>A1</f></c>',
        ),
      ),
    )
    expect(rows[0]?.faults).toEqual([
      { column: 0, fault: 'formula' },
      { column: 1, fault: 'error_value' },
      { column: 2, fault: 'digits_lost' },
      { column: 4, fault: 'formula' },
    ])
  })

  it('reads the first sheet that can be seen and holds rows, whatever the prefixes of its tags', async () => {
    const book = `<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="旧" state="hidden" r:id="rId9"/><x:sheet name="填写说明" r:id="rId8"/><x:sheet name="二" r:id="rId1"/></x:sheets></x:workbook>`
    const sheet = `<x:worksheet xmlns:x="m"><x:sheetData><x:row r="2"><x:c r="A2" t="str"><x:v>甲</x:v></x:c></x:row></x:sheetData></x:worksheet>`
    const content = await workbook('', { 'xl/workbook.xml': book, 'xl/worksheets/sheet1.xml': sheet })
    expect(await read(content)).toEqual({ sheet: '二', rows: [{ line: 2, cells: ['甲'] }] })
    await expect(read(content, { skipSheets: ['填写说明', '二'] })).rejects.toMatchObject({
      code: 'no_sheet',
    })
  })
})

describe('a file that is refused', () => {
  const cells = (count: number) => '<c t="str"><v>x</v></c>'.repeat(count)
  it.each([
    ['rows', { rows: 1 }, row(cells(1)) + row(cells(1), 2), 'too_many_rows'],
    ['columns', { columns: 2 }, row(cells(3)), 'too_many_columns'],
    ['cells, empty ones counted', { cells: 5 }, row('<c/>'.repeat(6)), 'too_many_cells'],
    ['characters in a cell', { cellLength: 3 }, row('<c t="str"><v>long</v></c>'), 'cell_too_long'],
    ['unpacked bytes', { unpackedBytes: 500 }, row(cells(100)), 'bomb'],
  ])('for too many %s', async (_, limit, data, code) => {
    const limits = { ...usualLimits, ...limit }
    await expect(read(await workbook(data), { limits })).rejects.toMatchObject({ code })
  })

  it('for a cell at the far end of the sheet', async () => {
    const far = await workbook(row('<c r="XFD1048576" t="str"><v>x</v></c>', 1_048_576))
    await expect(read(far)).rejects.toMatchObject({ code: 'too_many_columns' })
  })

  it('for shrinking like nothing honest, before anything of it is unpacked', async () => {
    const bomb = await workbook('', { 'xl/worksheets/sheet1.xml': ' '.repeat(20_000_000) })
    expect(bomb.length).toBeLessThan(50_000)
    const before = process.memoryUsage().rss
    await expect(read(bomb)).rejects.toMatchObject({ code: 'bomb' })
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000)
  })

  it('for unpacking to more than it says', async () => {
    const honest = await workbook(row(cells(2_000)))
    const lying = Buffer.from(honest)
    const at = lying.lastIndexOf('xl/worksheets/sheet1.xml', undefined, 'latin1') - 46
    expect(lying.toString('latin1', at, at + 4)).toBe('PK\x01\x02')
    lying.writeUInt32LE(100, at + 24)
    await expect(read(lying)).rejects.toMatchObject({ code: 'not_a_workbook' })
  })

  it.each([
    ['text', Buffer.from('姓名,手机号'.repeat(10)), 'not_a_workbook'],
    ['half a workbook', null, 'not_a_workbook'],
    [
      'the format before 2007, or a password',
      Buffer.from('d0cf11e0a1b11ae1'.repeat(8), 'hex'),
      'old_or_locked',
    ],
  ])('for being %s', async (_, content, code) => {
    const whole = await workbook(row(cells(50)))
    await expect(read(content ?? whole.subarray(0, whole.length / 2))).rejects.toMatchObject({ code })
  })

  it('for being a zip of something else, or empty', async () => {
    await expect(read(await zipOf({ 'word/document.xml': '<a/>' }))).rejects.toMatchObject({
      code: 'not_a_workbook',
    })
    await expect(read(await workbook(''))).rejects.toMatchObject({ code: 'empty' })
  })

  it('entities of a document type are not expanded', async () => {
    const laughs = `<!DOCTYPE a [<!ENTITY c "${'c'.repeat(100)}">]><worksheet><sheetData><row r="1"><c t="str"><v>&c;</v></c></row></sheetData></worksheet>`
    const { rows } = await read(await workbook('', { 'xl/worksheets/sheet1.xml': laughs }))
    expect(rows[0]?.cells).toEqual(['&c;'])
  })
})

describe('what is written', () => {
  const text = fc
    .oneof(
      fc.constantFrom('=1+1', '_x000D_', 'a\nb', 'a\rb', '<b>&"', '𠈐', '00501', '110101195803040015'),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    )
    .map((value) => value.replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '').trim())
  const day = fc
    .integer({ min: Date.UTC(1900, 2, 1) / 86_400_000, max: Date.UTC(2100, 0, 1) / 86_400_000 })
    .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
  const area = fc.integer({ min: 0, max: 10_000_000 }).map((hundredths) => hundredths / 100)

  it('comes back exactly, phones and numbers of papers with every digit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, area, fc.option(day), text), { minLength: 1, maxLength: 20 }),
        async (rows) => {
          const file = await bytesOf(writeXlsx(written(rows)))
          const back = await rowsOf(await openXlsx(file, options))
          expect(back.slice(0, 2).map(({ cells }) => cells)).toEqual([
            ['王芳 & 138****0000'],
            ['姓名', '面积', '出生日期', '用途'],
          ])
          expect(
            back.slice(2).map(({ line, cells: [a = '', b, c = '', d = ''] }) => [line, a, b, c, d]),
          ).toEqual(rows.map(([a, b, c, d], index) => [index + 3, a, String(b), c ?? '', d]))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('ends with the error of its rows', async () => {
    async function* failing() {
      yield [['张', 1, null, '']]
      throw new Error('the cursor broke')
    }
    await expect(writeXlsx({ ...written([]), rows: failing() }).toArray()).rejects.toThrow('the cursor broke')
  })

  it('stops asking for rows when nobody takes the file', async () => {
    let asked = 0
    function* endless() {
      for (;;) {
        asked += 1
        yield Array.from({ length: 50 }, (_, n) => [`${asked} ${n * 7919}`, asked, null, ''])
      }
    }
    const stream = writeXlsx({ ...written([]), rows: endless() })
    for await (const _ of stream) break
    const taken = asked
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toBeLessThanOrEqual(taken + 2)
  })
})

describe('a sheet read in its own thread', () => {
  const many = Array.from({ length: 1_200 }, (_, n) => [`张${n}`, n, null, '住宅'] as const)

  it('gives the same rows, batch by batch', async () => {
    const file = await bytesOf(writeXlsx(written(many)))
    const sheet = await readSheet(file, 'xlsx', { skipSheets: ['填写说明'] })
    expect([sheet.format, sheet.sheet]).toEqual(['xlsx', '名册'])
    const rows = await rowsOf(sheet)
    expect(rows).toHaveLength(1_202)
    expect(rows.at(-1)).toEqual({ line: 1_202, cells: ['张1199', '1199', '', '住宅'] })
  })

  it('says what it refuses, at once and in the middle', async () => {
    await expect(readSheet(Buffer.from('x'.repeat(100)), 'xlsx')).rejects.toMatchObject({
      code: 'not_a_workbook',
    })
    const file = await bytesOf(writeXlsx(written(many)))
    const sheet = await readSheet(file, 'xlsx', { limits: { ...usualLimits, rows: 600 } })
    await expect(rowsOf(sheet)).rejects.toMatchObject({ code: 'too_many_rows', line: 601 })
  })

  it('ends when its rows are left', async () => {
    const file = await bytesOf(writeXlsx(written(many)))
    const sheet = await readSheet(file, 'xlsx')
    for await (const batch of sheet.rows) {
      expect(batch.length).toBeGreaterThan(0)
      break
    }
    await expect(sheet.rows.next()).resolves.toMatchObject({ done: true })
  })

  it('ends when its rows are left before the first was taken', async () => {
    const ended = jest.spyOn(Worker.prototype, 'terminate')
    const sheet = await readSheet(await bytesOf(writeXlsx(written(many))), 'xlsx')
    await sheet.rows.return()
    expect(ended).toHaveBeenCalledTimes(1)
    ended.mockRestore()
  })
})

describe('columns and days', () => {
  it('a column and its name are each other’s reverse', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16_383 }), (column) => {
        expect(columnOf(`${columnName(column)}12`)).toBe(column)
      }),
    )
    expect([columnName(0), columnName(25), columnName(26), columnName(16_383)]).toEqual([
      'A',
      'Z',
      'AA',
      'XFD',
    ])
  })

  it('a day and its serial number are each other’s reverse, the day that never was left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
        expect(serialOfDay(dayOfSerial(serial) ?? '')).toBe(serial)
      }),
    )
    expect([1, 59, 60, 61, 25_569].map((serial) => dayOfSerial(serial))).toEqual([
      ...['1900-01-01', '1900-02-28', null, '1900-03-01', '1970-01-01'],
    ])
    expect(['2026-02-30', '26-1-1', '', '1899-01-01'].map(serialOfDay)).toEqual([null, null, null, null])
  })
})
