import fc from 'fast-check'
import { gb18030, rowsOf } from '../../../test/sheet-files'
import { openCsv } from './csv-reader'
import { writeCsv } from './csv-writer'
import { usualLimits } from './read-sheet'
import type { ReadOptions } from './sheet'
import type { WrittenSheet } from './sheet-columns'

const options: ReadOptions = { limits: usualLimits, words: ['姓名', '手机号'], skipSheets: [] }
const now = new Date('2026-11-26T01:00:00Z')
const sheet = (rows: readonly (readonly (string | number | null)[])[]): WrittenSheet => ({
  name: '名册',
  columns: [
    { label: '姓名', type: 'text' },
    { label: '面积', type: 'number' },
    { label: '备注', type: 'text' },
  ],
  rows: [rows],
  now,
})

async function read(content: Buffer | string, more: Partial<ReadOptions> = {}) {
  const open = openCsv(Buffer.from(content), { ...options, ...more })
  return { encoding: open.encoding, rows: await rowsOf(open) }
}
const bytesOf = async (written: WrittenSheet): Promise<Buffer> =>
  Buffer.concat((await writeCsv(written).toArray()).map((chunk) => Buffer.from(chunk as string)))

describe('the encoding of a text file', () => {
  const text = '姓名,手机号\n张桂兰,13800138000\n'
  it.each([
    ['UTF-8', Buffer.from(text), 'utf-8'],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`), 'utf-8'],
    ['GB18030', gb18030(text), 'gb18030'],
    ['Latin letters alone', Buffer.from('name,phone\n张'.slice(0, 11)), 'utf-8'],
  ])('%s is told from its bytes', async (_, bytes, encoding) => {
    expect((await read(bytes)).encoding).toBe(encoding)
  })

  it('a rare name of four bytes comes through whole, also across two chunks', async () => {
    // U+20210 as GB18030 writes it, at every place around a chunk's end.
    const rare = Buffer.from([0x95, 0x32, 0x90, 0x31])
    expect(new TextDecoder('gb18030').decode(rare)).toMatch(/^\p{Script=Han}$/u)
    for (const before of [65_530, 65_533, 65_534, 65_535]) {
      const bytes = Buffer.concat([gb18030('姓名,备注\n'), Buffer.from(`${'a'.repeat(before - 10)}\n`), rare])
      const { encoding, rows } = await read(bytes, { limits: { ...usualLimits, cellLength: 70_000 } })
      expect([encoding, rows.at(-1)?.cells]).toEqual(['gb18030', [new TextDecoder('gb18030').decode(rare)]])
    }
  })

  it('where both fit, the words of the header decide', async () => {
    // Letters that are two bytes of UTF-8 and one character of GB18030.
    const both = Buffer.concat([gb18030('姓名'), Buffer.from(','), Buffer.from('é')])
    expect(() => new TextDecoder('gb18030', { fatal: true }).decode(both)).not.toThrow()
    expect((await read(both)).encoding).toBe('gb18030')
    expect((await read('姓名,é')).encoding).toBe('utf-8')
  })

  it.each([
    ['neither of the two', Buffer.from([0x61, 0xff, 0xff, 0x2c]), 'encoding'],
    ['UTF-16', Buffer.from('\ufeff姓名\t手机号', 'utf16le'), 'utf16'],
    [
      'a mark of UTF-8 before other bytes',
      Buffer.concat([Buffer.from('\ufeff'), gb18030('姓名')]),
      'encoding',
    ],
    ['zero bytes', Buffer.from('姓名\0,手机号'), 'encoding'],
    ['nothing', Buffer.alloc(0), 'empty'],
    ['blank lines alone', Buffer.from('\n,,\n \n'), 'empty'],
  ])('%s is refused by name', async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ code })
  })
})

describe('lines', () => {
  it('are those a person counts, with breaks inside of cells, blank rows and notes', async () => {
    const { rows } = await read('# 说明\n姓名,手机号\n\n"张\n桂兰",1\n李,2\n,,\n"王""三""\r\n五",3\n赵,4')
    expect(rows.map(({ line, cells }) => [line, cells[1]])).toEqual([
      [2, '手机号'],
      [4, '1'],
      [6, '2'],
      [8, '3'],
      [10, '4'],
    ])
  })

  it('of uneven length, with a quotation mark in the middle, stay rows', async () => {
    const { rows } = await read('姓名,备注\n张,5"管,多\n李\n')
    expect(rows.map(({ cells }) => cells)).toEqual([['姓名', '备注'], ['张', '5"管', '多'], ['李']])
  })

  it.each(['\t', ';'])('parted by %j are read too', async (sign) => {
    const { rows } = await read(`张三，经手\n姓名${sign}手机号\n张${sign}1`)
    expect(rows.at(-1)?.cells).toEqual(['张', '1'])
  })

  it('a quotation mark that is not closed is refused, and said where', async () => {
    await expect(read('姓名,手机号\n"张,1\n李,2')).rejects.toMatchObject({ code: 'quotes' })
  })

  it.each([
    [{ rows: 2 }, 'too_many_rows', 3],
    [{ columns: 1 }, 'too_many_columns', 1],
    [{ cells: 4 }, 'too_many_cells', 3],
    [{ cellLength: 2 }, 'cell_too_long', 1],
  ])('beyond %j are refused', async (limit, code, line) => {
    const limits = { ...usualLimits, ...limit }
    await expect(read('姓名,手机号\n张,1\n李,2', { limits })).rejects.toMatchObject({ code, line })
  })
})

describe('what is written', () => {
  const cell = fc.oneof(
    fc.constantFrom('=1+1', "'=1", '@SUM(A1)', '-5', '+8613800138000', '"', ',', '#x', 'a\nb', 'a\r\nb', "'"),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom('张桂兰', '𠈐', '3-2-501', '138****0000'),
  )
  const trimmed = cell.map((text) => text.trim())

  it('comes back exactly but for the kind of its line breaks, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(trimmed, fc.integer(), trimmed), { minLength: 1 }), async (rows) => {
        const { rows: back } = await read(await bytesOf(sheet(rows)))
        const clean = (text: string) =>
          text
            .replace(/[^\P{Cc}\t\n\r]|\p{Cs}|[\ufffe\uffff]/gu, '')
            .replace(/\r\n?/g, '\n')
            .trim()
        expect(back.slice(1).map(({ cells: [a, b, c = ''] }) => [a, b, c])).toEqual(
          rows.map(([a, b, c]) => [clean(a), String(b), clean(c)]),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('never begins like a formula in a column of text, and keeps the sign of a number', async () => {
    const text = (
      await bytesOf(
        sheet([
          ['=cmd|calc', -5, '-5'],
          ['\t=1', 0.5, null],
        ]),
      )
    ).toString()
    expect(text).toBe("\ufeff姓名,面积,备注\r\n'=cmd|calc,-5,'-5\r\n\"'\t=1\",0.5,\r\n")
  })

  it('carries its watermark and notes before the header', async () => {
    const written = {
      ...sheet([['张', 1, '']]),
      watermark: '王芳 2026-11-26',
      notes: { name: '填写说明', lines: ['一行一户'] },
    }
    expect((await bytesOf(written)).toString()).toBe(
      '\ufeff王芳 2026-11-26\r\n# 一行一户\r\n姓名,面积,备注\r\n张,1,\r\n',
    )
  })

  it('ends with the error of its rows, and stops asking when nobody takes it', async () => {
    async function* failing() {
      yield [['张', 1, '']]
      throw new Error('the cursor broke')
    }
    await expect(writeCsv({ ...sheet([]), rows: failing() }).toArray()).rejects.toThrow('the cursor broke')
    let asked = 0
    function* endless() {
      for (;;) {
        asked += 1
        yield [['张', asked, 'x'.repeat(1000)]]
      }
    }
    const stream = writeCsv({ ...sheet([]), rows: endless() })
    for await (const _ of stream) break
    expect(stream.destroyed).toBe(true)
    expect(asked).toBeLessThan(100)
  })
})
