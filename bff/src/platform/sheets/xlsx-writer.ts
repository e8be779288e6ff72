import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { writable } from './csv-cell'
import { serialOfDay } from './day-serial'
import { columnName } from './sheet'
import type { ColumnType, WrittenCell, WrittenColumn, WrittenSheet } from './sheet-columns'
import { escapeText, xmlText } from './xml'

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** Rows a list of choices is offered for: more than the largest roll. */
const LAST_CHOICE_ROW = 20_100
/** A list of choices written into its rule is cut by Excel after this many characters. */
const LONGEST_CHOICES = 255
const USUAL_WIDTH = 14

/** Cell formats, in the order of {@link stylesPart}. */
const style: Record<ColumnType | 'head' | 'small', number> = { number: 0, text: 1, day: 2, head: 3, small: 4 }

const stylesPart = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font><font><sz val="9"/><color rgb="FF666666"/><name val="等线"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1"/><xf numFmtId="49" fontId="2" applyFont="1"/></cellXfs></styleSheet>`

const text = (value: string): string => xmlText(escapeText(writable(value)))
const textCell = (value: string, format: number): string =>
  `<c s="${format}" t="inlineStr"><is><t xml:space="preserve">${text(value)}</t></is></c>`

/** A text that begins with `=` stays a text: nothing here is ever a formula. */
function cell(value: WrittenCell, type: ColumnType): string {
  if (value === null || value === '') return `<c s="${style[type]}"/>`
  if (typeof value === 'number') return `<c><v>${value}</v></c>`
  const serial = type === 'day' ? serialOfDay(value) : null
  return serial === null ? textCell(value, style.text) : `<c s="${style.day}"><v>${serial}</v></c>`
}

const columnTags = (columns: readonly WrittenColumn[]): string =>
  columns
    .map(
      ({ width = USUAL_WIDTH, type }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${style[type]}" customWidth="1"/>`,
    )
    .join('')

function choicesTag(columns: readonly WrittenColumn[], firstRow: number): string {
  const rules = columns.flatMap(({ choices = [] }, index) => {
    const list = choices.join(',')
    if (list === '' || list.length > LONGEST_CHOICES) return []
    const range = `${columnName(index)}${firstRow}:${columnName(index)}${LAST_CHOICE_ROW}`
    return `<dataValidation type="list" allowBlank="1" sqref="${range}"><formula1>"${xmlText(list)}"</formula1></dataValidation>`
  })
  return rules.length === 0
    ? ''
    : `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>`
}

async function* sheetPart({ columns, rows, watermark }: WrittenSheet): AsyncGenerator<string, void, void> {
  const headRow = watermark === undefined ? 1 : 2
  const types = columns.map(({ type }) => type)
  const labels = columns.map(({ label }) => textCell(label, style.head)).join('')
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="${headRow}" topLeftCell="A${headRow + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columnTags(columns)}</cols><sheetData>${
    watermark === undefined ? '' : `<row>${textCell(watermark, style.small)}</row>`
  }<row>${labels}</row>`
  for await (const batch of rows)
    yield batch
      .map((row) => `<row>${row.map((value, index) => cell(value, types[index] ?? 'text')).join('')}</row>`)
      .join('')
  // `&` begins a code in a footer.
  const footer = watermark === undefined ? '' : text(watermark).replaceAll('&amp;', '&amp;&amp;')
  yield `</sheetData>${choicesTag(columns, headRow + 1)}${footer === '' ? '' : `<headerFooter><oddFooter>${footer}</oddFooter></headerFooter>`}</worksheet>`
}

const notesPart = (lines: readonly string[]): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="100" customWidth="1"/></cols><sheetData>${lines
    .map((line) => `<row>${textCell(line, style.text)}</row>`)
    .join('')}</sheetData></worksheet>`

function packageParts({ name, notes, watermark, now }: WrittenSheet): Record<string, string> {
  const sheets = [name, ...(notes ? [notes.name] : [])]
  const count = sheets.length
  return {
    '[Content_Types].xml': `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>${sheets.map((_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>邻里智治</dc:creator>${watermark === undefined ? '' : `<dc:description>${text(watermark)}</dc:description>`}<dcterms:created xsi:type="dcterms:W3CDTF">${now.toISOString()}</dcterms:created></cp:coreProperties>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets.map((sheet, index) => `<sheet name="${xmlText(sheet)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`).join('')}<Relationship Id="rId${count + 1}" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': stylesPart,
    ...(notes && { 'xl/worksheets/sheet2.xml': notesPart(notes.lines) }),
  }
}

/**
 * A workbook (ECMA-376), packed while it is read: rows are asked for as fast as somebody takes the bytes. An error
 * of the rows is the stream's error; when nobody takes the stream any more, the rows end.
 */
export function writeXlsx(sheet: WrittenSheet): Readable {
  const zip = new ZipFile()
  const rows = Readable.from(sheetPart(sheet), { objectMode: false, encoding: 'utf8' })
  const packed = zip.outputStream as Readable
  zip.on('error', (error: Error) => packed.destroy(error))
  rows.once('error', (error) => packed.destroy(error))
  packed.once('close', () => rows.destroy())
  for (const [name, content] of Object.entries(packageParts(sheet)))
    zip.addBuffer(Buffer.from(content), name, { mtime: sheet.now })
  zip.addReadStream(rows, 'xl/worksheets/sheet1.xml', { mtime: sheet.now })
  zip.end()
  return packed
}
