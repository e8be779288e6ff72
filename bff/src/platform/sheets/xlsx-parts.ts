import { SheetFault } from './sheet'
import { readXml, unescapeText } from './xml'
import type { XlsxPackage } from './xlsx-package'

/** Characters of all shared strings together; they are held in memory while the sheet is read. */
const MOST_SHARED_CHARACTERS = 20_000_000

export interface Workbook {
  readonly sheet: { readonly name: string; readonly part: string }
  readonly since1904: boolean
}

const folderOf = (part: string): string => part.slice(0, part.lastIndexOf('/') + 1)

/** A target as relationships write it: from the part's own folder, or from the root. */
const targetFrom = (part: string, target: string): string =>
  target.startsWith('/') ? target.slice(1) : new URL(target, `file:///${folderOf(part)}`).pathname.slice(1)

/**
 * The first sheet that can be seen and is not among those to skip.
 * @throws SheetFault `not_a_workbook`, `no_sheet`
 */
export async function readWorkbook(zip: XlsxPackage, skip: readonly string[]): Promise<Workbook> {
  const main = await mainPart(zip)
  const targets = await relationships(zip, main)
  const sheets: { name: string; id: string }[] = []
  let since1904 = false
  await readXml(zip.part(main), {
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(attributes['date1904'] ?? '')
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      sheets.push({ name: attributes['name'] ?? '', id: id ?? '' })
    },
  })
  const chosen = sheets.find(({ name }) => !skip.includes(name))
  const part = targets.get(chosen?.id ?? '')?.target
  if (!chosen || part === undefined) throw new SheetFault('no_sheet')
  return { sheet: { name: chosen.name, part }, since1904 }
}

async function mainPart(zip: XlsxPackage): Promise<string> {
  const root = await relationships(zip, '')
  const main = [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target
  if (main === undefined || zip.part(main) === null) throw new SheetFault('not_a_workbook')
  return main
}

interface Relationship {
  readonly type: string
  readonly target: string
}

async function relationships(zip: XlsxPackage, part: string): Promise<Map<string, Relationship>> {
  const found = new Map<string, Relationship>()
  const name = `${folderOf(part)}_rels/${part.slice(folderOf(part).length)}.rels`
  await readXml(zip.part(name), {
    open(tag, { Id = '', Type = '', Target = '', TargetMode = '' }) {
      // An outside target is never followed.
      if (tag === 'Relationship' && TargetMode !== 'External')
        found.set(Id, { type: Type, target: targetFrom(part, Target) })
    },
  })
  return found
}

/** Formats that show a number as a day (ECMA-376 part 1 §18.8.30, the Chinese ones included). */
const isBuiltInDay = (id: number): boolean =>
  (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)

/** A format with a year or a day in it, outside of quoted text, escapes and brackets. */
const isDayCode = (code: string): boolean => /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''))

/** For each cell format of the workbook whether it shows a day. */
export async function readDayStyles(zip: XlsxPackage): Promise<boolean[]> {
  const custom = new Map<number, boolean>()
  const styles: boolean[] = []
  let isInCellFormats = false
  await readXml(zip.part('xl/styles.xml'), {
    open(name, attributes) {
      if (name === 'numFmt')
        custom.set(Number(attributes['numFmtId']), isDayCode(attributes['formatCode'] ?? ''))
      if (name === 'cellXfs') isInCellFormats = true
      if (name !== 'xf' || !isInCellFormats) return
      const id = Number(attributes['numFmtId'] ?? 0)
      styles.push(custom.get(id) ?? isBuiltInDay(id))
    },
    close(name) {
      if (name === 'cellXfs') isInCellFormats = false
    },
  })
  return styles
}

/**
 * The texts that cells point to. Phonetic hints are no text.
 * @throws SheetFault `bomb`
 */
export async function readSharedStrings(zip: XlsxPackage): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let characters = 0
  let isInText = false
  let isInHint = false
  await readXml(zip.part('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') isInHint = true
      if (name === 't') isInText = true
    },
    text(piece) {
      if (!isInText || isInHint) return
      text += piece
      characters += piece.length
      if (characters > MOST_SHARED_CHARACTERS) throw new SheetFault('bomb')
    },
    close(name) {
      if (name === 't') isInText = false
      if (name === 'rPh') isInHint = false
      if (name === 'si') strings.push(unescapeText(text))
    },
  })
  return strings
}
