import type { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { OpenSheet, SheetRow } from '../src/platform/sheets/sheet'

/** All bytes of a stream. */
export async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Buffer))
  return Buffer.concat(chunks)
}

/** Every row of an open sheet. */
export async function rowsOf(sheet: Pick<OpenSheet, 'rows'>): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  for await (const batch of sheet.rows) rows.push(...batch)
  return rows
}

const head = '<?xml version="1.0" encoding="UTF-8"?>'
const types = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** A workbook as another program might have written it: `parts` replace or add to a plain one with this sheet. */
export function workbook(sheetData: string, parts: Readonly<Record<string, string>> = {}): Promise<Buffer> {
  return zipOf({
    '[Content_Types].xml': `${head}<Types/>`,
    '_rels/.rels': `${head}<Relationships><Relationship Id="rId1" Type="${types}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns:r="${types}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships><Relationship Id="rId1" Type="${types}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
    ...parts,
  })
}

export async function zipOf(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return bytesOf(zip.outputStream as Readable)
}

/** Every two-byte character of GB18030 by its bytes; Node has a decoder and no encoder. */
const gbBytes = new Map<string, Buffer>()
function fillGbBytes(): void {
  const decoder = new TextDecoder('gb18030')
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue
      const bytes = Buffer.from([lead, trail])
      const sign = decoder.decode(bytes)
      if ([...sign].length === 1 && sign !== '\ufffd') gbBytes.set(sign, bytes)
    }
}

/** Text in GB18030, as a spreadsheet program in China saves it. Throws for what takes four bytes. */
export function gb18030(text: string): Buffer {
  if (gbBytes.size === 0) fillGbBytes()
  return Buffer.concat(
    [...text].map((sign) => {
      const bytes = sign < '\x80' ? Buffer.from(sign) : gbBytes.get(sign)
      if (!bytes) throw new Error('not a character of two bytes')
      return bytes
    }),
  )
}
